import CardVision
import Foundation
import Inference
import Raster
import TestSupport
import Testing
import TextRecognition

@Suite("card locator")
struct CardLocatorTests {
    /// What the corners of a card are painted with, in reading order.
    private static let paints = [Color(250, 0, 0), Color(0, 250, 0), Color(0, 0, 250), Color(250, 250, 0)]

    /// A network that takes the painted corners for a card's, and says that it is one with 0.75.
    private static let session = FakeInferenceSession { input, shape in
        let (width, height) = (shape[3], shape[2])
        let (columns, rows) = (width / 8, height / 8)
        var values = [Float](repeating: 1e-6, count: 4 * columns * rows)
        for (corner, paint) in paints.enumerated() {
            let wanted = [paint.red, paint.green, paint.blue].map { Float($0) }
            for y in 0..<height {
                for x in 0..<width {
                    let near = (0..<3).allSatisfy { abs(input[($0 * height + y) * width + x] - wanted[$0]) < 60 }
                    if near { values[(corner * rows + y / 8) * columns + x / 8] += 1 }
                }
            }
            let plane = corner * columns * rows..<(corner + 1) * columns * rows
            let sum = values[plane].reduce(0, +)
            for index in plane { values[index] = sum > 0.5 ? values[index] / sum : 1 / Float(columns * rows) }
        }
        return (values + [0.75], [1, values.count + 1])
    }

    /// A gray photo with a patch of paint at each corner.
    private static func photo(_ corners: Quad, _ size: Size, painted: Int = 4) -> PhotoPyramid {
        var canvas = Canvas(size: size, color: Color(90, 90, 90))
        let side = max(Int(corners.width / 16), 6)
        for (corner, paint) in zip(corners.corners, paints).prefix(painted) {
            canvas.fill(
                x: Int(corner.x.rounded()) - side / 2, y: Int(corner.y.rounded()) - side / 2,
                Size(width: side, height: side), color: paint)
        }
        return PhotoPyramid(DecodedPhoto(image: canvas.image, scale: 0.5))
    }

    private static func turned(_ degrees: Double, about center: Point, width: Float) -> Quad {
        let (cosine, sine) = (Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180)))
        let box = Quad(x: -width / 2, y: -width / 3.2, width: width, height: width / 1.6)
        return box.map { center + Point($0.x * cosine - $0.y * sine, $0.x * sine + $0.y * cosine) }
    }

    private static func locator(_ session: FakeInferenceSession = session) throws -> CardLocator {
        let finder = CornerFinder(session: session, model: try .made(scale: 1))
        return CardLocator(finder, close: finder)
    }

    @Test(
        "corners are found in photo space, whichever way the card lies",
        arguments: [0, 7, 90, 180, -90, 33] as [Double])
    func corners(degrees: Double) throws {
        let card = Self.turned(degrees, about: Point(620, 480), width: 640)
        let found = try #require(try Self.locator().locateCard(in: Self.photo(card, Size(width: 1240, height: 960))))
        for (corner, truth) in zip(found.corners.corners, card.corners) {
            // The photo is at half its size.
            #expect(corner.distance(to: truth * 2) < 0.01 * card.width * 2, "\(corner) \(truth)")
        }
        #expect(found.likelihood == 0.75)
        #expect(found.certainty > 0.9)
    }

    @Test("a small card in a large photo is looked at closely")
    func small() throws {
        let card = Self.turned(4, about: Point(400, 1300), width: 330)
        let found = try #require(try Self.locator().locateCard(in: Self.photo(card, Size(width: 2000, height: 1600))))
        for (corner, truth) in zip(found.corners.corners, card.corners) {
            #expect(corner.distance(to: truth * 2) < 0.012 * card.width * 2)
        }
    }

    @Test("a photo without corners, or with some of them, shows no card", arguments: [0, 2, 3])
    func none(painted: Int) throws {
        let card = Self.turned(0, about: Point(400, 300), width: 500)
        #expect(
            try Self.locator().locateCard(in: Self.photo(card, Size(width: 800, height: 600), painted: painted)) == nil)
    }

    @Test("corners that stand as no card's can are none")
    func crossed() throws {
        let card = Self.turned(0, about: Point(400, 300), width: 500)
        let crossed = Quad(card.topLeft, card.topRight, card.bottomLeft, card.bottomRight)
        #expect(try Self.locator().locateCard(in: Self.photo(crossed, Size(width: 800, height: 600))) == nil)
        let mirrored = Quad(card.topRight, card.topLeft, card.bottomLeft, card.bottomRight)
        #expect(try Self.locator().locateCard(in: Self.photo(mirrored, Size(width: 800, height: 600))) == nil)
    }

    @Test("an answer of another length is told as such")
    func shape() throws {
        let locator = try Self.locator(FakeInferenceSession { _, _ in ([0], [1, 1]) })
        let photo = Self.photo(Self.turned(0, about: Point(200, 150), width: 200), Size(width: 400, height: 300))
        let error = #expect(throws: ModelError.self) { try locator.locateCard(in: photo) }
        #expect(error?.code == .unexpectedShape)
    }
}

@Suite("card rectifier")
struct CardRectifierTests {
    @Test("the corners come to stand where the canvas has them, and back", arguments: [0.0, 90, 180, 25])
    func corners(degrees: Double) throws {
        let rectifier = CardRectifier()
        let (cosine, sine) = (Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180)))
        let card = Quad(x: -300, y: -190, width: 600, height: 380).map {
            Point(500 + $0.x * cosine - $0.y * sine, 420 + $0.x * sine + $0.y * cosine)
        }
        var canvas = Canvas(size: Size(width: 1000, height: 840), color: Color(20, 20, 20))
        canvas.fill(
            x: Int(card.topLeft.x) - 8, y: Int(card.topLeft.y) - 8, Size(width: 16, height: 16), color: Color(250, 0, 0)
        )
        let photo = PhotoPyramid(DecodedPhoto(image: canvas.image, scale: 0.25))
        let view = try #require(rectifier.rectify(card.map { $0 * 4 }, in: photo))
        #expect(view.image.size == rectifier.canvas.size)
        for (seen, corner) in zip(rectifier.canvas.card.corners, card.corners) {
            #expect(view.toPhoto(seen).distance(to: corner * 4) < 0.05)
        }
        let corner = rectifier.canvas.card.topLeft
        #expect(red(of: view.image, Int(corner.x), Int(corner.y)) > 150)
        #expect(red(of: view.image, Int(corner.x) + 60, Int(corner.y) + 60) < 60)
        #expect(abs(abs(Double(view.rotation)) - degrees) < 0.1)
    }

    @Test("corners on one line give no view")
    func flat() {
        let photo = PhotoPyramid(
            DecodedPhoto(image: Image(size: Size(width: 9, height: 9), red: 0, green: 0, blue: 0), scale: 1))
        let line = Quad(Point(0, 0), Point(4, 4), Point(8, 8), Point(2, 2))
        #expect(CardRectifier().rectify(line, in: photo) == nil)
    }

    @Test("what is turned upside down stands where the turned view shows it")
    func turned() throws {
        var canvas = Canvas(size: Size(width: 200, height: 100), color: Color(0, 0, 0))
        canvas.fill(x: 20, y: 10, Size(width: 30, height: 8), color: Color(255, 255, 255))
        let photo = DecodedPhoto(image: canvas.image, scale: 1)
        let view = CardView(image: canvas.image, toPhoto: .identity, rotation: 0, source: PhotoPyramid(photo))
        let region = view.turned(TextRegion(quad: Quad(x: 20, y: 10, width: 30, height: 8), score: 1))
        #expect(region.quad.topLeft == Point(150, 82))
        #expect(red(of: view.turnedUpsideDown().image, 165, 86) == 255)
    }
}

private func red(of image: Image, _ x: Int, _ y: Int) -> UInt8 { image.pixels[(y * image.width + x) * 3] }
