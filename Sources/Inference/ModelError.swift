/// Why a network could not be loaded or run.
public struct ModelError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; more may be added.
    public struct Code: Hashable, Sendable {
        private enum Kind { case missing, digestMismatch, unexpectedShape, runFailed }
        private let kind: Kind
        /// A file is not where it should be.
        public static let missing = Code(kind: .missing)
        /// A file's SHA-256 is not the manifest's, or its content is not a network.
        public static let digestMismatch = Code(kind: .digestMismatch)
        /// A tensor's shape or the number of classes is not what the manifest says.
        public static let unexpectedShape = Code(kind: .unexpectedShape)
        /// The inference engine reported a failure.
        public static let runFailed = Code(kind: .runFailed)
    }

    /// The kind of failure.
    public let code: Code
    /// What an engineer wants to know.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message alone.
    public var description: String { message }
}
