/// The header of one part of a multipart body, as far as we need it.
struct PartHeader: Sendable, Equatable {
    /// The part's name in the form; nil when the header does not say.
    var name: String?
    /// Whether the content stands as it is, as opposed to in base64 or quoted-printable, which RFC 7578 deprecates.
    var isPlain = true

    /// Reads a header; nil when a line does not follow the grammar.
    ///
    /// - Parameter lines: The lines, each after its CR LF, without the empty one at the end; empty for no lines.
    init?(lines: ArraySlice<UInt8>) {
        var rest = lines
        while rest.starts(with: "\r\n".utf8) {
            rest = rest.dropFirst(2)
            let line = rest.prefix { $0 != UInt8(ascii: "\r") }
            rest = rest.dropFirst(line.count)
            guard read(line) else { return nil }
        }
        // Whatever is left starts with a carriage return that ends no line.
        guard rest.isEmpty else { return nil }
    }

    /// Reads one line; false when it is not `Name: value`.
    private mutating func read(_ line: ArraySlice<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy(\.isTokenCharacter),
            line[colon...].allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { return false }
        let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
        switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
        case "content-disposition":
            guard let disposition = HeaderValue(value), disposition.value == "form-data" else { return false }
            name = disposition.parameters["name"]
        case "content-transfer-encoding":
            let encoding = HeaderValue(value)?.value ?? ""
            isPlain = ["7bit", "8bit", "binary"].contains(encoding)
        default: break
        }
        return true
    }
}
