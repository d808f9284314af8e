public import KTPReading

/// What the readings of a labelled data set add up to.
public struct EvaluationReport: Sendable {
    /// How often one character was read as another in values that were read wrongly.
    public struct Confusion: Sendable, Equatable {
        /// The characters; nil for nothing.
        public let step: Alignment.Step
        /// How often.
        public let count: Int
    }

    /// Times of single readings.
    public struct Timing: Sendable, Equatable {
        /// Median wall time of a reading; nil without readings.
        public var wallMedian: Duration?
        /// Median processor time of a reading; nil when readings overlapped.
        public var processorMedian: Duration?
        /// Processor time of the process over all readings, divided by their number; nil when not measured.
        public var processorMean: Duration?
    }

    /// How many pairs of confused characters are kept.
    public static let confusionLimit = 30
    /// How many of the worst pictures are kept.
    public static let worstLimit = 10
    private static let profileOrder = ["scan", "phone", "hard"]

    /// Pictures judged.
    public let pictures: Int
    /// The profiles that occur: scan, phone, hard, then others by name.
    public let profiles: [String]
    /// For each profile, each field that is labelled somewhere.
    public let fields: [String: [FieldKey: FieldTally]]
    /// For each profile, whole cards.
    public let cards: [String: CardTally]
    /// For each profile, printed lines before fields were made of them; profiles without labelled lines are left out.
    public let lines: [String: LineProfile]
    /// For each profile, where the card was found; profiles without labelled corners are left out.
    public let corners: [String: CornerTally]
    /// For each degradation, all printed values of the pictures that have it.
    public let degradations: [String: DegradationTally]
    /// For each field over all profiles.
    public let calibration: [FieldKey: Calibration]
    /// For each profile over all fields.
    public let profileCalibration: [String: Calibration]
    /// The pairs confused most often, most frequent first.
    public let confusions: [Confusion]
    /// Times.
    public let timing: Timing
    /// The pictures with the most wrong fields, worst first; none that is all right.
    public let worst: [PictureScore]

    /// Adds up scores.
    ///
    /// - Parameters:
    ///   - scores: One for each picture.
    ///   - processorTime: Processor time of the process over all of them; nil when not measured.
    public init(_ scores: [PictureScore], processorTime: Duration? = nil) {
        var fields: [String: [FieldKey: FieldTally]] = [:]
        var cards: [String: CardTally] = [:]
        var calibration: [FieldKey: Calibration] = [:]
        var profileCalibration: [String: Calibration] = [:]
        for score in scores {
            cards[score.profile, default: CardTally()].add(score)
            for comparison in score.comparisons {
                fields[score.profile, default: [:]][comparison.key, default: FieldTally()].add(comparison)
                calibration[comparison.key, default: Calibration()].add(comparison)
                profileCalibration[score.profile, default: Calibration()].add(comparison)
            }
        }
        var lines: [String: LineProfile] = [:]
        var corners: [String: CornerTally] = [:]
        var degradations: [String: DegradationTally] = [:]
        for score in scores {
            for line in score.lines { lines[score.profile, default: LineProfile()].add(line) }
            if let error = score.cornerError { corners[score.profile, default: CornerTally()].add(error) }
            for name in score.degradations where score.isCard {
                degradations[name, default: DegradationTally()].add(score)
            }
        }
        (self.lines, self.corners, self.degradations) = (lines, corners, degradations)
        pictures = scores.count
        profiles =
            Self.profileOrder.filter { cards[$0] != nil }
            + cards.keys.filter {
                !Self.profileOrder.contains($0)
            }.sorted()
        self.fields = fields
        self.cards = cards
        self.calibration = calibration
        self.profileCalibration = profileCalibration
        confusions = Self.confusions(in: scores)
        worst = Self.worst(of: scores)
        let read = scores.filter { $0.failure == nil }
        timing = Timing(
            wallMedian: Self.median(read.map(\.wallTime)),
            processorMedian: Self.median(read.compactMap(\.processorTime)),
            processorMean: scores.isEmpty ? nil : processorTime.map { $0 / scores.count })
    }

    private static func confusions(in scores: [PictureScore]) -> [Confusion] {
        var counts: [Alignment.Step: Int] = [:]
        for difference in scores.flatMap(\.differences) {
            guard let expected = difference.expected, let found = difference.found else { continue }
            for step in Alignment(expected: expected, found: found).steps where !step.isMatch {
                counts[step, default: 0] += 1
            }
        }
        let ordered = counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
        return ordered.prefix(confusionLimit).map { Confusion(step: $0.key, count: $0.value) }
    }

    private static func worst(of scores: [PictureScore]) -> [PictureScore] {
        func rank(_ score: PictureScore) -> (Int, Int) {
            (score.differences.count, score.edits)
        }
        let wrong = scores.filter { !$0.differences.isEmpty }
        let ordered = wrong.sorted { a, b in rank(a) == rank(b) ? a.file < b.file : rank(a) > rank(b) }
        return Array(ordered.prefix(worstLimit))
    }

    private static func median(_ durations: [Duration]) -> Duration? {
        guard !durations.isEmpty else { return nil }
        let sorted = durations.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension Alignment.Step {
    /// A form to order and print by: the characters, `nothing` for none.
    fileprivate var name: String { "\(expected.map(String.init) ?? "") \(found.map(String.init) ?? "")" }
}
