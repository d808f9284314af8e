extension ImageHeader {
    /// Reads IHDR and walks the chunks for eXIf, which may stand anywhere before IEND.
    static func readPNG(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        guard reader.has("IHDR", at: 12), reader.uint32(8) == 13, let width = reader.uint32(16),
            let height = reader.uint32(20), let depth = reader.byte(24), let color = reader.byte(25),
            let compression = reader.byte(26), let filter = reader.byte(27), let interlace = reader.byte(28)
        else { throw ImageError(.corrupt, "the PNG does not start with a whole IHDR chunk") }
        guard 1...0x7FFF_FFFF ~= width, 1...0x7FFF_FFFF ~= height else {
            throw ImageError(.corrupt, "the PNG is \(width) x \(height) pixels")
        }
        let depths: [UInt8: Set<UInt8>] = [
            0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
        ]
        guard depths[color]?.contains(depth) == true, compression == 0, filter == 0, interlace <= 1 else {
            throw ImageError(.corrupt, "the PNG's IHDR chunk makes no sense")
        }
        guard !PNGChunk.all(in: reader).dropFirst(PNGChunk.most).contains(where: { _ in true }) else {
            throw ImageError(.corrupt, "the PNG has more than \(PNGChunk.most) chunks")
        }
        let orientation = PNGChunk.all(in: reader).first { reader.has("eXIf", at: $0.start + 4) }
            .flatMap { Orientation(exif: reader, from: $0.start + 8, to: $0.end - 4) }
        let channels: [UInt8: Int] = [0: 1, 2: 3, 3: 3, 4: 2, 6: 4]
        return ImageHeader(
            format: .png, size: Size(width: width, height: height), orientation: orientation,
            channels: channels[color] ?? 3)
    }
}

/// Where one PNG chunk lies in its file: length, type, body and check sum.
struct PNGChunk {
    /// More chunks than encoders make of any picture within the limits, even of one a row; walking millions takes its time.
    static let most = 20_000

    /// Where its length field starts.
    let start: Int
    /// One past its check sum; past the end of the file for a chunk cut short.
    let end: Int

    /// The chunks in order; the last may be cut short.
    static func all(in reader: ByteReader) -> some Sequence<PNGChunk> {
        sequence(state: 8) { (offset: inout Int) -> PNGChunk? in
            guard offset + 8 <= reader.count, let length = reader.uint32(offset) else { return nil }
            let chunk = PNGChunk(start: offset, end: offset + length + 12)
            offset = chunk.end
            return chunk
        }
    }
}
