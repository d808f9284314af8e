extension ImageHeader {
    /// Reads the size from the first of VP8X, VP8 and VP8L, and the orientation from an EXIF chunk.
    static func readWebP(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        if reader.has("VP8X", at: 12) { return try readExtendedWebP(reader) }
        let picture = try readWebPBitstream(reader, at: 12)
        return ImageHeader(format: .webp, size: picture.size, orientation: nil, channels: picture.channels)
    }

    private static func readExtendedWebP(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        guard let flags = reader.byte(20), let width = reader.number(24, byteCount: 3, littleEndian: true),
            let height = reader.number(27, byteCount: 3, littleEndian: true)
        else { throw ImageError(.corrupt, "the WebP's VP8X chunk is cut short") }
        guard flags & 0x02 == 0 else { throw ImageError(.unsupportedFormat, "animated WebP is not supported") }
        var orientation: Orientation?
        var offset = 12
        while orientation == nil, offset + 8 <= reader.count, let length = reader.uint32(offset + 4, littleEndian: true)
        {
            if reader.has("EXIF", at: offset) {
                orientation = Orientation(exif: reader, from: offset + 8, to: offset + 8 + length)
            }
            offset += 8 + length + length % 2
        }
        return ImageHeader(
            format: .webp, size: Size(width: width + 1, height: height + 1), orientation: orientation,
            channels: flags & 0x10 == 0 ? 3 : 4)
    }

    private static func readWebPBitstream(
        _ reader: ByteReader, at chunk: Int
    ) throws(ImageError) -> (size: Size, channels: Int) {
        let body = chunk + 8
        if reader.has("VP8 ", at: chunk), reader.has([0x9D, 0x01, 0x2A], at: body + 3),
            let width = reader.uint16(body + 6, littleEndian: true),
            let height = reader.uint16(body + 8, littleEndian: true), width & 0x3FFF > 0, height & 0x3FFF > 0
        {
            return (Size(width: width & 0x3FFF, height: height & 0x3FFF), 3)
        }
        if reader.has("VP8L", at: chunk), reader.byte(body) == 0x2F,
            let bits = reader.uint32(body + 1, littleEndian: true)
        {
            let size = Size(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
            return (size, bits >> 28 & 1 == 1 ? 4 : 3)
        }
        throw ImageError(.corrupt, "the WebP has no picture chunk where one should start")
    }
}
