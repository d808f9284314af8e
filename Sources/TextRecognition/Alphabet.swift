/// The recognizer's characters in class order; class 0 is the CTC blank and not among them.
public struct Alphabet: Sendable {
    /// The character of class `index + 1`.
    public let characters: [Character]

    /// Creates an alphabet from its characters in class order.
    public init(_ characters: String) { self.characters = Array(characters) }

    /// The number of classes, blank included.
    public var classCount: Int { characters.count + 1 }

    /// The class of a character; nil when the network does not know it.
    public func classIndex(of character: Character) -> Int? { characters.firstIndex(of: character).map { $0 + 1 } }
}
