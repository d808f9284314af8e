import CImage
import Raster
import Testing

/// Every kind of file, small.
private let samples: [(name: String, bytes: [UInt8])] = {
    let image = Image.slopes(width: 40, height: 24)
    let noise = Image.noise(width: 24, height: 40, seed: 7)
    let inks = [UInt8](repeatingPixel: [9, 80, 170, 240], count: 40 * 24)
    let palette = PNGFile(
        size: image.size, depth: 4, color: 3, isInterlaced: true,
        chunks: [("PLTE", [UInt8](repeating: 77, count: 48)), ("tRNS", [0, 128])]
    ) { x, y in [UInt8((x + y) % 16)] }
    let rgba = image.pixels.indices.filter { $0 % 3 == 0 }.flatMap { image.pixels[$0..<$0 + 3] + [UInt8($0 & 255)] }
    return [
        ("baseline JPEG", jpeg(jpeg(image, sampling: TJSAMP_420), orientation: 6, bigEndian: true)),
        ("progressive JPEG", jpeg(jpeg(noise, flags: TJFLAG_PROGRESSIVE), orientation: 3, bigEndian: false)),
        ("YCCK JPEG", jpeg(inks, image.size, format: TJPF_CMYK)),
        ("PNG", inserting(chunk: "eXIf", tiff(orientation: 5, bigEndian: true), intoPNG: (try? noise.pngData()) ?? [])),
        ("palette PNG", palette.bytes),
        ("lossless WebP", webp(webp(noise), size: noise.size, orientation: 8, bigEndian: true)),
        ("lossy WebP", webp(image, lossless: false)),
        ("lossy WebP with alpha", webp(rgba, image.size, channels: 4, lossless: false)),
    ]
}()

@Suite("hostile bytes")
struct HostileBytesTests {
    /// Decodes whatever the bytes are; only an ``ImageError`` may be thrown.
    static func look(at bytes: [UInt8]) {
        let limits = ImageLimits(maximumPixels: 200_000, maximumSide: 4_000)
        do throws(ImageError) {
            let photo = try Photo(bytes: bytes, limits: limits)
            for minimum in [nil, 10] {
                let decoded = try photo.decoded(minimumLongSide: minimum)
                #expect(decoded.image.pixels.count == decoded.image.size.pixelCount * 3)
            }
        } catch {
            #expect(!error.message.isEmpty)
        }
    }

    @Test("the samples themselves are sound", arguments: samples.indices)
    func sound(index: Int) throws {
        #expect(try !Photo(bytes: samples[index].bytes).decoded().isDamaged, "\(samples[index].name)")
    }

    @Test("a file cut anywhere gives a picture or an error", arguments: samples.indices)
    func truncation(index: Int) {
        let bytes = samples[index].bytes
        for part in 0..<64 { Self.look(at: Array(bytes.prefix(bytes.count * part / 64))) }
        for count in 0..<min(64, bytes.count) { Self.look(at: Array(bytes.prefix(count))) }
    }

    @Test("a file with changed bytes gives a picture or an error", arguments: samples.indices)
    func flips(index: Int) {
        let seed = UInt64(1_000 + index)
        print("\(samples[index].name): seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            var bytes = samples[index].bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                // Half of the changes hit the first bytes, where the structure is.
                let reach = Bool.random(using: &generator) ? min(bytes.count, 128) : bytes.count
                bytes[Int.random(in: 0..<reach, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            Self.look(at: bytes)
        }
    }

    @Test("headers that declare a huge picture are refused at once")
    func hugePictures() throws {
        var huge = jpeg(Image.slopes(width: 16, height: 16))
        let frame = try #require(ImageHeaderTests.frameMarker(of: huge))
        huge.replaceSubrange(frame + 4..<frame + 8, with: bigEndian(65_500, 2) + bigEndian(65_500, 2))
        var png = try Image.slopes(width: 16, height: 16).pngData()
        png.replaceSubrange(16..<24, with: bigEndian(65_500, 4) + bigEndian(65_500, 4))
        var largest = png
        largest.replaceSubrange(16..<24, with: bigEndian(0x7FFF_FFFF, 4) + bigEndian(0x7FFF_FFFF, 4))
        var extended = webp(
            webp(Image.slopes(width: 16, height: 16)), size: Size(width: 16, height: 16), orientation: 1,
            bigEndian: true)
        extended.replaceSubrange(24..<30, with: littleEndian(65_499, 3) + littleEndian(65_499, 3))
        for bytes in [huge, png, largest, extended] {
            let clock = ContinuousClock()
            let elapsed = clock.measure {
                let error = #expect(throws: ImageError.self) { try Photo(bytes: bytes) }
                #expect(error?.code == .tooLarge)
            }
            #expect(elapsed < .milliseconds(100))
        }
    }

    @Test("bytes, pixels, sides and memory have limits of their own")
    func limits() throws {
        let bytes = jpeg(Image.slopes(width: 60, height: 40), flags: TJFLAG_PROGRESSIVE)
        for limits in [
            ImageLimits(maximumBytes: bytes.count - 1), ImageLimits(maximumPixels: 2_399), ImageLimits(maximumSide: 59),
        ] {
            let error = #expect(throws: ImageError.self) { try Photo(bytes: bytes, limits: limits) }
            #expect(error?.code == .tooLarge)
        }
        let exact = ImageLimits(maximumBytes: bytes.count, maximumPixels: 2_400, maximumSide: 60)
        #expect(try Photo(bytes: bytes, limits: exact).size == Size(width: 60, height: 40))
        // 60 x 40 pixels of three bytes and as many coefficients of two.
        let photo = try Photo(bytes: bytes, limits: ImageLimits(maximumDecodingBytes: 21_599))
        let error = #expect(throws: ImageError.self) { try photo.decoded() }
        #expect(error?.code == .tooLarge)
        #expect(try photo.decoded(minimumLongSide: 30).image.width == 30)
    }
}
