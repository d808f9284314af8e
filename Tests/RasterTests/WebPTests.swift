import Raster
import Testing

@Suite("WebP")
struct WebPTests {
    static let image = Image.slopes(width: 90, height: 60)

    @Test("lossless comes back exactly, lossy nearly")
    func roundTrip() throws {
        let lossless = try Photo(bytes: webp(Self.image)).decoded()
        #expect(lossless.image.pixels == Self.image.pixels)
        #expect(!lossless.isDamaged)
        let lossy = try Photo(bytes: webp(Self.image, lossless: false)).decoded()
        #expect(lossy.image.meanDifference(from: Self.image) < 4)
    }

    @Test("alpha is laid over white", arguments: [true, false])
    func alpha(lossless: Bool) throws {
        let size = Size(width: 64, height: 64)
        let pixels = (0..<size.pixelCount).flatMap { index -> [UInt8] in
            [200, 0, 0, index % 64 < 16 ? 0 : index % 64 < 32 ? 255 : 128]
        }
        let image = try Photo(bytes: webp(pixels, size, channels: 4, lossless: lossless)).decoded().image
        for (x, expected) in [(5, [255, 255, 255]), (24, [200, 0, 0]), (50, [227, 127, 127])] {
            #expect(zip(image[x, 20], expected).allSatisfy { abs(Int($0) - $1) <= 12 })
        }
    }

    @Test("any scale is decoded", arguments: [1, 30, 45, 89, 90, 200])
    func scaled(minimum: Int) throws {
        let decoded = try Photo(bytes: webp(Self.image)).decoded(minimumLongSide: minimum)
        #expect(decoded.image.width == min(minimum, 90))
        #expect(decoded.image.largestDifference(from: Self.image.resized(to: decoded.image.size, by: .area)) <= 4)
    }

    @Test("a lossy file cut short gives the rows that arrived and says that it is damaged")
    func truncated() throws {
        let file = webp(Image.noise(width: 64, height: 256, seed: 6), lossless: false)
        let decoded = try Photo(bytes: Array(file.prefix(file.count * 3 / 4))).decoded()
        #expect(decoded.isDamaged)
        #expect(decoded.image[10, 10] != [128, 128, 128])
        #expect(decoded.image[10, 255] == [128, 128, 128])
    }
}
