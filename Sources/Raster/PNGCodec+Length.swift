import CImage

extension PNGCodec {
    /// Compressed pixels that can swell to no more than this are not looked at: it takes a tenth of a second.
    private static let harmlessBytes = 32 << 20
    /// The most that deflate makes of one byte.
    private static let mostOfOneByte = 1032

    /// Refuses a file whose compressed pixels swell to more than its header declares; libpng would inflate all of it,
    /// which can be gigabytes, to throw it away.
    ///
    /// - Throws: ``ImageError`` with code `corrupt`.
    static func checkLength(_ bytes: [UInt8]) throws(ImageError) {
        let reader = ByteReader(bytes: bytes)
        let bodies = PNGChunk.all(in: reader).filter { reader.has("IDAT", at: $0.start + 4) }.map { chunk in
            min(chunk.start + 8, bytes.count)..<max(min(chunk.end - 4, bytes.count), min(chunk.start + 8, bytes.count))
        }
        let compressed = bodies.reduce(0) { $0 + $1.count }
        let declared = declaredBytes(reader)
        guard compressed * mostOfOneByte > declared + harmlessBytes else { return }
        guard inflatedBytes(of: bodies, in: bytes, upTo: declared) <= declared else {
            throw ImageError(.corrupt, "the PNG holds more pixels than its header declares")
        }
    }

    /// The most that the pixels' bytes can be by the header, with the passes of an interlaced picture.
    private static func declaredBytes(_ reader: ByteReader) -> Int {
        let (width, height) = (reader.uint32(16) ?? 0, reader.uint32(20) ?? 0)
        let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][reader.byte(25) ?? 0] ?? 4
        let row = (width * channels * Int(reader.byte(24) ?? 8) + 7) / 8 + 1
        // Seven passes round their rows up, and have no more rows than twice the height together.
        return reader.byte(28) == 0 ? row * height : row * height + (width + 8) * 2 * (height + 8)
    }

    /// How many bytes a stream cut into pieces swells to; stops soon after `limit`.
    private static func inflatedBytes(of pieces: [Range<Int>], in bytes: [UInt8], upTo limit: Int) -> Int {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return 0 }
        defer { inflateEnd(&stream) }
        var count = 0
        var output = [UInt8](repeating: 0, count: 128 << 10)
        return bytes.withUnsafeBufferPointer { bytes in
            output.withUnsafeMutableBufferPointer { output in
                for piece in pieces {
                    stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { $0 + piece.lowerBound })
                    stream.avail_in = uInt(piece.count)
                    repeat {
                        stream.next_out = output.baseAddress
                        stream.avail_out = uInt(output.count)
                        let result = inflate(&stream, Z_NO_FLUSH)
                        count += output.count - Int(stream.avail_out)
                        // What cannot be inflated is libpng's to judge.
                        guard result == Z_OK, count <= limit else { return count }
                    } while stream.avail_out == 0
                }
                return count
            }
        }
    }
}
