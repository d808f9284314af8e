import Raster
import Testing

@Suite("PNG")
struct PNGTests {
    static let size = Size(width: 19, height: 11)

    static func decoded(_ file: PNGFile) throws -> Image { try Photo(bytes: file.bytes).decoded().image }

    @Test("our own files come back exactly")
    func roundTrip() throws {
        for image in [Image.slopes(width: 50, height: 31), Image.noise(width: 33, height: 9, seed: 2)] {
            let decoded = try Photo(bytes: image.pngData()).decoded()
            #expect(decoded.image.pixels == image.pixels)
            #expect(decoded.image.size == image.size)
            #expect(!decoded.isDamaged)
        }
    }

    @Test("RGB, interlaced or not", arguments: [false, true])
    func rgb(isInterlaced: Bool) throws {
        let image = Image.noise(width: 19, height: 11, seed: 3)
        let file = PNGFile(size: Self.size, isInterlaced: isInterlaced) { x, y in image[x, y] }
        #expect(try Self.decoded(file).pixels == image.pixels)
    }

    @Test("a palette of 1, 2, 4 and 8 bits, interlaced or not", arguments: [1, 2, 4, 8], [false, true])
    func palette(depth: Int, isInterlaced: Bool) throws {
        let count = 1 << depth
        let colors = (0..<count).flatMap { [UInt8($0), UInt8(255 - $0), UInt8($0 / 2)] }
        let file = PNGFile(
            size: Self.size, depth: depth, color: 3, isInterlaced: isInterlaced, chunks: [("PLTE", colors)]
        ) { x, y in [UInt8((x + y * 3) % count)] }
        let expected = Image(width: 19, height: 11) { x, y in
            let index = (x + y * 3) % count
            return (index, 255 - index, index / 2)
        }
        #expect(try Self.decoded(file).pixels == expected.pixels)
    }

    @Test("gray of 1, 2, 4 and 8 bits is spread over 0...255", arguments: [1, 2, 4, 8])
    func gray(depth: Int) throws {
        let most = 1 << depth - 1
        let file = PNGFile(size: Self.size, depth: depth, color: 0) { x, y in [UInt8((x + y) % (most + 1))] }
        let expected = Image(width: 19, height: 11) { x, y in
            let value = (x + y) % (most + 1) * 255 / most
            return (value, value, value)
        }
        #expect(try Self.decoded(file).pixels == expected.pixels)
    }

    @Test("16 bits are cut to 8 without a change of brightness", arguments: [0, 2, 6])
    func sixteenBits(color: Int) throws {
        let channels = [0: 1, 2: 3, 6: 4][color] ?? 1
        let file = PNGFile(size: Self.size, depth: 16, color: color) { x, y in
            (0..<channels).flatMap { $0 == 3 ? [255, 255] : [UInt8(x * 10 + y), 0] }
        }
        let expected = Image(width: 19, height: 11) { x, y in (x * 10 + y, x * 10 + y, x * 10 + y) }
        #expect(try Self.decoded(file).largestDifference(from: expected) <= 1)
    }

    @Test("alpha is laid over white", arguments: [false, true])
    func alpha(isInterlaced: Bool) throws {
        let file = PNGFile(size: Self.size, color: 6, isInterlaced: isInterlaced) { x, _ in
            [200, 0, 0, x < 6 ? 0 : x < 12 ? 255 : 128]
        }
        let image = try Self.decoded(file)
        #expect(image[2, 3] == [255, 255, 255])
        #expect(image[8, 3] == [200, 0, 0])
        // libpng composites in linear light: half of black and half of white is 188.
        #expect(abs(Int(image[15, 3][1]) - 188) <= 2)
    }

    @Test("a transparent palette entry and a transparent color show white")
    func transparency() throws {
        let palette = PNGFile(
            size: Self.size, color: 3, chunks: [("PLTE", [9, 9, 9, 70, 80, 90]), ("tRNS", [0])]
        ) { x, _ in [UInt8(x % 2)] }
        #expect(try Self.decoded(palette)[0, 0] == [255, 255, 255])
        #expect(try Self.decoded(palette)[1, 0] == [70, 80, 90])
        let keyed = PNGFile(size: Self.size, chunks: [("tRNS", [0, 1, 0, 2, 0, 3])]) { x, _ in
            x % 2 == 0 ? [1, 2, 3] : [70, 80, 90]
        }
        #expect(try Self.decoded(keyed)[0, 0] == [255, 255, 255])
        #expect(try Self.decoded(keyed)[1, 0] == [70, 80, 90])
    }

    @Test("chunks that don't bear on the pixels are never read")
    func idleChunks() throws {
        let image = Image.slopes(width: 19, height: 11)
        let text = Array("Comment\0\0".utf8) + [1, 2, 3]
        let file = PNGFile(size: Self.size, chunks: [("zTXt", text), ("iCCP", text), ("acTL", bigEndian(1, 8))]) {
            x, y in image[x, y]
        }
        let decoded = try Photo(bytes: file.bytes).decoded()
        #expect(decoded.image.pixels == image.pixels)
        #expect(!decoded.isDamaged)
    }

    @Test("more chunks than any encoder makes are refused", arguments: [(19_000, true), (30_000, false)])
    func manyChunks(count: Int, isFine: Bool) throws {
        let chunks = [(String, [UInt8])](repeating: ("tEXt", [97, 0]), count: count)
        let file = PNGFile(size: Self.size, chunks: chunks) { _, _ in [1, 2, 3] }
        if isFine {
            #expect(try Photo(bytes: file.bytes).decoded().image[0, 0] == [1, 2, 3])
        } else {
            let error = #expect(throws: ImageError.self) { try Photo(bytes: file.bytes) }
            #expect(error?.code == .corrupt)
        }
    }

    @Test("scaled decoding averages")
    func scaled() throws {
        let image = Image.slopes(width: 100, height: 50)
        let decoded = try Photo(bytes: image.pngData()).decoded(minimumLongSide: 33)
        #expect(decoded.image.size == Size(width: 33, height: 17))
        #expect(decoded.scale == 0.33)
        #expect(decoded.image.pixels == image.resized(to: decoded.image.size, by: .area).pixels)
    }

    @Test("a file cut short gives the rows that arrived and says that it is damaged")
    func truncated() throws {
        let image = Image.noise(width: 60, height: 60, seed: 4)
        let file = PNGFile(size: image.size) { x, y in image[x, y] }.bytes
        let decoded = try Photo(bytes: Array(file.prefix(file.count * 3 / 4))).decoded()
        #expect(decoded.isDamaged)
        #expect(decoded.image[30, 5] == image[30, 5])
        #expect(decoded.image[30, 59] == [128, 128, 128])
    }

    /// A gray picture of 16 x 16 whose pixels go on for so many bytes.
    private static func swelling(by extra: Int) -> [UInt8] {
        let raw = [UInt8](repeating: 0, count: 16 * 17 + extra)
        let header = bigEndian(16, 4) + bigEndian(16, 4) + [8, 0, 0, 0, 0] as [UInt8]
        let file = PNGFile(size: Size(width: 16, height: 16)) { _, _ in [0] }.bytes.prefix(8)
        let body = PNGFile.chunk("IDAT", PNGFile.stored(raw))
        return Array(file) + PNGFile.chunk("IHDR", header) + body + PNGFile.chunk("IEND", [])
    }

    @Test("pixels beyond those of the header are not inflated to their end", .timeLimit(.minutes(1)))
    func bomb() throws {
        let error = #expect(throws: ImageError.self) { try Photo(bytes: Self.swelling(by: 1 << 20)).decoded() }
        #expect(error?.code == .corrupt)
        #expect(try Photo(bytes: Self.swelling(by: 5000)).decoded().image.size == Size(width: 16, height: 16))
    }
}
