import CardVision

/// The cards in a photo, and which of them is read.
struct CardsSeen {
    /// The number of the one that is read, from 1, the surest, on.
    let number: Int
    /// Whether it was said which one.
    let isAsked: Bool
    private let all: [CardLocator.Location]

    init(_ all: [CardLocator.Location], asked: Int?) {
        self.all = all
        number = asked ?? 1
        isAsked = asked != nil
    }

    /// Whether there may be a card of that number: the first is searched for in other ways too.
    var isThere: Bool { number == 1 || chosen != nil }

    /// Where it is; nil when none is seen.
    var chosen: CardLocator.Location? { all.indices.contains(number - 1) ? all[number - 1] : nil }

    /// The others.
    var others: [CardReading.Card.Other] {
        all.enumerated().filter { $0.offset != number - 1 }
            .map { CardReading.Card.Other(number: $0.offset + 1, quad: $0.element.corners) }
    }
}
