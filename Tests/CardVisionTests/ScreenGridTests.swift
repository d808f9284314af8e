import CardVision
import Raster
import TestSupport
import Testing

@Suite("the grid of a screen")
struct ScreenGridTests {
    private static let size = Size(width: 860, height: 540)

    private static func image(_ value: (Int, Int) -> Float) -> Image {
        var generator = SeededGenerator(seed: 4)
        var pixels: [UInt8] = []
        for y in 0..<size.height {
            for x in 0..<size.width {
                let noise = Float.random(in: -6...6, using: &generator)
                let byte = UInt8(min(max(value(x, y) + noise, 0), 255))
                pixels += [byte, byte, byte]
            }
        }
        return Image(size: size, pixels: pixels)
    }

    private static func isSeen(leastStrength: Float = 2000, _ value: (Int, Int) -> Float) -> Bool {
        ScreenGrid.isSeen(in: DecodedPhoto(image: image(value), scale: 1), of: Quad(size), leastStrength: leastStrength)
    }

    @Test("pixels of a panel stand out", arguments: [3, 4, 5])
    func panel(period: Int) {
        #expect(Self.isSeen { x, y in x % period == 0 || y % period == 0 ? 120 : 200 })
    }

    @Test("a panel over half of the card is seen, over less it is not", arguments: [(440, true), (300, false)])
    func half(width: Int, isSeen: Bool) {
        #expect(Self.isSeen { x, y in x < width && (x % 4 == 0 || y % 4 == 0) ? 120 : 200 } == isSeen)
    }

    @Test("noise, slopes, lines of print and curved lines do not")
    func others() {
        #expect(!Self.isSeen(leastStrength: 1000) { _, _ in 180 })
        #expect(!Self.isSeen(leastStrength: 1000) { x, y in Float(x + y) / 8 })
        #expect(!Self.isSeen { x, y in y % 30 < 8 && (x * x / 7 + y) % 13 < 4 ? 40 : 210 })
        let isSeenInCurves = Self.isSeen { x, y in
            let (dx, dy) = (Float(x) - 400, Float(y) + 200)
            return Int((dx * dx + dy * dy).squareRoot()) % 9 < 2 ? 170 : 200
        }
        #expect(!isSeenInCurves)
    }

    @Test("a card too small to look at, or outside the picture, has no grid")
    func small() {
        let image = Self.image { x, _ in x % 4 == 0 ? 100 : 200 }
        #expect(
            !ScreenGrid.isSeen(
                in: DecodedPhoto(image: image, scale: 1), of: Quad(x: 5000, y: 0, width: 860, height: 540)))
        let tiny = Image(size: Size(width: 40, height: 30), red: 1, green: 2, blue: 3)
        #expect(!ScreenGrid.isSeen(in: DecodedPhoto(image: tiny, scale: 1), of: Quad(tiny.size)))
    }
}
