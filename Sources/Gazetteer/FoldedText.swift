/// A text in the form in which readings and names are compared: upper-case ASCII, one space between words.
///
/// Next to the characters it keeps *symbols*, small numbers that the edit distance works on: letters and digits alone
/// (``symbols``), and the same with spaces and punctuation between them (``spacedSymbols``).
struct FoldedText: Sendable {
    /// Upper-case ASCII; what has no ASCII form is `?`.
    private(set) var characters: [UInt8] = []
    /// Letters, digits and unknown characters.
    private(set) var symbols: [UInt8] = []
    /// All characters.
    private(set) var spacedSymbols: [UInt8] = []

    init(_ text: some StringProtocol) {
        var text = String(text)
        characters.reserveCapacity(text.utf8.count)
        text.withUTF8 { utf8 in Self.fold(utf8) { characters.append($0) } }
        symbols.reserveCapacity(characters.count)
        while characters.last == UInt8(ascii: " ") { characters.removeLast() }
        for byte in characters {
            let symbol = Symbol.of[Int(byte)]
            spacedSymbols.append(symbol)
            if symbol < Symbol.space { symbols.append(symbol) }
        }
    }

    var string: String { String(decoding: characters, as: UTF8.self) }

    /// Feeds `emit` the folded characters; no space comes first or twice, but one may come last.
    @inline(__always)
    static func fold(_ utf8: UnsafeBufferPointer<UInt8>, emit: (UInt8) -> Void) {
        var previous = UInt8(ascii: " ")
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            var folded: UInt8
            if byte < 0x80 {
                index += 1
                folded = byte >= 97 && byte <= 122 ? byte - 32 : byte
                if byte < 32 || byte == 127 { folded = UInt8(ascii: " ") }
            } else {
                let (scalar, length) = decode(utf8, at: index)
                index += length
                guard let ascii = asciiForm(of: scalar) else { continue }
                folded = ascii
            }
            if folded == UInt8(ascii: " "), previous == folded { continue }
            emit(folded)
            previous = folded
        }
    }

    /// The scalar that begins at `index` of valid UTF-8; U+FFFD over one byte where it is not.
    private static func decode(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let lead = utf8[index]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard length > 1, index + length <= utf8.count else { return (0xFFFD, 1) }
        var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { scalar = scalar << 6 | UInt32(utf8[index + offset] & 0x3F) }
        return (scalar, length)
    }

    /// The upper-case ASCII character that a reader may take `scalar` for; nil for combining marks, which drop.
    private static func asciiForm(of scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0xA0, 0x2000...0x200B, 0x3000: UInt8(ascii: " ")
        case 0xC0...0xFF: latin1[Int(scalar - 0xC0)]
        case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2BC, 0xB4: UInt8(ascii: "'")
        case 0x2010...0x2015, 0x2212: UInt8(ascii: "-")
        case 0x2024, 0xB7, 0x3002: UInt8(ascii: ".")
        case 0x300...0x36F: nil
        case 0xFF01...0xFF5E: fullWidth(scalar)
        default: UInt8(ascii: "?")
        }
    }

    private static func fullWidth(_ scalar: UInt32) -> UInt8 {
        let ascii = UInt8(truncatingIfNeeded: scalar - 0xFEE0)
        return ascii >= 97 && ascii <= 122 ? ascii - 32 : ascii
    }

    /// U+00C0 to U+00FF without their accents.
    private static let latin1 = Array("AAAAAAACEEEEIIIIDNOOOOO?OUUUUY?SAAAAAAACEEEEIIIIDNOOOOO?OUUUUY?Y".utf8)
}

/// The numbers that the edit distance knows characters by.
enum Symbol {
    /// `0`-`9` are 0-9, `A`-`Z` 10-35.
    static let firstLetter: UInt8 = 10
    /// A character that is no letter of ours.
    static let unknown: UInt8 = 36
    static let space: UInt8 = 37
    static let punctuation: UInt8 = 38
    static let count = 39

    /// The symbol of each ASCII character.
    static let of: [UInt8] = (0..<128).map { byte in
        switch UInt8(byte) {
        case 48...57: UInt8(byte) - 48
        case 65...90: UInt8(byte) - 65 + firstLetter
        case UInt8(ascii: "?"): unknown
        case UInt8(ascii: " "): space
        default: punctuation
        }
    }

    static func of(_ character: Character) -> Int { Int(of[Int(character.asciiValue ?? UInt8(ascii: "?"))]) }
}
