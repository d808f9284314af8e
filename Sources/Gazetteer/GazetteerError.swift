/// Why the gazetteer's files could not be loaded.
public struct GazetteerError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; more may be added.
    public struct Code: Hashable, Sendable {
        private enum Kind { case missing, malformed }
        private let kind: Kind
        /// A file is not there or cannot be read; `make setup` unpacks it.
        public static let missing = Code(kind: .missing)
        /// A file is there, but its lines are not `code<TAB>name` in code order.
        public static let malformed = Code(kind: .malformed)
    }

    /// The kind of failure.
    public let code: Code
    /// What an engineer wants to know: the file and the line.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message alone.
    public var description: String { message }
}
