/// Bounds-checked reads of big- and little-endian numbers out of foreign bytes; past the end every read is nil.
struct ByteReader {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    func byte(_ offset: Int) -> UInt8? {
        offset >= 0 && offset < bytes.count ? bytes[offset] : nil
    }

    /// Two to four bytes read as one number, the most significant first unless `littleEndian`.
    func number(_ offset: Int, byteCount: Int, littleEndian: Bool = false) -> Int? {
        guard offset >= 0, offset <= bytes.count, byteCount <= bytes.count - offset else { return nil }
        var value = 0
        for index in 0..<byteCount {
            let byte = bytes[offset + (littleEndian ? byteCount - 1 - index : index)]
            value = value << 8 | Int(byte)
        }
        return value
    }

    func uint16(_ offset: Int, littleEndian: Bool = false) -> Int? {
        number(offset, byteCount: 2, littleEndian: littleEndian)
    }

    func uint32(_ offset: Int, littleEndian: Bool = false) -> Int? {
        number(offset, byteCount: 4, littleEndian: littleEndian)
    }

    /// Whether the bytes from `offset` on spell `text` (ASCII).
    func has(_ text: StaticString, at offset: Int) -> Bool {
        text.withUTF8Buffer { has(Array($0), at: offset) }
    }

    /// Whether `pattern` stands at `offset`.
    func has(_ pattern: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset <= bytes.count, pattern.count <= bytes.count - offset else { return false }
        return pattern.indices.allSatisfy { bytes[offset + $0] == pattern[$0] }
    }
}
