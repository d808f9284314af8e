/// How well confidence says how often a value is right.
public struct Calibration: Sendable, Equatable {
    /// The readings whose confidence lies in one tenth of 0...1.
    public struct Bin: Sendable, Equatable {
        /// Values in the bin.
        public var count = 0
        /// Of these, values that were right.
        public var right = 0
        /// The sum of their confidences.
        public var confidence = 0.0
    }

    /// A value with at least this confidence is one that a caller would take unseen.
    public static let threshold = 0.9

    /// Ten bins of equal width, the first from 0.
    public private(set) var bins = [Bin](repeating: Bin(), count: 10)
    /// Labelled fields that print a value or for which one came.
    public private(set) var total = 0
    /// Values with at least ``threshold``.
    public private(set) var confident = 0
    /// Of these, values that were wrong.
    public private(set) var confidentWrong = 0

    /// A calibration over nothing.
    public init() {}

    /// Values that were read, right or wrong.
    public var filled: Int { bins.reduce(0) { $0 + $1.count } }

    /// The expected calibration error: the mean distance between a bin's accuracy and its mean confidence, weighted
    /// by the bin's size, 0...1; nil when nothing was read.
    public var expectedError: Double? {
        guard filled > 0 else { return nil }
        return bins.reduce(0) { $0 + abs(Double($1.right) - $1.confidence) } / Double(filled)
    }

    /// The share of `total` read with at least ``threshold``; nil without any.
    public var confidentShare: Double? { total == 0 ? nil : Double(confident) / Double(total) }
    /// The share of confident values that were wrong; nil without any.
    public var confidentErrorRate: Double? { confident == 0 ? nil : Double(confidentWrong) / Double(confident) }

    /// Counts one comparison; two blanks say nothing about confidence.
    public mutating func add(_ comparison: PictureScore.Comparison) {
        guard comparison.expected != nil || comparison.found != nil else { return }
        total += 1
        guard comparison.found != nil else { return }
        let confidence = min(max(comparison.confidence, 0), 1)
        let bin = min(Int(confidence * Double(bins.count)), bins.count - 1)
        bins[bin].count += 1
        bins[bin].right += comparison.isRight ? 1 : 0
        bins[bin].confidence += confidence
        guard confidence >= Self.threshold else { return }
        confident += 1
        confidentWrong += comparison.isRight ? 0 : 1
    }
}
