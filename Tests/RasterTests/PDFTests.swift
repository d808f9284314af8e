import Raster
import TestSupport
import Testing

@Suite("PDF")
struct PDFTests {
    private static let all = Set(ImageFormat.allCases)
    /// Red and green above blue and white.
    private static let quarters = Image.quarters(Size(width: 60, height: 40))

    private static func page(_ width: Double, _ height: Double, rotation: Int = 0) throws -> MadePDF.Page {
        MadePDF.Page(
            jpeg: (try quarters.jpegData(quality: 100), 60, 40), width: width, height: height, rotation: rotation)
    }

    @Test("a page is drawn as asked: 300 dots an inch at full size, any scale below")
    func drawing() throws {
        let photo = try Photo(bytes: MadePDF.bytes([Self.page(720, 480)]), accepting: Self.all)
        #expect(photo.format == .pdf)
        #expect(photo.size == Size(width: 3000, height: 2000))
        for longSide in [nil, 1501, 333, 1] {
            let decoded = try photo.decoded(minimumLongSide: longSide)
            #expect(decoded.image.width == longSide ?? 3000)
            #expect(decoded.scale == Float(longSide ?? 3000) / 3000)
            guard longSide != 1 else { continue }
            #expect(decoded.image.showsQuarters([.red, .green, .blue, .white]))
        }
    }

    @Test("a page that is to be shown turned stands upright")
    func rotation() throws {
        let photo = try Photo(bytes: MadePDF.bytes([Self.page(720, 480, rotation: 90)]), accepting: Self.all)
        #expect(photo.size == Size(width: 2000, height: 3000))
        #expect(try photo.decoded(minimumLongSide: 300).image.showsQuarters([.blue, .red, .white, .green]))
    }

    @Test("ten pages at most are looked at, each a photo of its own size")
    func pages() throws {
        let pages = try (0..<12).map { try Self.page(600 + 12 * Double($0), 480) }
        let photo = try Photo(bytes: MadePDF.bytes(pages), accepting: Self.all)
        #expect(photo.pages.map(\.size.width) == (0..<10).map { 2500 + 50 * $0 })
        #expect(photo.pages[3].pages.count == 10)
        #expect(Photo(Self.quarters).pages.count == 1)
    }

    @Test("small pages are drawn larger, large ones within the limits, and larger ones not at all")
    func sizes() throws {
        func size(_ width: Double, _ height: Double, _ limits: ImageLimits = ImageLimits()) throws -> Size {
            let file = MadePDF.bytes([MadePDF.Page(width: width, height: height)])
            return try Photo(bytes: file, limits: limits, accepting: Self.all).size
        }
        #expect(try size(243, 153).width == 2000)
        let huge = try size(7000, 7000)
        #expect(huge.width == huge.height && (19_900_000...20_000_000).contains(huge.pixelCount))
        let error = #expect(throws: ImageError.self) { try size(14_400, 14_400) }
        #expect(error?.code == .tooLarge)
        #expect(try size(14_400, 1).width <= 16_384)
        let small = try size(720, 480, ImageLimits(maximumPixels: 150_000, maximumSide: 400))
        #expect(small.width <= 400 && small.pixelCount <= 150_000)
        let photo = try Photo(
            bytes: MadePDF.bytes([Self.page(720, 480)]), limits: ImageLimits(maximumDecodingBytes: 1_000_000),
            accepting: Self.all)
        #expect(throws: ImageError.self) { try photo.decoded() }
        #expect(try photo.decoded(minimumLongSide: 600).image.width == 600)
    }

    @Test("locked, cut, empty and unreadable files are corrupt")
    func damaged() throws {
        let whole = try MadePDF.bytes([Self.page(720, 480)])
        let locked = try MadePDF.bytes([Self.page(720, 480)], isLocked: true)
        for bytes in [locked, Array(whole.prefix(40)), MadePDF.bytes([]), Array("%PDF-1.4 and nothing more".utf8)] {
            let error = #expect(throws: ImageError.self) { try Photo(bytes: bytes, accepting: Self.all) }
            #expect(error?.code == .corrupt)
        }
        let error = #expect(throws: ImageError.self) { try Photo(bytes: locked, accepting: Self.all) }
        #expect(error?.message.contains("password") == true)
    }

    @Test("damage anywhere gives a picture or an error")
    func hostile() throws {
        var generator = SeededGenerator(seed: 7)
        let whole = try MadePDF.bytes([Self.page(720, 480), MadePDF.Page(width: 100, height: 100)])
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: 5..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) {
                bytes.removeLast(Int.random(in: 0..<bytes.count - 5, using: &generator))
            }
            guard let photo = try? Photo(bytes: bytes, accepting: Self.all) else { continue }
            for page in photo.pages { _ = try? page.decoded(minimumLongSide: 64) }
        }
    }

    @Test("pages are drawn on several threads at once")
    func threads() async throws {
        let photo = try Photo(bytes: MadePDF.bytes([Self.page(720, 480)]), accepting: Self.all)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let image = try? photo.decoded(minimumLongSide: 200).image
                    return image?.showsQuarters([.red, .green, .blue, .white]) == true
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
