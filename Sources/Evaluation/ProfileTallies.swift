import KTPReading

/// The printed lines of one profile.
public struct LineProfile: Sendable, Equatable {
    /// Every line, the NIK's too.
    public private(set) var all = LineTally()
    /// The NIK's lines.
    public private(set) var nik = LineTally()

    /// A tally of nothing.
    public init() {}

    /// Counts one line.
    public mutating func add(_ line: LineComparison) {
        all.add(line)
        if line.isNIK { nik.add(line) }
    }
}

/// How well cards were found, over some pictures.
public struct CornerTally: Sendable, Equatable {
    /// The largest error of a corner in each picture, as a share of the card's width; infinite where no card was found.
    public private(set) var errors: [Double] = []

    /// A tally of nothing.
    public init() {}

    /// The share of pictures whose corners are all within a share of the card's width; nil without pictures.
    public func rate(within limit: Double) -> Double? {
        errors.isEmpty ? nil : Double(errors.count { $0 <= limit }) / Double(errors.count)
    }

    /// Counts one picture.
    public mutating func add(_ error: Double) { errors.append(error) }
}

/// The pictures of cards that one degradation was done to.
public struct DegradationTally: Sendable, Equatable {
    /// Whole cards.
    public private(set) var cards = CardTally()
    /// Printed values of every field.
    public private(set) var values = FieldTally()
    /// Printed NIKs.
    public private(set) var nik = FieldTally()

    /// A tally of nothing.
    public init() {}

    /// Counts one picture.
    public mutating func add(_ score: PictureScore) {
        cards.add(score)
        for comparison in score.comparisons {
            values.add(comparison)
            if comparison.key == .nik { nik.add(comparison) }
        }
    }
}
