import CardVision
import Raster
import Testing

@Suite("the ground of the card's photo")
struct PhotoGroundTests {
    /// A pale card whose photo has a ground of one colour, a head in the middle.
    private static func card(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> (CardView, Quad) {
        let size = Size(width: 860, height: 540)
        var pixels: [UInt8] = []
        for y in 0..<size.height {
            for x in 0..<size.width {
                let (u, v) = (Float(x) / Float(size.width), Float(y) / Float(size.height))
                let isPhoto = (0.71...0.96).contains(u) && (0.25...0.8).contains(v)
                let isHead = abs(u - 0.835) < 0.06 && v > 0.36
                pixels += isHead ? [120, 90, 75] : isPhoto ? [red, green, blue] : [200, 220, 235]
            }
        }
        let image = Image(size: size, pixels: pixels)
        let view = CardView(
            luma: image.grayscale(), toPhoto: .identity, rotation: 0,
            source: PhotoPyramid(DecodedPhoto(image: image, scale: 1)))
        return (view, Quad(size))
    }

    @Test(
        "a colour that prevails is told, and no other",
        arguments: [
            (200, 30, 40, PhotoGround.red), (150, 20, 20, .red), (40, 80, 200, .blue), (30, 90, 170, .blue),
            (230, 130, 30, .orange), (200, 190, 190, nil), (90, 90, 90, nil), (40, 160, 60, nil), (20, 10, 10, nil),
            (110, 30, 180, nil),
        ] as [(UInt8, UInt8, UInt8, PhotoGround?)])
    func colours(red: UInt8, green: UInt8, blue: UInt8, expected: PhotoGround?) {
        let (view, quad) = Self.card(red, green, blue)
        #expect(PhotoGround(of: view, in: quad) == expected)
    }

    @Test("a card outside the picture has none")
    func outside() {
        let (view, _) = Self.card(200, 30, 40)
        #expect(PhotoGround(of: view, in: Quad(x: 2000, y: 2000, width: 860, height: 540)) == nil)
    }
}
