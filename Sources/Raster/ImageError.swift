/// Why the bytes given are not a picture that we can look at.
public struct ImageError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; more may be added.
    public struct Code: Hashable, Sendable {
        private enum Kind { case unsupportedFormat, corrupt, tooLarge }
        private let kind: Kind
        /// The bytes are of no format that we decode (or there are none).
        public static let unsupportedFormat = Code(kind: .unsupportedFormat)
        /// The format is known, the content is damaged.
        public static let corrupt = Code(kind: .corrupt)
        /// The header declares more bytes, pixels or a longer side than the limits allow.
        public static let tooLarge = Code(kind: .tooLarge)
    }

    /// The kind of failure.
    public let code: Code
    /// What an engineer wants to know; never holds pixels, names or paths.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message alone.
    public var description: String { message }
}
