public import KTPReading
import Raster

/// How the reading of one picture compares with its labels.
public struct PictureScore: Sendable {
    /// One field as it should be and as it came.
    public struct Comparison: Sendable, Equatable {
        /// The field.
        public let key: FieldKey
        /// What the card prints; nil when it prints nothing there.
        public let expected: String?
        /// What was read; nil when nothing was.
        public let found: String?
        /// The reader's own probability that `found` is right, 0...1.
        public let confidence: Double
        /// The characters that differ: 0 for two blanks, the longer length when one side is nil.
        public let edits: Int

        /// Whether the field is right, two blanks included.
        public var isRight: Bool { expected == found }
    }

    /// The path relative to the data set's folder.
    public let file: String
    /// How the picture came about.
    public let profile: String
    /// Whether the picture shows a KTP.
    public let isCard: Bool
    /// Every labelled field in printed order; empty for pictures without a card.
    public let comparisons: [Comparison]
    /// What was done to the picture.
    public let degradations: [String]
    /// Every labelled line.
    public let lines: [LineComparison]
    /// The largest distance of a corner of the card from where it was found, as a share of the card's width; nil when
    /// the corners are not labelled, infinite when no card was found.
    public let cornerError: Double?
    /// Why the picture was not read; nil when it was.
    public let failure: Failure?
    /// Wall time of the reading.
    public let wallTime: Duration
    /// Processor time of the whole process during the reading; nil when readings overlapped.
    public let processorTime: Duration?

    /// Why a picture gave no reading.
    public struct Failure: Sendable, Equatable {
        /// Whether the reader said that there is no KTP, as opposed to an unreadable file.
        public let isRefusal: Bool
        /// What the reader said.
        public let message: String
    }

    /// Compares one outcome with the labels.
    public init(
        _ picture: LabelledDataset.Picture, outcome: Result<CardReading, any Error>, wallTime: Duration,
        processorTime: Duration?
    ) {
        file = picture.file
        profile = picture.profile
        isCard = picture.truth != nil
        self.wallTime = wallTime
        self.processorTime = processorTime
        let reading: CardReading?
        switch outcome {
        case .success(let success):
            (reading, failure) = (success, nil)
        case .failure(let error):
            let code = (error as? ReadingError)?.code
            reading = nil
            failure = Failure(
                isRefusal: code == .noCardFound || code == .notAKTP, message: String(describing: error))
        }
        degradations = picture.degradations
        lines = picture.lines.map { LineComparison($0, in: reading?.lines ?? []) }
        cornerError = picture.card.map { card in
            guard let found = reading?.card.quad else { return .infinity }
            let distances = zip(card.corners, found.corners).map { Double($0.distance(to: $1)) }
            return (distances.max() ?? 0) / Double(max(card.width, 1))
        }
        comparisons = CardReading.printedOrder.compactMap { key in
            picture.truth?[key].map { Comparison(key: key, expected: $0.value, field: reading?.fields[key]) }
        }
    }

    /// The fields that are not right.
    public var differences: [Comparison] { comparisons.filter { !$0.isRight } }
    /// The characters that differ in all fields together.
    public var edits: Int { comparisons.reduce(0) { $0 + $1.edits } }

    /// Whether every labelled field among `keys` is right.
    public func isRight(in keys: Set<FieldKey>) -> Bool {
        comparisons.allSatisfy { $0.isRight || !keys.contains($0.key) }
    }
}

extension PictureScore.Comparison {
    init(key: FieldKey, expected: String?, field: Field?) {
        self.key = key
        self.expected = expected
        found = field?.value
        confidence = field?.confidence ?? 0
        edits = expected == found ? 0 : Alignment(expected: expected ?? "", found: found ?? "").distance
    }
}

extension FieldKey {
    /// The fields that the older API answered.
    public static let older: Set<FieldKey> = Set(allCases).subtracting([
        .bloodType, .validUntil, .issuePlace, .issueDate,
    ])
}
