/// A strict reader of JSON (RFC 8259) for request bodies.
///
/// Foundation's is not used because of what it lets pass or makes up its own mind about: of two members with the same
/// key it keeps one in silence, it guesses UTF-16 and UTF-32, and its limit on nesting is its own. Here all of these
/// are faults, as is a surrogate escape without its partner. Nesting is limited, so that no body can use up the stack.
package struct JSONParser {
    /// Why a text is not JSON; the description is fit for the client.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package var problem: String
        /// Bytes before the fault.
        package var offset: Int

        package var description: String { "\(problem) at byte \(offset)" }
    }

    /// Arrays and objects that may stand in one another.
    package static let maximumDepth = 64

    private let bytes: [UInt8]
    private var position: Int

    /// Parses a whole text; a byte order mark before it is ignored.
    package static func parse(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        guard parser.next == nil else { throw parser.fault("text after the value") }
        return value
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private func fault(_ problem: String) -> Fault { Fault(problem: problem, offset: position) }

    /// The next byte that is not white space, which is skipped; nil at the end.
    private var next: UInt8? {
        mutating get {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
            return position < bytes.count ? bytes[position] : nil
        }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard let first = next else { throw fault("unexpected end") }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault("unexpected character")
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        try open(depth)
        var members: [(key: String, value: JSONValue)] = []
        var keys: Set<[UInt8]> = []
        if skip("}") { return .object([]) }
        repeat {
            guard next == UInt8(ascii: "\"") else { throw fault("a key was expected") }
            let key = try string()
            // Compared byte for byte: Swift calls differently composed accents equal, JSON does not.
            guard keys.insert(Array(key.utf8)).inserted else { throw fault("duplicate key") }
            guard skip(":") else { throw fault("':' was expected") }
            members.append((key, try value(depth: depth)))
        } while skip(",")
        guard skip("}") else { throw fault("',' or '}' was expected") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        try open(depth)
        if skip("]") { return .array([]) }
        var values: [JSONValue] = []
        repeat { values.append(try value(depth: depth)) } while skip(",")
        guard skip("]") else { throw fault("',' or ']' was expected") }
        return .array(values)
    }

    private mutating func open(_ depth: Int) throws(Fault) {
        guard depth <= Self.maximumDepth else { throw fault("nested deeper than \(Self.maximumDepth)") }
        position += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        guard bytes[position...].starts(with: word.description.utf8) else { throw fault("unexpected character") }
        position += word.utf8CodeUnitCount
        return value
    }

    // MARK: Numbers

    private mutating func number() throws(Fault) -> JSONValue {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let integerStart = position
        try digits()
        guard position - integerStart == 1 || bytes[integerStart] != UInt8(ascii: "0") else {
            throw fault("a number starts with zero")
        }
        if takes(".") { try digits() }
        if takes("e") || takes("E") {
            _ = takes("+") || takes("-")
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let whole = Int(text) { return .int(whole) }
        guard let number = Double(text), number.isFinite else { throw fault("a number is out of range") }
        return .number(number)
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func digits() throws(Fault) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start else { throw fault("a digit was expected") }
    }

    // MARK: Strings

    private mutating func string() throws(Fault) -> String {
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw fault("not UTF-8") }
                position += 1
                return text
            case UInt8(ascii: "\\"):
                position += 1
                content.append(contentsOf: Array(String(try escape()).utf8))
            case 0..<0x20: throw fault("a control character in a string")
            default:
                content.append(byte)
                position += 1
            }
        }
        throw fault("unexpected end")
    }

    private mutating func escape() throws(Fault) -> Unicode.Scalar {
        guard position < bytes.count else { throw fault("unexpected end") }
        let byte = bytes[position]
        if byte != UInt8(ascii: "u") {
            guard let scalar = Self.escapes[byte] else { throw fault("an unknown escape") }
            position += 1
            return scalar
        }
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, takes("\\"), position < bytes.count, bytes[position] == UInt8(ascii: "u") else {
            throw fault("half of a surrogate pair")
        }
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second) else { throw fault("half of a surrogate pair") }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    /// The four digits after a `u`, on which the position stands.
    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        position += 1
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw fault("four hexadecimal digits were expected")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
        UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
}
