/// A header value with parameters, such as `form-data; name="image"` or `application/json; charset=utf-8`.
package struct HeaderValue: Sendable, Equatable {
    /// What stands before the parameters, in lower case.
    package var value: String
    /// The parameters; names are in lower case and distinct, values as sent with quotes and escapes undone.
    package var parameters: [String: String]

    /// Parses a value; nil when it does not follow the grammar or names a parameter twice.
    package init?(_ text: some StringProtocol) {
        var scanner = Scanner(text)
        scanner.skipSpaces()
        guard let value = scanner.token(allowing: "/"), !value.isEmpty else { return nil }
        self.value = value.lowercased()
        parameters = [:]
        scanner.skipSpaces()
        while !scanner.isAtEnd {
            guard scanner.skip(";") else { return nil }
            scanner.skipSpaces()
            // "a; " and "a;;b=c" are common and harmless.
            if scanner.isAtEnd || scanner.next == UInt8(ascii: ";") { continue }
            guard let name = scanner.token(allowing: "*")?.lowercased(), scanner.skip("="),
                let content = scanner.quotedString() ?? scanner.token(allowing: "*'%/"),
                parameters.updateValue(content, forKey: name) == nil
            else { return nil }
            scanner.skipSpaces()
        }
    }

    /// Whether this is the content type of a JSON text, as the older service understood it.
    package var isJSON: Bool {
        value == "application/json" || (value.hasPrefix("application/") && value.hasSuffix("+json"))
    }

    private struct Scanner {
        private let bytes: [UInt8]
        private var position = 0

        init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

        var isAtEnd: Bool { position == bytes.count }
        var next: UInt8? { isAtEnd ? nil : bytes[position] }

        mutating func skipSpaces() {
            while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { position += 1 }
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        /// The longest run of token characters of RFC 9110 and the extra ones; nil when there is none.
        mutating func token(allowing extra: StaticString) -> String? {
            let start = position
            while let byte = next, byte.isTokenCharacter || extra.description.utf8.contains(byte) { position += 1 }
            return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
        }

        /// The text between quotes; nil, without moving, when there is none or it does not end.
        ///
        /// A backslash escapes a quote or a backslash only: Windows paths come unescaped.
        mutating func quotedString() -> String? {
            guard next == UInt8(ascii: "\"") else { return nil }
            var content: [UInt8] = []
            var index = position + 1
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    position = index + 1
                    return String(decoding: content, as: UTF8.self)
                case UInt8(ascii: "\\") where index + 1 < bytes.count && bytes[index + 1].isQuoteOrBackslash:
                    content.append(bytes[index + 1])
                    index += 2
                case let byte:
                    content.append(byte)
                    index += 1
                }
            }
            return nil
        }
    }
}

extension UInt8 {
    /// Whether the byte may stand in a token of RFC 9110, section 5.6.2.
    var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }

    fileprivate var isQuoteOrBackslash: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") }
}
