/// How the stored rows and columns lie in the upright picture; raw values are EXIF's.
public enum Orientation: Int, CaseIterable, Sendable {
    /// Stored upright.
    case upright = 1
    /// Stored mirrored left to right.
    case mirrored = 2
    /// Stored upside down.
    case upsideDown = 3
    /// Stored mirrored top to bottom.
    case flipped = 4
    /// Stored with rows and columns exchanged.
    case transposed = 5
    /// To be turned a quarter clockwise to stand upright.
    case quarterClockwise = 6
    /// Stored with rows and columns exchanged, and upside down.
    case transverse = 7
    /// To be turned a quarter counterclockwise to stand upright.
    case quarterCounterclockwise = 8

    /// Whether the upright picture's width is the stored height.
    public var swapsSides: Bool { rawValue >= 5 }

    /// The size of the upright picture of a stored one.
    public func upright(_ stored: Size) -> Size { swapsSides ? stored.transposed : stored }
}

extension Orientation {
    /// Reads the orientation from a TIFF structure, the body of every EXIF block, or nil when it holds none.
    ///
    /// - Parameters:
    ///   - reader: The whole file.
    ///   - start: Where the EXIF block starts; an `Exif\0\0` prefix is skipped.
    ///   - end: Where the block ends; what is declared beyond it is not read.
    init?(exif reader: ByteReader, from start: Int, to end: Int) {
        let base = reader.has("Exif\0\0", at: start) ? start + 6 : start
        let littleEndian = reader.has("II*\0", at: base)
        guard littleEndian || reader.has([0x4D, 0x4D, 0, 0x2A], at: base),
            let directory = reader.uint32(base + 4, littleEndian: littleEndian),
            let entryCount = reader.uint16(base + directory, littleEndian: littleEndian)
        else { return nil }
        for index in 0..<entryCount {
            let entry = base + directory + 2 + index * 12
            guard entry + 12 <= end, let tag = reader.uint16(entry, littleEndian: littleEndian) else { return nil }
            guard tag == 0x0112 else { continue }
            let isLong = reader.uint16(entry + 2, littleEndian: littleEndian) == 4
            let value = reader.number(entry + 8, byteCount: isLong ? 4 : 2, littleEndian: littleEndian)
            self.init(rawValue: value ?? 0)
            return
        }
        return nil
    }
}
