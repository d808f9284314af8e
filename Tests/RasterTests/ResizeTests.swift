import Raster
import Testing

@Suite("resize")
struct ResizeTests {
    /// Bilinear sampling written out pixel by pixel.
    static func bilinear(_ image: Image, _ target: Size) -> Image {
        Image(width: target.width, height: target.height) { x, y in
            let u = min(
                max((Double(x) + 0.5) * Double(image.width) / Double(target.width) - 0.5, 0), Double(image.width - 1))
            let v = min(
                max((Double(y) + 0.5) * Double(image.height) / Double(target.height) - 0.5, 0), Double(image.height - 1)
            )
            return image.sample(u, v)
        }
    }

    /// The mean of the covered area written out pixel by pixel.
    static func area(_ image: Image, _ target: Size) -> Image {
        let (rx, ry) = (
            Double(image.width) / Double(target.width), Double(image.height) / Double(target.height)
        )
        func cover(_ pixel: Int, _ start: Double, _ end: Double) -> Double {
            max(0, min(end, Double(pixel + 1)) - max(start, Double(pixel)))
        }
        return Image(width: target.width, height: target.height) { x, y in
            var sums = [0.0, 0.0, 0.0]
            for row in 0..<image.height {
                let down = cover(row, Double(y) * ry, Double(y + 1) * ry)
                guard down > 0 else { continue }
                for column in 0..<image.width {
                    let weight = down * cover(column, Double(x) * rx, Double(x + 1) * rx) / (rx * ry)
                    guard weight > 0 else { continue }
                    for channel in 0..<3 { sums[channel] += weight * Double(image[column, row][channel]) }
                }
            }
            return (Int(sums[0].rounded()), Int(sums[1].rounded()), Int(sums[2].rounded()))
        }
    }

    static let sizes = [(30, 20), (15, 10), (13, 7), (7, 20), (60, 40), (31, 21), (1, 1), (90, 3), (3, 90)]

    @Test("bilinear agrees with the definition within 1", arguments: sizes)
    func bilinear(width: Int, height: Int) {
        let image = Image.noise(width: 30, height: 20, seed: 8)
        let target = Size(width: width, height: height)
        #expect(image.resized(to: target, by: .bilinear).largestDifference(from: Self.bilinear(image, target)) <= 1)
    }

    @Test("area agrees with the definition within 1", arguments: sizes)
    func area(width: Int, height: Int) {
        let image = Image.noise(width: 30, height: 20, seed: 9)
        let target = Size(width: width, height: height)
        #expect(image.resized(to: target, by: .area).largestDifference(from: Self.area(image, target)) <= 1)
    }

    @Test("area sums more rows than 16 bits hold")
    func tall() {
        let image = Image(width: 2, height: 1_000) { _, _ in (255, 254, 1) }
        #expect(image.resized(to: Size(width: 1, height: 1), by: .area).pixels == [255, 254, 1])
    }

    @Test("two pixels are averaged exactly")
    func exact() {
        let image = Image(size: Size(width: 2, height: 2), pixels: [0, 10, 20, 100, 30, 40, 100, 50, 60, 200, 70, 80])
        let one = Size(width: 1, height: 1)
        #expect(image.resized(to: one, by: .area).pixels == [100, 40, 50])
        #expect(image.resized(to: one, by: .bilinear).pixels == [100, 40, 50])
        let wide = image.resized(to: Size(width: 4, height: 2), by: .bilinear)
        #expect((0..<4).map { wide[$0, 0][0] } == [0, 25, 75, 100])
    }

    @Test("one color stays that color at any size", arguments: [0, 1, 128, 254, 255], Resampling.all.indices)
    func constant(value: Int, resampling: Int) {
        let image = Image(width: 17, height: 5) { _, _ in (value, value, value) }
        for size in [Size(width: 5, height: 3), Size(width: 40, height: 31), Size(width: 17, height: 1)] {
            let resized = image.resized(to: size, by: Resampling.all[resampling])
            #expect(resized.pixels.allSatisfy { Int($0) == value })
        }
    }

    @Test("strong shrinking does not alias")
    func aliasing() {
        // Columns of black and white average to gray.
        let image = Image(width: 120, height: 90) { x, _ in x % 2 == 0 ? (0, 0, 0) : (255, 255, 255) }
        let small = image.resized(to: Size(width: 40, height: 30))
        #expect(small.pixels.allSatisfy { (85...170).contains($0) })
    }

    @Test("gray pictures resize as color ones do", arguments: Resampling.all.indices)
    func gray(resampling: Int) {
        let gray = Image.noise(width: 31, height: 22, seed: 10).grayscale()
        for size in [Size(width: 10, height: 8), Size(width: 25, height: 22), Size(width: 50, height: 60)] {
            let resized = gray.resized(to: size, by: Resampling.all[resampling])
            #expect(Image(resized).pixels == Image(gray).resized(to: size, by: Resampling.all[resampling]).pixels)
        }
    }

    @Test(
        "luma has the weights of BT.601",
        arguments: [
            ([255, 0, 0], 76), ([0, 255, 0], 150), ([0, 0, 255], 29), ([255, 255, 255], 255), ([0, 0, 0], 0),
        ] as [([UInt8], UInt8)])
    func luma(pixel: [UInt8], expected: UInt8) {
        #expect(Image(size: Size(width: 1, height: 1), pixels: pixel).grayscale().pixels == [expected])
    }

    @Test(
        "fitting keeps proportions and at least one pixel",
        arguments: [
            (4_000, 3_000, 1_500, 1_500, 1_125), (3_000, 4_000, 1_000, 750, 1_000), (1_000, 1, 10, 10, 1),
            (5, 5, 5, 5, 5),
        ])
    func fitting(width: Int, height: Int, longSide: Int, expectedWidth: Int, expectedHeight: Int) {
        let fitted = Size(width: width, height: height).fitted(longSide: longSide)
        #expect(fitted == Size(width: expectedWidth, height: expectedHeight))
    }
}

extension Resampling {
    static let all = [Resampling.automatic, .bilinear, .area]
}

extension Image {
    /// The bilinear mix at a position in pixels from the first center, borders replicated.
    func sample(_ u: Double, _ v: Double) -> (Int, Int, Int) {
        let (u, v) = (min(max(u, 0), Double(width - 1)), min(max(v, 0), Double(height - 1)))
        let (x, y) = (Int(u), Int(v))
        let (fx, fy) = (u - Double(x), v - Double(y))
        let (x1, y1) = (min(x + 1, width - 1), min(y + 1, height - 1))
        func mix(_ channel: Int) -> Int {
            let upper = Double(self[x, y][channel]) * (1 - fx) + Double(self[x1, y][channel]) * fx
            let lower = Double(self[x, y1][channel]) * (1 - fx) + Double(self[x1, y1][channel]) * fx
            return Int((upper * (1 - fy) + lower * fy).rounded())
        }
        return (mix(0), mix(1), mix(2))
    }
}
