import CImage
import Raster
import Testing

@Suite("JPEG")
struct JPEGTests {
    static let image = Image.slopes(width: 200, height: 120)

    @Test("baseline and progressive decode alike", arguments: [0, TJFLAG_PROGRESSIVE])
    func colors(flags: Int32) throws {
        let decoded = try Photo(bytes: jpeg(Self.image, flags: flags)).decoded()
        #expect(decoded.image.largestDifference(from: Self.image) <= 8)
        #expect(!decoded.isDamaged)
    }

    @Test(
        "every chroma sampling",
        arguments: [TJSAMP_444, TJSAMP_422, TJSAMP_420, TJSAMP_440, TJSAMP_411].map(\.rawValue))
    func samplings(sampling: UInt32) throws {
        let decoded = try Photo(bytes: jpeg(Self.image, sampling: TJSAMP(sampling))).decoded()
        #expect(decoded.image.meanDifference(from: Self.image) < 3)
    }

    @Test("a sampling that TurboJPEG has no name for decodes too")
    func unnamedSampling() throws {
        // 4:2:0 told as 4:1:0 (4 x 2): too few blocks for its frame, yet pixels come.
        var file = jpeg(Self.image, sampling: TJSAMP_420)
        let frame = try #require(ImageHeaderTests.frameMarker(of: file))
        #expect(file[frame + 10] == 0x22)
        file[frame + 10] = 0x42
        #expect(try Photo(bytes: file).decoded().image.size == Self.image.size)
    }

    @Test("gray becomes three equal channels")
    func gray() throws {
        let decoded = try Photo(bytes: jpeg(Self.image, sampling: TJSAMP_GRAY)).decoded().image
        #expect(decoded.largestDifference(from: Image(Self.image.grayscale())) <= 6)
    }

    @Test("YCCK as Adobe writes it, inverted")
    func ycck() throws {
        // No ink is 255: bright red lets red through and holds the rest back.
        let inks = [UInt8](repeatingPixel: [250, 20, 30, 255], count: 64 * 64)
        let file = jpeg(inks, Size(width: 64, height: 64), format: TJPF_CMYK)
        #expect(try ImageHeader(bytes: file).channels == 4)
        let pixel = try Photo(bytes: file).decoded().image[10, 10]
        #expect(zip(pixel, [250, 20, 30]).allSatisfy { abs(Int($0) - $1) <= 4 })
    }

    @Test("CMYK with and without Adobe's segment")
    func cmyk() throws {
        // Encoded as YCCK; neutral inks make the planes (Y, 128, 128, K), which are read as C, M, Y, K below.
        let inks = [UInt8](repeatingPixel: [200, 200, 200, 220], count: 64 * 64)
        var file = jpeg(inks, Size(width: 64, height: 64), format: TJPF_CMYK)
        let adobe = try #require(file.indices.first { file[$0...].starts(with: Array("Adobe".utf8)) })
        file[adobe + 11] = 0
        let planes = [255 - 200, 128, 128, 220]
        let inverted = try Photo(bytes: file).decoded().image[5, 5]
        #expect(zip(inverted, planes).allSatisfy { abs(Int($0) - $1 * planes[3] / 255) <= 4 })
        file[adobe] = 0x20
        let plain = try Photo(bytes: file).decoded().image[5, 5]
        #expect(zip(plain, planes).allSatisfy { abs(Int($0) - (255 - $1) * (255 - planes[3]) / 255) <= 4 })
    }

    @Test(
        "the smallest of the scales 1/8, 1/4, 1/2 and 1 that suffices is taken",
        arguments: [
            (nil, 200, 1), (0, 25, 0.125), (25, 25, 0.125), (26, 50, 0.25), (51, 100, 0.5), (100, 100, 0.5),
            (101, 200, 1), (200, 200, 1), (5_000, 200, 1),
        ] as [(Int?, Int, Float)])
    func scale(minimum: Int?, longSide: Int, scale: Float) throws {
        let decoded = try Photo(bytes: jpeg(Self.image)).decoded(minimumLongSide: minimum)
        #expect(decoded.image.size.longSide == longSide)
        #expect(decoded.scale == scale)
        let expected = Self.image.resized(to: decoded.image.size, by: .area)
        #expect(decoded.image.largestDifference(from: expected) <= 8)
    }

    @Test("tiny pictures decode at every scale", arguments: 1...9)
    func tiny(side: Int) throws {
        let photo = try Photo(bytes: jpeg(Image.slopes(width: side, height: 1)))
        for minimum in 1...side { #expect(try photo.decoded(minimumLongSide: minimum).image.width >= minimum) }
    }

    @Test("a file cut short gives pixels and says that it is damaged")
    func truncated() throws {
        let file = jpeg(Image.noise(width: 64, height: 64, seed: 1))
        let decoded = try Photo(bytes: Array(file.prefix(file.count / 2))).decoded()
        #expect(decoded.isDamaged)
        #expect(decoded.image.size == Size(width: 64, height: 64))
    }

    @Test(
        "a file cut anywhere shows nothing of the picture before it",
        arguments: [TJSAMP_444, TJSAMP_420].map(\.rawValue))
    func cutAnywhere(sampling: UInt32) throws {
        let file = jpeg(Image.noise(width: 64, height: 64, seed: 1), sampling: TJSAMP(sampling))
        func pixels(after seed: UInt64, of bytes: [UInt8]) throws -> [UInt8]? {
            // Its memory is what the next picture is likely to get.
            let before = jpeg(Image.noise(width: 64, height: 64, seed: seed), sampling: TJSAMP(sampling))
            _ = try Photo(bytes: before).decoded().image.pixels.last
            return try? Photo(bytes: bytes).decoded().image.pixels
        }
        for count in stride(from: 20, to: file.count, by: 7) {
            let bytes = Array(file.prefix(count))
            #expect(try pixels(after: 2, of: bytes) == pixels(after: 3, of: bytes), "cut to \(count)")
        }
    }

    @Test("bytes between segments are no damage")
    func strayBytes() throws {
        let file = jpeg(Self.image)
        let frame = try #require(ImageHeaderTests.frameMarker(of: file))
        let stray = Array(file.prefix(frame - 1)) + [1, 2, 3] + file.dropFirst(frame - 1)
        #expect(try !Photo(bytes: stray).decoded().isDamaged)
    }

    @Test("more scans than the limit are refused")
    func scans() throws {
        let photo = try Photo(
            bytes: jpeg(Self.image, flags: TJFLAG_PROGRESSIVE), limits: ImageLimits(maximumScans: 3))
        let error = #expect(throws: ImageError.self) { try photo.decoded() }
        #expect(error?.code == .tooLarge)
    }

    @Test("JPEG of any quality comes back", arguments: [-5, 1, 50, 100, 500])
    func encoding(quality: Int) throws {
        let bytes = try Self.image.jpegData(quality: quality)
        #expect(try Photo(bytes: bytes).decoded().image.size == Self.image.size)
    }
}

extension [UInt8] {
    init(repeatingPixel pixel: [UInt8], count: Int) { self = (0..<count).flatMap { _ in pixel } }
}
