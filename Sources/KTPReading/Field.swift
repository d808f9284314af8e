public import Raster

/// One value of the card: what it is, what was read, and how we know.
public struct Field: Sendable, Equatable {
    /// How a value came about.
    public enum Source: String, Sendable {
        /// The value is the text as read, but for letter case and spaces.
        case read
        /// A rule, named in ``Field/rule``, changed what was read.
        case corrected
        /// The value was not read itself but follows from other fields.
        case derived
    }

    /// Another value that the line could be.
    public struct Candidate: Sendable, Equatable {
        /// The value.
        public var value: String
        /// Its probability, 0...1.
        public var confidence: Double

        /// Creates a candidate.
        public init(value: String, confidence: Double) {
            self.value = value
            self.confidence = confidence
        }
    }

    /// What is wrong or doubtful about a field.
    public enum Issue: String, Sendable {
        /// Text is there but cannot be read as a value of this field.
        case unreadable
        /// The network was not sure of a character.
        case lowConfidence = "low_confidence"
        /// The NIK says otherwise.
        case disagreesWithNIK = "disagrees_with_nik"
        /// The place is not in the official list under its parent.
        case notInGazetteer = "not_in_gazetteer"
        /// Not a word of the closed vocabulary that the card prints here.
        case notInVocabulary = "not_in_vocabulary"
    }

    /// The value in the contract's form; nil when it was not read.
    public var value: String?
    /// The characters as the network read them, value part only; empty when no line was found.
    public var text: String
    /// The probability that `value` is exactly what is printed, 0...1.
    public var confidence: Double
    /// Where the value stands, in photo space; nil when no line was found.
    public var quad: Quad?
    /// How the value came about.
    public var source: Source
    /// The rule that changed the text; nil when none did.
    public var rule: String?
    /// Other values that it could be, best first.
    public var candidates: [Candidate]
    /// What is doubtful.
    public var issues: [Issue]
    /// The official code of a region, such as `32.04.05`; nil for other fields and unknown places.
    public var code: String?

    /// Creates a field.
    public init(
        value: String?, text: String = "", confidence: Double = 0, quad: Quad? = nil, source: Source = .read,
        rule: String? = nil, candidates: [Candidate] = [], issues: [Issue] = [], code: String? = nil
    ) {
        self.value = value
        self.text = text
        self.confidence = confidence
        self.quad = quad
        self.source = source
        self.rule = rule
        self.candidates = candidates
        self.issues = issues
        self.code = code
    }

    /// A field of which nothing was found.
    public static let absent = Field(value: nil)
}
