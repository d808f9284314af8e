import Raster

/// A number as bytes, the most significant first.
func bigEndian(_ value: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(value >> (8 * (byteCount - 1 - $0)) & 255) }
}

/// A number as bytes, the least significant first.
func littleEndian(_ value: Int, _ byteCount: Int) -> [UInt8] { bigEndian(value, byteCount).reversed() }

/// A TIFF structure with a maker's name and an orientation.
func tiff(orientation: Int, bigEndian isBig: Bool) -> [UInt8] {
    func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
        isBig ? bigEndian(value, byteCount) : littleEndian(value, byteCount)
    }
    let head: [UInt8] = isBig ? [0x4D, 0x4D, 0, 42] : [0x49, 0x49, 42, 0]
    let make = number(0x010F, 2) + number(2, 2) + number(4, 4) + Array("abc\0".utf8)
    let entry = number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + [0, 0]
    return head + number(8, 4) + number(2, 2) + make + entry + number(0, 4)
}

/// A JPEG file with a segment put behind its first marker.
func inserting(marker: UInt8, _ body: [UInt8], intoJPEG file: [UInt8]) -> [UInt8] {
    Array(file.prefix(2)) + [0xFF, marker] + bigEndian(body.count + 2, 2) + body + file.dropFirst(2)
}

/// A JPEG file with an EXIF segment.
func jpeg(_ file: [UInt8], orientation: Int, bigEndian: Bool) -> [UInt8] {
    inserting(
        marker: 0xE1, Array("Exif\0\0".utf8) + tiff(orientation: orientation, bigEndian: bigEndian), intoJPEG: file)
}

/// A simple WebP file in the extended container, with an EXIF chunk behind the picture.
func webp(_ file: [UInt8], size: Size, orientation: Int, bigEndian: Bool) -> [UInt8] {
    func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
        Array(type.utf8) + littleEndian(body.count, 4) + body + [UInt8](repeating: 0, count: body.count % 2)
    }
    let extended = [0x08, 0, 0, 0] + littleEndian(size.width - 1, 3) + littleEndian(size.height - 1, 3)
    let body =
        Array("WEBP".utf8) + chunk("VP8X", extended) + file.dropFirst(12)
        + chunk("EXIF", tiff(orientation: orientation, bigEndian: bigEndian))
    return Array("RIFF".utf8) + littleEndian(body.count, 4) + body
}

/// Writes PNG files of every kind, without compression.
struct PNGFile {
    var size: Size
    var depth = 8
    /// 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA.
    var color = 2
    var isInterlaced = false
    /// Chunks before the pixels, such as PLTE and tRNS.
    var chunks: [(type: String, body: [UInt8])] = []
    /// Bytes of the pixel at column x and row y; pixels of less than a byte are given as one bit group.
    var pixel: (Int, Int) -> [UInt8]

    var bytes: [UInt8] {
        let header =
            bigEndian(size.width, 4) + bigEndian(size.height, 4) + [UInt8(depth), UInt8(color), 0, 0]
            + [isInterlaced ? 1 : 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        for (type, body) in [("IHDR", header)] + chunks + [("IDAT", Self.stored(scanlines)), ("IEND", [])] {
            file += Self.chunk(type, body)
        }
        return file
    }

    static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let typed = Array(type.utf8) + body
        return bigEndian(body.count, 4) + typed + bigEndian(Int(crc(typed)), 4)
    }

    /// Rows of all passes, each after a filter byte of 0.
    private var scanlines: [UInt8] {
        let adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        var lines: [UInt8] = []
        for (x0, y0, dx, dy) in isInterlaced ? adam7 : [(0, 0, 1, 1)] where x0 < size.width {
            for y in stride(from: y0, to: size.height, by: dy) {
                lines.append(0)
                let row = stride(from: x0, to: size.width, by: dx).flatMap { pixel($0, y) }
                lines += depth < 8 ? packed(row) : row
            }
        }
        return lines
    }

    private func packed(_ values: [UInt8]) -> [UInt8] {
        let perByte = 8 / depth
        return stride(from: 0, to: values.count, by: perByte).map { start in
            (0..<perByte).reduce(UInt8(0)) { byte, index in
                let value = start + index < values.count ? values[start + index] : 0
                return byte << UInt8(depth) | value
            }
        }
    }

    /// A zlib stream of stored blocks.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var (low, high) = (1, 0)
        for byte in bytes { (low, high) = ((low + Int(byte)) % 65_521, (high + low + Int(byte)) % 65_521) }
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let block = bytes[start..<min(start + 65_535, bytes.count)]
            let isLast: UInt8 = block.endIndex == bytes.count ? 1 : 0
            stream += [isLast] + littleEndian(block.count, 2) + littleEndian(~block.count & 0xFFFF, 2) + block
        }
        return stream + bigEndian(high << 16 | low, 4)
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}

/// A PNG file with a chunk put behind IHDR.
func inserting(chunk type: String, _ body: [UInt8], intoPNG file: [UInt8]) -> [UInt8] {
    Array(file.prefix(33)) + PNGFile.chunk(type, body) + file.dropFirst(33)
}
