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

    private static func strength(_ value: (Int, Int) -> Float) -> Float {
        ScreenGrid.strength(in: image(value), of: Quad(size))
    }

    @Test("pixels of a panel stand out", arguments: [3, 4, 5])
    func panel(period: Int) {
        let strength = Self.strength { x, y in x % period == 0 || y % period == 0 ? 120 : 200 }
        #expect(strength > ScreenGrid.leastStrength)
    }

    @Test("noise, slopes, lines of print and curved lines do not")
    func others() {
        #expect(Self.strength { _, _ in 180 } < ScreenGrid.leastStrength / 2)
        #expect(Self.strength { x, y in Float(x + y) / 8 } < ScreenGrid.leastStrength / 2)
        #expect(Self.strength { x, y in y % 30 < 8 && (x * x / 7 + y) % 13 < 4 ? 40 : 210 } < ScreenGrid.leastStrength)
        let curved = Self.strength { x, y in
            let (dx, dy) = (Float(x) - 400, Float(y) + 200)
            return Int((dx * dx + dy * dy).squareRoot()) % 9 < 2 ? 170 : 200
        }
        #expect(curved < ScreenGrid.leastStrength)
    }

    @Test("a card too small to look at, or outside the picture, has no grid")
    func small() {
        let image = Self.image { x, _ in x % 4 == 0 ? 100 : 200 }
        #expect(ScreenGrid.strength(in: image, of: Quad(x: 5000, y: 0, width: 860, height: 540)) == 0)
        let tiny = Image(size: Size(width: 40, height: 30), red: 1, green: 2, blue: 3)
        #expect(ScreenGrid.strength(in: tiny, of: Quad(tiny.size)) == 0)
    }
}
