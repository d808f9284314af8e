import Foundation
import Raster
import Testing

@Suite("HEIC")
struct HEICTests {
    private static let all = Set(ImageFormat.allCases)

    /// Red and green above blue and white, 96 by 64 pixels; `Tools/heic-sample` makes it.
    static let file: [UInt8] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return FileManager.default.contents(atPath: folder.path + "/Files/quarters.heic").map(Array.init) ?? []
    }()

    /// Where a box's type stands.
    private static func place(of type: String, in file: [UInt8]) throws -> Int {
        let code = Array(type.utf8)
        return try #require((0..<file.count - 4).first { Array(file[$0..<$0 + 4]) == code })
    }

    /// Adds to a number of four bytes.
    private static func add(_ amount: Int, at place: Int, of file: inout [UInt8]) {
        let old = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        file.replaceSubrange(place..<place + 4, with: bigEndian(old + amount, 4))
    }

    /// The file with a box that has the picture shown turned to the left by quarters.
    private static func turned(quarters: UInt8) throws -> [UInt8] {
        var file = file
        let box = bigEndian(9, 4) + Array("irot".utf8) + [quarters]
        // The list of properties becomes longer by the box, and the picture's own list by one entry.
        for (name, growth) in [("meta", 10), ("iprp", 10), ("ipco", 9), ("ipma", 1)] {
            add(growth, at: try place(of: name, in: file) - 4, of: &file)
        }
        add(10, at: try place(of: "iloc", in: file) + 16, of: &file)
        let list = try place(of: "ipma", in: file)
        let count = list + 14
        file.insert(0x84, at: count + 1 + Int(file[count]))
        file[count] += 1
        file.insert(contentsOf: box, at: list - 4)
        return file
    }

    /// The file, which says that its picture is of another size.
    private static func declared(_ width: Int, _ height: Int) throws -> [UInt8] {
        var file = file
        let place = try place(of: "ispe", in: file) + 8
        file.replaceSubrange(place..<place + 8, with: bigEndian(width, 4) + bigEndian(height, 4))
        return file
    }

    @Test("the primary picture is decoded, at any scale")
    func decoding() throws {
        let photo = try Photo(bytes: Self.file, accepting: Self.all)
        #expect(photo.format == .heic)
        #expect(photo.size == Size(width: 96, height: 64))
        for longSide in [nil, 48, 31] {
            let decoded = try photo.decoded(minimumLongSide: longSide)
            #expect(decoded.image.width == longSide ?? 96)
            #expect(decoded.image.showsQuarters([.red, .green, .blue, .white]))
        }
    }

    @Test("a turned picture stands upright")
    func orientation() throws {
        let expected: [[Image.Quarter]] = [
            [.red, .green, .blue, .white], [.green, .white, .red, .blue], [.white, .blue, .green, .red],
            [.blue, .red, .white, .green],
        ]
        for quarters in 0...3 {
            let photo = try Photo(bytes: Self.turned(quarters: UInt8(quarters)), accepting: Self.all)
            let size = Size(width: 96, height: 64)
            #expect(photo.size == (quarters % 2 == 0 ? size : size.transposed))
            #expect(try photo.decoded().image.showsQuarters(expected[quarters]), "turned by \(quarters)")
        }
    }

    @Test("sizes beyond the limits are refused before decoding, and lies about the size after it")
    func sizes() throws {
        for limits in [ImageLimits(maximumPixels: 6_143), ImageLimits(maximumSide: 95), ImageLimits(maximumBytes: 99)] {
            let error = #expect(throws: ImageError.self) {
                try Photo(bytes: Self.file, limits: limits, accepting: Self.all)
            }
            #expect(error?.code == .tooLarge)
        }
        let huge = #expect(throws: ImageError.self) {
            try Photo(bytes: try Self.declared(30_000, 30_000), accepting: Self.all)
        }
        #expect(huge?.code == .tooLarge)
        let photo = try Photo(bytes: Self.declared(200, 200), accepting: Self.all)
        let lie = #expect(throws: ImageError.self) { try photo.decoded() }
        #expect(lie?.code == .corrupt)
        let small = try Photo(
            bytes: Self.file, limits: ImageLimits(maximumDecodingBytes: 10_000), accepting: Self.all)
        let costly = #expect(throws: ImageError.self) { try small.decoded() }
        #expect(costly?.code == .tooLarge)
    }

    @Test("files cut anywhere and damaged files give a picture or an error")
    func hostile() throws {
        var generator = SeededGenerator(seed: 11)
        for length in stride(from: 12, to: Self.file.count, by: 9) {
            _ = try? Photo(bytes: Array(Self.file.prefix(length)), accepting: Self.all).decoded()
        }
        for _ in 0..<400 {
            var bytes = Self.file
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 12..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            _ = try? Photo(bytes: bytes, accepting: Self.all).decoded(minimumLongSide: 20)
        }
        let error = #expect(throws: ImageError.self) {
            try Photo(bytes: Array("\0\0\0\u{18}ftypheic".utf8) + [0, 0, 0, 0], accepting: Self.all)
        }
        #expect(error?.code == .corrupt)
    }

    @Test("without being named HEIC and PDF are refused, and a list may leave others out")
    func accepted() {
        let cases: [([UInt8], Set<ImageFormat>, String)] = [
            (Self.file, ImageFormat.builtIn, "HEIC is not accepted; send JPEG, PNG or WebP"),
            (Array("%PDF-1.7".utf8), [.jpeg, .heic], "PDF is not accepted; send JPEG or HEIC"),
            (jpeg(Image.slopes(width: 8, height: 8)), [.pdf], "JPEG is not accepted; send PDF"),
            (Array("GIF89a".utf8), Self.all, "GIF is not supported; send JPEG, PNG, WebP, HEIC or PDF"),
        ]
        for (bytes, formats, message) in cases {
            let error = #expect(throws: ImageError.self) { try Photo(bytes: bytes, accepting: formats) }
            #expect(error?.code == .unsupportedFormat)
            #expect(error?.message == message)
        }
    }

    @Test("a format is told by its first bytes")
    func sniffed() throws {
        #expect(ImageFormat.sniffed(Self.file) == .heic)
        #expect(ImageFormat.sniffed(Array("%PDF-2.0".utf8)) == .pdf)
        #expect(ImageFormat.sniffed(try Image.slopes(width: 3, height: 3).pngData()) == .png)
        #expect(ImageFormat.sniffed(jpeg(Image.slopes(width: 3, height: 3))) == .jpeg)
        #expect(ImageFormat.sniffed(webp(Image.slopes(width: 3, height: 3))) == .webp)
        for bytes in [[], [0xFF, 0xD8], Array("....ftypavif".utf8), Array("hello %PDF-1.4".utf8)] as [[UInt8]] {
            #expect(ImageFormat.sniffed(bytes) == nil)
        }
    }
}
