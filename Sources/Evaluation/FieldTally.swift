import KTPReading

/// How often one field was right, over some pictures.
public struct FieldTally: Sendable, Equatable {
    /// Cards that print a value; `exact + missing + wrong` of them.
    public private(set) var printed = 0
    /// Values read exactly.
    public private(set) var exact = 0
    /// Values not read at all.
    public private(set) var missing = 0
    /// Values read as something else.
    public private(set) var wrong = 0
    /// Cards that print nothing there.
    public private(set) var blank = 0
    /// Blanks for which a value came all the same.
    public private(set) var extra = 0
    /// Characters put in, left out or exchanged in printed values; a missing value counts its length.
    public private(set) var edits = 0
    /// Characters of the printed values.
    public private(set) var characters = 0

    /// A tally of nothing.
    public init() {}

    /// The share of printed values read exactly, 0...1; nil when none was printed.
    public var exactRate: Double? { printed == 0 ? nil : Double(exact) / Double(printed) }
    /// Edits a printed character; nil when none was printed.
    public var characterErrorRate: Double? { characters == 0 ? nil : Double(edits) / Double(characters) }

    /// Counts one comparison.
    public mutating func add(_ comparison: PictureScore.Comparison) {
        guard let expected = comparison.expected else {
            blank += 1
            extra += comparison.found == nil ? 0 : 1
            return
        }
        printed += 1
        characters += expected.count
        edits += comparison.edits
        if comparison.isRight {
            exact += 1
        } else if comparison.found == nil {
            missing += 1
        } else {
            wrong += 1
        }
    }
}

/// How often whole cards were right, over some pictures.
public struct CardTally: Sendable, Equatable {
    /// Pictures of cards.
    public private(set) var cards = 0
    /// Cards with every one of the older API's fifteen fields right.
    public private(set) var fifteenRight = 0
    /// Cards with all nineteen fields right.
    public private(set) var allRight = 0
    /// Cards that the reader took for something else.
    public private(set) var refused = 0
    /// Pictures of any kind that could not be read for another reason.
    public private(set) var failed = 0
    /// Pictures without a card.
    public private(set) var others = 0
    /// Pictures without a card that the reader refused.
    public private(set) var othersRefused = 0

    /// A tally of nothing.
    public init() {}

    /// The share of cards with fifteen right fields, 0...1; nil without cards.
    public var fifteenRate: Double? { cards == 0 ? nil : Double(fifteenRight) / Double(cards) }
    /// The share of cards with nineteen right fields, 0...1; nil without cards.
    public var allRate: Double? { cards == 0 ? nil : Double(allRight) / Double(cards) }

    /// Counts one picture.
    public mutating func add(_ score: PictureScore) {
        let isRefused = score.failure?.isRefusal == true
        if score.failure != nil, !isRefused { failed += 1 }
        guard score.isCard else {
            others += 1
            othersRefused += isRefused ? 1 : 0
            return
        }
        cards += 1
        refused += isRefused ? 1 : 0
        guard score.failure == nil else { return }
        fifteenRight += score.isRight(in: FieldKey.older) ? 1 : 0
        allRight += score.differences.isEmpty ? 1 : 0
    }
}
