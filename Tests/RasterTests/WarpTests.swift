import Raster
import Testing

@Suite("warp")
struct WarpTests {
    /// Bilinear warping written out pixel by pixel.
    static func warped(_ image: Image, _ map: Homography, _ target: Size) -> Image {
        Image(width: target.width, height: target.height) { x, y in
            let point = map(Point(Float(x) + 0.5, Float(y) + 0.5))
            return image.sample(Double(point.x) - 0.5, Double(point.y) - 0.5)
        }
    }

    @Test("the identity and whole-pixel shifts are exact")
    func exact() {
        let image = Image.noise(width: 21, height: 13, seed: 11)
        #expect(image.warped(by: .identity, to: image.size).pixels == image.pixels)
        let shifted = image.warped(by: Homography([1, 0, 2, 0, 1, 3, 0, 0, 1]), to: image.size)
        for y in 0..<13 {
            for x in 0..<21 { #expect(shifted[x, y] == image[min(x + 2, 20), min(y + 3, 12)]) }
        }
    }

    @Test(
        "affine and projective maps agree with the definition",
        arguments: [
            [1.1, 0.2, -3, -0.1, 0.9, 4, 0, 0, 1], [0.4, 0, 2, 0, 0.4, 2, 0, 0, 1], [2, 0, 4, 0, 2, 6, 0, 0, 2],
            [1, 0.1, 2, 0.05, 1.1, 1, 0.004, -0.003, 1], [0, -1, 20, 1, 0, 0, 0, 0, 1], [1, 0, -50, 0, 1, 90, 0, 0, 1],
        ])
    func definition(coefficients: [Double]) {
        // Slopes, for a position off by 1/512 pixel must show as a difference of less than one.
        let image = Image.slopes(width: 40, height: 30)
        let map = Homography(coefficients)
        let size = Size(width: 33, height: 27)
        #expect(image.warped(by: map, to: size).largestDifference(from: Self.warped(image, map, size)) <= 1)
        let noise = Image.noise(width: 40, height: 30, seed: 12)
        #expect(noise.warped(by: map, to: size).largestDifference(from: Self.warped(noise, map, size)) <= 3)
    }

    @Test(
        "maps of nothing and of the horizon stay within the picture",
        arguments: [
            [0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 1, 0, -0.1, 0, 1], [1e30, 0, 0, 0, -1e30, 0, 0, 0, 1],
            [.nan, 0, 0, 0, 1, 0, 0, 0, 1], [.infinity, 0, 0, 0, 1, 0, 0, 1, 1],
        ])
    func degenerateMaps(coefficients: [Double]) {
        let image = Image.slopes(width: 9, height: 7)
        #expect(image.warped(by: Homography(coefficients), to: Size(width: 30, height: 20)).width == 30)
    }

    @Test("pictures of one pixel, row or column repeat it", arguments: [(1, 1), (1, 9), (9, 1), (2, 2)])
    func small(width: Int, height: Int) {
        let image = Image.noise(width: width, height: height, seed: 13)
        let map = Homography([0.7, 0.1, -2, 0.1, 0.7, -2, 0, 0, 1])
        let size = Size(width: 14, height: 14)
        #expect(image.warped(by: map, to: size).largestDifference(from: Self.warped(image, map, size)) <= 2)
    }

    @Test("gray is warped as three equal channels are", arguments: [(40, 30), (1, 1), (1, 9), (9, 1), (2, 2)])
    func gray(width: Int, height: Int) throws {
        let gray = Image.noise(width: width, height: height, seed: 15).grayscale()
        let (across, down) = (Float(width), Float(height))
        let whole = Quad(x: 0, y: 0, width: across, height: down)
        let beyond = Quad(Point(-3, 1), Point(across + 2, -2), Point(across * 0.9, down + 4), Point(0.2, down * 0.8))
        for quad in [whole, whole.turnedUpsideDown, beyond] {
            for size in [gray.size, Size(width: 33, height: 7), Size(width: 5, height: 3), Size(width: 1, height: 1)] {
                let warped = try #require(gray.warped(from: quad, to: size))
                #expect(Image(warped).pixels == Image(gray).warped(from: quad, to: size)?.pixels)
            }
        }
    }

    @Test("seen through quads, the luma around them is that of the whole")
    func partLuma() throws {
        let image = Image.noise(width: 90, height: 60, seed: 16)
        let quads = [
            Quad(Point(30, 20), Point(60.5, 24), Point(58, 31), Point(29, 27.5)),
            Quad(x: 70, y: 40, width: 40, height: 9),
        ]
        let (part, origin) = image.grayscale(around: quads)
        #expect(origin == Point(27, 18) && part.size == Size(width: 63, height: 33))
        let target = Size(width: 41, height: 11)
        for quad in quads {
            let through = part.warped(from: quad.map { $0 - origin }, to: target)
            let whole = try #require(image.grayscale().warped(from: quad, to: target))
            let away = try #require(through).pixels.indices.map {
                abs(Int(whole.pixels[$0]) - Int(through?.pixels[$0] ?? 0))
            }
            #expect(try #require(away.max()) <= 1)
        }
    }

    @Test("the luma around nothing, or of what lies outside, is a pixel at least")
    func noLuma() {
        let image = Image.noise(width: 9, height: 6, seed: 17)
        for quads in [[], [Quad(x: 100, y: 90, width: 3, height: 3)], [Quad(x: -50, y: -90, width: 3, height: .nan)]] {
            let (part, origin) = image.grayscale(around: quads)
            #expect(part.size.pixelCount >= 1 && (0..<9).contains(origin.x) && (0..<6).contains(origin.y))
        }
    }

    @Test("a whole quad at its own size is the picture")
    func wholeQuad() throws {
        let image = Image.noise(width: 24, height: 16, seed: 14)
        #expect(image.warped(from: Quad(image.size), to: image.size)?.pixels == image.pixels)
        let upsideDown = image.warped(from: Quad(image.size).turnedUpsideDown, to: image.size)
        #expect(upsideDown?.pixels == image.rotated(quarterTurns: 2).pixels)
    }

    @Test("a large quad is averaged, not picked from", arguments: [2, 3, 7, 40])
    func supersampling(factor: Int) throws {
        let image = Image(width: 20 * factor, height: 10 * factor) { x, y in
            (x + y) % 2 == 0 ? (0, 0, 0) : (255, 255, 255)
        }
        let small = try #require(image.warped(from: Quad(image.size), to: Size(width: 20, height: 10)))
        #expect(small.pixels.allSatisfy { (85...170).contains($0) })
        let slopes = Image.slopes(width: 20 * factor, height: 10 * factor)
        let shrunk = try #require(slopes.warped(from: Quad(slopes.size), to: Size(width: 20, height: 10)))
        #expect(shrunk.largestDifference(from: slopes.resized(to: shrunk.size, by: .area)) <= 3)
    }

    @Test(
        "degenerate quads give nil",
        arguments: [
            Quad(Point(1, 1), Point(1, 1), Point(1, 1), Point(1, 1)),
            Quad(Point(0, 0), Point(1, 0), Point(2, 0), Point(3, 0)),
            Quad(Point(.nan, 0), Point(1, 0), Point(1, 1), Point(0, 1)),
            Quad(Point(0, 0), Point(.infinity, 0), Point(1, 1), Point(0, 1)),
        ])
    func degenerateQuads(quad: Quad) {
        #expect(Image.slopes(width: 5, height: 5).warped(from: quad, to: Size(width: 4, height: 4)) == nil)
    }

    @Test("a quad far outside shows the border")
    func outside() {
        let image = Image.slopes(width: 5, height: 5)
        let quad = Quad(x: 100, y: -80, width: 10, height: 10)
        #expect(
            image.warped(from: quad, to: Size(width: 2, height: 2))?.pixels == image[4, 0] + image[4, 0] + image[4, 0]
                + image[4, 0])
    }
}

@Suite("tensor")
struct TensorTests {
    static let image = Image(size: Size(width: 2, height: 2), pixels: [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 255])

    @Test("planes in either order, scaled and offset", arguments: [ChannelOrder.rgb, .bgr])
    func planes(order: ChannelOrder) {
        var output = [Float](repeating: -1, count: 12)
        output.withUnsafeMutableBufferPointer {
            Self.image.planarTensor(scale: [1, 2, 0.5], offset: [0, 100, -1], order: order, into: $0)
        }
        let red: [Float] = [0, 10, 20, 30]
        let green: [Float] = [1, 11, 21, 31]
        let blue: [Float] = [2, 12, 22, 255]
        let planes = order == .rgb ? [red, green, blue] : [blue, green, red]
        #expect(output == planes[0] + planes[1].map { $0 * 2 + 100 } + planes[2].map { $0 * 0.5 - 1 })
    }

    @Test("padding between rows and planes is left alone")
    func strides() {
        var output = [Float](repeating: -1, count: 3 * 9)
        output.withUnsafeMutableBufferPointer {
            Self.image.planarTensor(
                scale: [1, 1, 1], offset: [0, 0, 0], order: .rgb, into: $0, rowStride: 3, planeStride: 9)
        }
        #expect(Array(output[0..<9]) == [0, 10, -1, 20, 30, -1, -1, -1, -1])
        #expect(Array(output[18..<27]) == [2, 12, -1, 22, 255, -1, -1, -1, -1])
    }

    @Test("one plane of mean 0, its deviation softened, padding left alone")
    func standardized() {
        let picture = GrayImage(size: Size(width: 2, height: 2), pixels: [10, 30, 10, 30])
        var output = [Float](repeating: -9, count: 6)
        output.withUnsafeMutableBufferPointer { picture.standardizedTensor(softening: 10, into: $0, rowStride: 3) }
        #expect(output == [-0.5, 0.5, -9, -0.5, 0.5, -9])
        let flat = GrayImage(size: Size(width: 2, height: 1), pixels: [7, 7])
        output.withUnsafeMutableBufferPointer { flat.standardizedTensor(softening: 8, into: $0, rowStride: 2) }
        #expect(output[0..<2] == [0, 0])
    }
}
