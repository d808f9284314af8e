/// Why a picture could not be read at all; a poor reading is a result, not an error.
public struct ReadingError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; more may be added.
    public struct Code: Hashable, Sendable {
        private enum Kind { case noCardFound, notAKTP, cancelled, overloaded }
        private let kind: Kind
        /// No text that could be a card's was found.
        public static let noCardFound = Code(kind: .noCardFound)
        /// There is text, but it is not a KTP's.
        public static let notAKTP = Code(kind: .notAKTP)
        /// The caller went away.
        public static let cancelled = Code(kind: .cancelled)
        /// Too many readings are waiting; try again.
        public static let overloaded = Code(kind: .overloaded)
    }

    /// The kind of failure.
    public let code: Code
    /// What an engineer wants to know; never holds personal values.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message alone.
    public var description: String { message }
}
