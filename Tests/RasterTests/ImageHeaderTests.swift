import CImage
import Raster
import Testing

@Suite("image headers")
struct ImageHeaderTests {
    static let image = Image.slopes(width: 37, height: 21)

    @Test("format, size and channels are read without decoding")
    func basics() throws {
        let cases: [([UInt8], ImageFormat, Int)] = [
            (jpeg(Self.image), .jpeg, 3),
            (jpeg(Self.image, sampling: TJSAMP_GRAY), .jpeg, 1),
            (try Self.image.pngData(), .png, 3),
            (webp(Self.image, lossless: true), .webp, 3),
            (webp(Self.image, lossless: false), .webp, 3),
        ]
        for (bytes, format, channels) in cases {
            let header = try ImageHeader(bytes: bytes)
            #expect(header.format == format)
            #expect(header.storedSize == Self.image.size)
            #expect(header.orientation == .upright)
            #expect(header.channels == channels)
        }
    }

    @Test("progressive JPEG is told from baseline")
    func progressive() throws {
        #expect(try ImageHeader(bytes: jpeg(Self.image, flags: TJFLAG_PROGRESSIVE)).isProgressive)
        #expect(try !ImageHeader(bytes: jpeg(Self.image)).isProgressive)
    }

    @Test("fill bytes before a JPEG marker are skipped")
    func fillBytes() throws {
        let file = jpeg(Self.image)
        let filled = Array(file.prefix(2)) + [0xFF, 0xFF, 0xFF] + file.dropFirst(2)
        #expect(try ImageHeader(bytes: filled).storedSize == Self.image.size)
    }

    @Test(
        "known formats that we don't decode are named",
        arguments: [
            ("GIF89a", "GIF"), ("BM0000", "BMP"), ("II*\0....", "TIFF"), ("MM\0*....", "TIFF"), ("%PDF-1.7", "PDF"),
            ("PK\u{3}\u{4}", "ZIP"), ("....ftypheic", "HEIC"), ("....ftypmif1", "HEIC"), ("....ftypavif", "AVIF"),
            ("<svg xmlns=''>", "SVG"), ("<?xml version='1.0'?>\n<svg>", "SVG"),
        ])
    func unsupported(start: String, name: String) {
        let error = #expect(throws: ImageError.self) { try ImageHeader(bytes: Array(start.utf8)) }
        #expect(error?.code == .unsupportedFormat)
        #expect(error?.message.contains(name) == true)
    }

    @Test("no bytes and bytes of no picture say so")
    func nothing() {
        let empty = #expect(throws: ImageError.self) { try ImageHeader(bytes: []) }
        #expect(empty?.code == .unsupportedFormat)
        #expect(empty?.message == "no picture: the file is empty")
        for bytes in [[0], [0xFF, 0xD8], Array("hello".utf8), Array("RIFF....WAVE".utf8)] as [[UInt8]] {
            let error = #expect(throws: ImageError.self) { try ImageHeader(bytes: bytes) }
            #expect(error?.code == .unsupportedFormat)
        }
    }

    @Test("kinds of a known format that we don't decode")
    func unsupportedKinds() throws {
        var lossless = jpeg(Self.image)
        let frame = try #require(Self.frameMarker(of: lossless))
        lossless[frame] = 0xC3
        var deep = jpeg(Self.image)
        deep[frame + 3] = 12
        var animated = webp(webp(Self.image), size: Self.image.size, orientation: 1, bigEndian: true)
        animated[20] |= 0x02
        for bytes in [lossless, deep, animated] {
            let error = #expect(throws: ImageError.self) { try ImageHeader(bytes: bytes) }
            #expect(error?.code == .unsupportedFormat)
        }
    }

    @Test("damaged headers are corrupt")
    func damaged() throws {
        var noWidth = jpeg(Self.image)
        let frame = try #require(Self.frameMarker(of: noWidth))
        (noWidth[frame + 6], noWidth[frame + 7]) = (0, 0)
        var badSampling = jpeg(Self.image)
        badSampling[frame + 10] = 0x71
        var badDepth = try Self.image.pngData()
        badDepth[24] = 3
        let cases: [[UInt8]] = [
            noWidth, badSampling, badDepth, Array(jpeg(Self.image).prefix(frame + 4)), [0xFF, 0xD8, 0xFF, 0xD9],
            Array(try Self.image.pngData().prefix(20)), Array(webp(Self.image).prefix(22)),
        ]
        for bytes in cases {
            let error = #expect(throws: ImageError.self) { try ImageHeader(bytes: bytes) }
            #expect(error?.code == .corrupt)
        }
    }

    @Test(
        "a broken EXIF block counts as none",
        arguments: [
            [], [0x4D], Array("MM\0*".utf8), Array("II*\0\u{7F}\u{7F}\u{7F}\u{7F}".utf8),
            tiff(orientation: 0, bigEndian: true),
            tiff(orientation: 9, bigEndian: false), Array(tiff(orientation: 6, bigEndian: true).prefix(24)),
        ] as [[UInt8]])
    func brokenEXIF(block: [UInt8]) throws {
        let file = inserting(marker: 0xE1, Array("Exif\0\0".utf8) + block, intoJPEG: jpeg(Self.image))
        #expect(try ImageHeader(bytes: file).orientation == .upright)
        let png = inserting(chunk: "eXIf", block, intoPNG: try Self.image.pngData())
        #expect(try ImageHeader(bytes: png).orientation == .upright)
    }

    /// Where the second byte of SOF0 stands.
    static func frameMarker(of file: [UInt8]) -> Int? {
        file.indices.dropFirst().first { file[$0] == 0xC0 && file[$0 - 1] == 0xFF }
    }
}
