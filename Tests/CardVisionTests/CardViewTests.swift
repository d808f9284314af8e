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
            image: image, toPhoto: toPhoto, rotation: 14, source: PhotoPyramid(DecodedPhoto(image: image, scale: 1)))
    }()

    @Test("turned upside down, the pixel at a point is the one from the opposite point, at the same place in the photo")
    func turned() {
        let turned = Self.view.turnedUpsideDown()
        #expect(turned.image.size == Self.view.image.size)
        for point in [Point(0, 0), Point(30, 20), Point(15, 10), Point(3.5, 17.5), Point(29.5, 0.5)] {
            let opposite = Point(30 - point.x, 20 - point.y)
            #expect(turned.toPhoto(point).distance(to: Self.view.toPhoto(opposite)) < 1e-3)
        }
        for (x, y) in [(0, 0), (29, 19), (7, 3), (12, 19)] {
            let here = (y * 30 + x) * 3
            let there = ((19 - y) * 30 + 29 - x) * 3
            #expect(turned.image.pixels[here..<here + 3] == Self.view.image.pixels[there..<there + 3])
        }
    }

    @Test("turned twice it is itself")
    func twice() {
        let twice = Self.view.turnedUpsideDown().turnedUpsideDown()
        #expect(twice.image.pixels == Self.view.image.pixels)
        #expect(zip(twice.toPhoto.m, Self.view.toPhoto.m).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(twice.rotation == 14)
    }

    @Test(
        "its rotation turns by half a circle and stays within -180...180",
        arguments: [(Float(0), Float(180)), (90, -90), (-90, 90), (14, -166), (-179, 1), (180, 0), (-180, 0)])
    func rotation(before: Float, after: Float) {
        let view = CardView(
            image: Self.view.image, toPhoto: .identity, rotation: before, source: Self.view.source)
        #expect(view.turnedUpsideDown().rotation == after)
    }
}
