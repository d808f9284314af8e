import CardVision
import Raster
import Testing

@Suite("card view")
struct CardViewTests {
    private static let view: CardView = {
        let size = Size(width: 30, height: 20)
        var pixels: [UInt8] = []
        for index in 0..<size.pixelCount { pixels += [UInt8(index % 251), UInt8(index % 13), 7] }
        let toPhoto = Homography([2, -0.5, 100, 0.5, 2, 50, 0, 0, 1])
        let image = Image(size: size, pixels: pixels)
        return CardView(
            luma: image.grayscale(), toPhoto: toPhoto, rotation: 14,
            source: PhotoPyramid(DecodedPhoto(image: image, scale: 1)))
    }()

    @Test("turned upside down, the pixel at a point is the one from the opposite point, at the same place in the photo")
    func turned() {
        let turned = Self.view.turnedUpsideDown()
        #expect(turned.size == Self.view.size)
        for point in [Point(0, 0), Point(30, 20), Point(15, 10), Point(3.5, 17.5), Point(29.5, 0.5)] {
            let opposite = Point(30 - point.x, 20 - point.y)
            #expect(turned.toPhoto(point).distance(to: Self.view.toPhoto(opposite)) < 1e-3)
        }
        for (x, y) in [(0, 0), (29, 19), (7, 3), (12, 19)] {
            #expect(turned.luma.pixels[y * 30 + x] == Self.view.luma.pixels[(19 - y) * 30 + 29 - x])
        }
    }

    @Test("turned twice it is itself")
    func twice() {
        let twice = Self.view.turnedUpsideDown().turnedUpsideDown()
        #expect(twice.luma.pixels == Self.view.luma.pixels)
        #expect(zip(twice.toPhoto.m, Self.view.toPhoto.m).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(twice.rotation == 14)
    }

    @Test(
        "its rotation turns by half a circle and stays within -180...180",
        arguments: [(Float(0), Float(180)), (90, -90), (-90, 90), (14, -166), (-179, 1), (180, 0), (-180, 0)])
    func rotation(before: Float, after: Float) {
        let view = CardView(
            luma: Self.view.luma, toPhoto: .identity, rotation: before, source: Self.view.source)
        #expect(view.turnedUpsideDown().rotation == after)
    }

    /// A photo of 400 x 300 pixels, whose red grows to the right and whose blue grows downward, decoded at half its size.
    private static let photo: PhotoPyramid = {
        var pixels: [UInt8] = []
        for y in 0..<150 { for x in 0..<200 { pixels += [UInt8(x), 40, UInt8(y)] } }
        return PhotoPyramid(
            DecodedPhoto(image: Image(size: Size(width: 200, height: 150), pixels: pixels), scale: 0.5))
    }()

    @Test("luma and color show the same part of the photo")
    func sameInColor() throws {
        let toPhoto = Homography([0, -2, 300, 2, 0, 40, 0, 0, 1])
        let view = try #require(
            CardView(Size(width: 90, height: 60), of: Self.photo, through: toPhoto, rotation: 90))
        #expect(view.size == Size(width: 90, height: 60) && view.image.size == view.size)
        #expect(zip(view.luma.pixels, view.image.grayscale().pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
        // (10, 20) is (260, 60) in the photo, (130, 30) in its pixels.
        let index = (20 * 90 + 10) * 3
        #expect(abs(Int(view.image.pixels[index]) - 129) <= 1 && abs(Int(view.image.pixels[index + 2]) - 30) <= 1)
        // Turned upside down it shows the same from the other end.
        let turned = view.turnedUpsideDown()
        #expect(zip(turned.luma.pixels, turned.image.grayscale().pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }

    @Test("colors are the photo's, and there are none outside it")
    func colors() throws {
        let toPhoto = Homography([2, 0, 240, 0, 2, 20, 0, 0, 1])
        let view = try #require(
            CardView(Size(width: 100, height: 60), of: Self.photo, through: toPhoto, rotation: 0))
        let found = view.colors(at: [Point(10.5, 20.5), Point(79.5, 0.5), Point(80.5, 0.5), Point(-130, 0)])
        #expect(found == [SIMD3(130, 40, 30), SIMD3(199, 40, 10), nil, nil])
    }

    @Test("a photo seen edge on gives no view")
    func edgeOn() {
        let flat = Homography([1, 0, 0, 1, 0, 0, 0, 0, 1])
        #expect(CardView(Size(width: 30, height: 20), of: Self.photo, through: flat, rotation: 0) == nil)
    }
}
