import CImage
import Raster
import Testing

@Suite("orientation")
struct OrientationTests {
    /// A multiple of eight each way, so that JPEG blocks turn whole.
    static let image = Image.slopes(width: 48, height: 32)

    @Test(
        "every EXIF orientation is set upright in every format and byte order", arguments: Orientation.allCases,
        [
            true, false,
        ])
    func everyOrientation(orientation: Orientation, bigEndian: Bool) throws {
        let stored = Self.image.stored(for: orientation)
        let block = tiff(orientation: orientation.rawValue, bigEndian: bigEndian)
        let files: [([UInt8], tolerance: Int)] = [
            (jpeg(jpeg(stored), orientation: orientation.rawValue, bigEndian: bigEndian), 12),
            (inserting(chunk: "eXIf", block, intoPNG: try stored.pngData()), 0),
            (try stored.pngData().dropLast(12) + PNGFile.chunk("eXIf", block) + PNGFile.chunk("IEND", []), 0),
            (webp(webp(stored), size: stored.size, orientation: orientation.rawValue, bigEndian: bigEndian), 0),
        ]
        for (bytes, tolerance) in files {
            let photo = try Photo(bytes: bytes)
            #expect(photo.size == Self.image.size)
            let decoded = try photo.decoded()
            #expect(decoded.image.largestDifference(from: Self.image) <= tolerance)
            #expect(decoded.scale == 1)
            #expect(!decoded.isDamaged)
        }
    }

    @Test("scaled decoding is set upright too", arguments: Orientation.allCases)
    func scaled(orientation: Orientation) throws {
        let stored = Self.image.stored(for: orientation)
        for bytes in [
            jpeg(jpeg(stored), orientation: orientation.rawValue, bigEndian: true),
            webp(webp(stored), size: stored.size, orientation: orientation.rawValue, bigEndian: true),
        ] {
            let decoded = try Photo(bytes: bytes).decoded(minimumLongSide: 24)
            let expected = Self.image.resized(to: Size(width: 24, height: 16), by: .area)
            #expect(decoded.image.largestDifference(from: expected) <= 12)
            #expect(decoded.scale == 0.5)
        }
    }

    @Test("quarter turns go clockwise and wrap around")
    func quarterTurns() {
        let image = Image(width: 3, height: 2) { x, y in (x, y, 0) }
        let turned = image.rotated(quarterTurns: 1)
        #expect(turned.size == Size(width: 2, height: 3))
        #expect(turned[0, 0] == [0, 1, 0])
        #expect(turned[1, 0] == [0, 0, 0])
        #expect(turned[0, 2] == [2, 1, 0])
        for turns in -4...8 {
            #expect(image.rotated(quarterTurns: turns).rotated(quarterTurns: -turns).pixels == image.pixels)
        }
        #expect(image.rotated(quarterTurns: -1).pixels == image.rotated(quarterTurns: 3).pixels)
    }

    @Test("tiles meet without gaps on sizes that don't divide", arguments: [(1, 1), (1, 70), (33, 31), (65, 64)])
    func tiles(width: Int, height: Int) {
        let image = Image.noise(width: width, height: height, seed: 5)
        for orientation in Orientation.allCases {
            #expect(image.stored(for: orientation).setUpright(from: orientation).pixels == image.pixels)
        }
    }
}
