public import Raster
public import TextRecognition

/// Everything that was learned from a photo of one card.
public struct CardReading: Sendable {
    /// What a caller should do with the reading.
    public enum Status: String, Sendable {
        /// Every field was read with enough confidence and no check failed.
        case accept
        /// A person should look; ``CardReading/reasons`` says where.
        case review
        /// Not usable; send another picture.
        case reject
    }

    /// One consistency check.
    public struct Check: Sendable, Equatable {
        /// How a check came out.
        public enum Result: String, Sendable {
            /// The fields agree.
            case pass
            /// The fields disagree.
            case fail
            /// A field that the check needs was not read.
            case unknown
        }
        /// What was checked, such as `nik.birth_date`.
        public var code: String
        /// How it came out.
        public var result: Result
        /// What the other fields make us expect; nil when unknown.
        public var expected: String?
        /// What was read; nil when nothing was.
        public var found: String?

        /// Creates a check.
        public init(code: String, result: Result, expected: String? = nil, found: String? = nil) {
            self.code = code
            self.result = result
            self.expected = expected
            self.found = found
        }
    }

    /// What kind of card it is and where it stands.
    public struct Card: Sendable, Equatable {
        /// Kinds of cards told apart.
        public enum Kind: String, Sendable {
            /// An e-KTP of a citizen.
            case ektp
            /// An e-KTP of a foreigner.
            case foreignerEKTP = "ektp_wna"
            /// A card of the generations before 2011.
            case olderKTP = "ktp_lama"
            /// Not a KTP.
            case notKTP = "not_ktp"
        }
        /// The kind.
        public var kind: Kind
        /// The probability that the kind is right, 0...1.
        public var confidence: Double
        /// What speaks for the kind, such as `nationality.foreign`; empty for the usual one.
        public var reasons: [String]
        /// The card's corners in photo space, estimated from its print; nil when too little was read.
        public var quad: Quad?
        /// Degrees, clockwise, by which the card is turned in the photo, to the nearest quarter: 0, 90, 180 or 270.
        public var rotation: Int
        /// Which of the photo's cards it is, from 1, the surest, on.
        public var number: Int
        /// The other KTPs in the photo.
        public var others: [Other]

        /// A KTP beside the one that was read.
        public struct Other: Sendable, Equatable {
            /// Its number, by which it is asked for.
            public var number: Int
            /// Its corners in photo space, in reading order; they may lie outside the photo.
            public var quad: Quad

            /// Creates a description.
            public init(number: Int, quad: Quad) {
                self.number = number
                self.quad = quad
            }
        }

        /// Creates a description.
        public init(
            kind: Kind, confidence: Double, reasons: [String] = [], quad: Quad?, rotation: Int, number: Int = 1,
            others: [Other] = []
        ) {
            self.kind = kind
            self.confidence = confidence
            self.reasons = reasons
            self.quad = quad
            self.rotation = rotation
            self.number = number
            self.others = others
        }
    }

    /// How good the picture is.
    public struct Quality: Sendable, Equatable {
        /// What could be done better, in two languages.
        public struct Advice: Sendable, Equatable {
            /// A stable name.
            public var code: String
            /// The advice in Indonesian.
            public var indonesian: String
            /// The advice in English.
            public var english: String

            /// Creates advice.
            public init(code: String, indonesian: String, english: String) {
                self.code = code
                self.indonesian = indonesian
                self.english = english
            }
        }
        /// The whole judgement, 0 (useless) to 1 (perfect).
        public var score: Double
        /// 0 (blurred) to 1 (sharp).
        public var sharpness: Double
        /// The share of the card that is burnt out, 0...1.
        public var glare: Double
        /// Mean brightness of the card, 0...1.
        public var brightness: Double
        /// The card's width in pixels of the photo.
        public var cardWidth: Int
        /// Whether part of the card lies outside the photo.
        public var isCropped: Bool
        /// Whether the picture has no color.
        public var isGrayscale: Bool
        /// Whether it shows the dots of a screen or of a print, and so seems to be a photo of a photo.
        public var isRecaptured: Bool
        /// What to do better; empty when nothing.
        public var advice: [Advice]

        /// Creates a judgement.
        public init(
            score: Double, sharpness: Double, glare: Double, brightness: Double, cardWidth: Int, isCropped: Bool,
            isGrayscale: Bool, isRecaptured: Bool = false, advice: [Advice]
        ) {
            self.score = score
            self.sharpness = sharpness
            self.glare = glare
            self.brightness = brightness
            self.cardWidth = cardWidth
            self.isCropped = isCropped
            self.isGrayscale = isGrayscale
            self.isRecaptured = isRecaptured
            self.advice = advice
        }
    }

    /// The networks that read the card, as `name@sha256`.
    public struct Models: Sendable, Equatable {
        /// The text detector.
        public var detector: String
        /// The text recognizer.
        public var recognizer: String

        /// Creates the pair.
        public init(detector: String, recognizer: String) {
            self.detector = detector
            self.recognizer = recognizer
        }
    }

    /// The time that each stage took.
    public struct Timing: Sendable, Equatable {
        /// Bytes to pixels.
        public var decode: Duration = .zero
        /// Pixels to an upright view of the card.
        public var locate: Duration = .zero
        /// The view to text regions.
        public var detect: Duration = .zero
        /// Regions to text.
        public var recognize: Duration = .zero
        /// Text to checked fields.
        public var extract: Duration = .zero
        /// All of it.
        public var total: Duration = .zero

        /// Creates a timing of zeros.
        public init() {}
    }

    /// What to do with it.
    public var status: Status
    /// Why it is not `accept`, such as `nik.low_confidence`; empty when it is.
    public var reasons: [String]
    /// One entry for every key; ``Field/absent`` when nothing was found.
    public var fields: [FieldKey: Field]
    /// The checks made, in a fixed order.
    public var checks: [Check]
    /// Every line of print that was read, in photo space and in no particular order, without its class probabilities.
    public var lines: [TextLine]
    /// The card.
    public var card: Card
    /// The picture.
    public var quality: Quality
    /// The networks.
    public var models: Models
    /// The time it took by the clock.
    public var timing: Timing
    /// The processor time of the thread that read it.
    ///
    /// That of others, where a reading has several, is not in it. JSON does not have it.
    public var cpu: Timing
    /// The pictures that were asked for and could be made.
    public var pictures: [CardPicture]

    /// Creates a reading.
    public init(
        status: Status, reasons: [String], fields: [FieldKey: Field], checks: [Check], lines: [TextLine] = [],
        card: Card, quality: Quality, models: Models, timing: Timing, cpu: Timing = Timing(),
        pictures: [CardPicture] = []
    ) {
        self.status = status
        self.reasons = reasons
        self.fields = fields
        self.checks = checks
        self.lines = lines
        self.card = card
        self.quality = quality
        self.models = models
        self.timing = timing
        self.cpu = cpu
        self.pictures = pictures
    }

    /// The value of one field in the contract's form; nil when it was not read.
    public subscript(key: FieldKey) -> String? { fields[key]?.value }
}
