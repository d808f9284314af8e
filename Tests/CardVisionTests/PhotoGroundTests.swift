import CardVision
import Raster
import Testing

@Suite("Ground of the card's photo")
struct PhotoGroundTests {
    private static let card = Quad(x: 20, y: 10, width: 600, height: 380)
    private static let paper = Color(168, 212, 219)

    /// A card with a photo: a ground, and a head and shoulders before it.
    private static func image(ground: Color, turned: Bool = false) -> Image {
        var canvas = Canvas(size: Size(width: 640, height: 400), color: paper)
        func fill(_ x: Float, _ y: Float, _ width: Float, _ height: Float, _ color: Color) {
            canvas.fill(
                Quad(x: 20 + x * 600, y: 10 + y * 380, width: width * 600, height: height * 380), color: color)
        }
        fill(0.7, 0.19, 0.26, 0.48, ground)
        fill(0.79, 0.26, 0.08, 0.2, Color(200, 160, 140))
        fill(0.74, 0.48, 0.18, 0.19, Color(230, 230, 232))
        return turned ? canvas.image.rotated(quarterTurns: 2) : canvas.image
    }

    @Test(
        "the grounds that print offices choose are told, in bright and in dim light",
        arguments: [
            (Color(200, 30, 35), PhotoGround.red), (Color(110, 18, 30), .red), (Color(225, 60, 70), .red),
            (Color(30, 60, 190), .blue), (Color(15, 35, 105), .blue), (Color(70, 120, 220), .blue),
            (Color(240, 140, 30), .orange), (Color(150, 85, 20), .orange),
        ])
    func told(color: Color, expected: PhotoGround) {
        #expect(PhotoGround(of: Self.image(ground: color), in: Self.card) == expected)
        let turned = Self.card.map { Point(640 - $0.x, 400 - $0.y) }
        #expect(PhotoGround(of: Self.image(ground: color, turned: true), in: turned) == expected)
        #expect(PhotoGround(of: Self.image(ground: color, turned: true), in: turned.turnedUpsideDown) == nil)
    }

    @Test(
        "other colours, pale ones and greys are none",
        arguments: [
            Color(128, 128, 128), Color(240, 240, 240), Color(15, 10, 10), Color(30, 160, 60), Color(200, 160, 160),
            Color(120, 190, 200), Color(150, 40, 190),
        ])
    func none(color: Color) {
        #expect(PhotoGround(of: Self.image(ground: color), in: Self.card) == nil)
    }

    @Test("two colours at once are none, and so is a photo outside the picture")
    func unclear() {
        var canvas = Canvas(Self.image(ground: Color(200, 30, 35)))
        canvas.fill(x: 440, y: 80, Size(width: 70, height: 190), color: Color(30, 60, 190))
        #expect(PhotoGround(of: canvas.image, in: Self.card) == nil)
        let image = Self.image(ground: Color(200, 30, 35))
        #expect(PhotoGround(of: image, in: Self.card.map { $0 + Point(400, 0) }) == nil)
        #expect(PhotoGround(of: image, in: Quad(x: 0, y: 0, width: 0, height: 0)) == nil)
    }
}
