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
    /// What the middle of a card is painted with, where several are told apart.
    private static let middlePaint = Color(250, 0, 250)

    /// Where, in cells of `stride` pixels, an input shows a paint.
    private static func cells(
        of paint: Color, in input: [Float], _ shape: [Int], stride: Int
    ) -> [(column: Int, row: Int)] {
        let (width, height) = (shape[3], shape[2])
        let wanted = [paint.red, paint.green, paint.blue].map { Float($0) }
        return (0..<width * height).filter { index in
            (0..<3).allSatisfy { abs(input[$0 * height * width + index] - wanted[$0]) < 60 }
        }.map { ($0 % width / stride, $0 / width / stride) }
    }

    /// Takes the painted corners for cards', and says that there is one with 0.75.
    private static func corners(in input: [Float], _ shape: [Int]) -> [Float] {
        let (columns, rows) = (shape[3] / 8, shape[2] / 8)
        return paints.flatMap { paint in
            var plane = [Float](repeating: 1e-6, count: columns * rows)
            for (column, row) in cells(of: paint, in: input, shape, stride: 8) { plane[row * columns + column] += 1 }
            let sum = plane.reduce(0, +)
            return sum > 0.5 ? plane.map { $0 / sum } : plane.map { _ in 1 / Float(columns * rows) }
        } + [0.75]
    }

    private static let closeSession = FakeInferenceSession { input, shape in
        let values = corners(in: input, shape)
        return (values, [1, values.count])
    }

    /// Takes painted middles for cards' too, with upright cards of a third of the picture's width around them.
    private static let session = FakeInferenceSession { input, shape in
        let (columns, rows) = (shape[3] / 16, shape[2] / 16)
        var planes = [[Float]](repeating: [Float](repeating: 0, count: columns * rows), count: 9)
        for (column, row) in cells(of: middlePaint, in: input, shape, stride: 16) {
            planes[0][row * columns + column] = min(planes[0][row * columns + column] + 0.6, 0.95)
        }
        for (corner, sides) in [(-1, -1), (1, -1), (1, 1), (-1, 1)].enumerated() {
            let (x, y) = (Float(sides.0) * Float(columns) / 24, Float(sides.1) * Float(columns) / 38)
            planes[1 + 2 * corner] = planes[1 + 2 * corner].map { _ in x }
            planes[2 + 2 * corner] = planes[2 + 2 * corner].map { _ in y }
        }
        let values = corners(in: input, shape) + planes.joined()
        return (values, [1, values.count])
    }

    /// A gray photo with a patch of paint at each corner.
    private static func photo(_ corners: Quad, _ size: Size, painted: Int = 4) -> PhotoPyramid {
        photo(of: [corners], size, painted: painted)
    }

    /// The same with several cards, their middles painted too.
    private static func photo(of cards: [Quad], _ size: Size, painted: Int = 4) -> PhotoPyramid {
        var canvas = Canvas(size: size, color: Color(90, 90, 90))
        for corners in cards {
            let side = max(Int(corners.width / 16), 6)
            func patch(_ place: Point, _ paint: Color) {
                canvas.fill(
                    x: Int(place.x.rounded()) - side / 2, y: Int(place.y.rounded()) - side / 2,
                    Size(width: side, height: side), color: paint)
            }
            for (corner, paint) in zip(corners.corners, paints).prefix(painted) { patch(corner, paint) }
            if cards.count > 1 { patch(corners.center, middlePaint) }
        }
        return PhotoPyramid(DecodedPhoto(image: canvas.image, scale: 0.5))
    }

    private static func turned(_ degrees: Double, about center: Point, width: Float) -> Quad {
        let (cosine, sine) = (Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180)))
        let box = Quad(x: -width / 2, y: -width / 3.2, width: width, height: width / 1.6)
        return box.map { center + Point($0.x * cosine - $0.y * sine, $0.x * sine + $0.y * cosine) }
    }

    private static func locator(_ session: FakeInferenceSession = session) throws -> CardLocator {
        CardLocator(
            CardFinder(session: session, model: try .made(scale: 1)),
            close: CornerFinder(session: closeSession, model: try .made(scale: 1)))
    }

    /// Where the one card of a photo is.
    private static func location(in photo: PhotoPyramid) throws -> CardLocator.Location? {
        let found = try locator().locateCards(in: photo)
        #expect(found.count < 2)
        return found.first
    }

    @Test(
        "corners are found in photo space, whichever way the card lies",
        arguments: [0, 7, 90, 180, -90, 33] as [Double])
    func corners(degrees: Double) throws {
        let card = Self.turned(degrees, about: Point(620, 480), width: 640)
        let found = try #require(try Self.location(in: Self.photo(card, Size(width: 1240, height: 960))))
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
        let found = try #require(try Self.location(in: Self.photo(card, Size(width: 2000, height: 1600))))
        for (corner, truth) in zip(found.corners.corners, card.corners) {
            #expect(corner.distance(to: truth * 2) < 0.012 * card.width * 2)
        }
    }

    @Test("a photo without corners, or with some of them, shows no card", arguments: [0, 2, 3])
    func none(painted: Int) throws {
        let card = Self.turned(0, about: Point(400, 300), width: 500)
        let photo = Self.photo(card, Size(width: 800, height: 600), painted: painted)
        #expect(try Self.locator().locateCards(in: photo).isEmpty)
    }

    @Test("corners that stand as no card's can are none")
    func crossed() throws {
        let card = Self.turned(0, about: Point(400, 300), width: 500)
        let crossed = Quad(card.topLeft, card.topRight, card.bottomLeft, card.bottomRight)
        #expect(try Self.locator().locateCards(in: Self.photo(crossed, Size(width: 800, height: 600))).isEmpty)
        let mirrored = Quad(card.topRight, card.topLeft, card.bottomLeft, card.bottomRight)
        #expect(try Self.locator().locateCards(in: Self.photo(mirrored, Size(width: 800, height: 600))).isEmpty)
    }

    @Test("of several cards each gets its own corners")
    func several() throws {
        let cards = [(330, 250), (900, 260), (360, 660), (930, 640)].map {
            Self.turned(0, about: Point($0.0, $0.1), width: 420)
        }
        let photo = Self.photo(of: cards, Size(width: 1240, height: 960))
        let found = try Self.locator().locateCards(in: photo)
        #expect(found.count == 4)
        for card in cards {
            let own = try #require(found.first { $0.corners.center.distance(to: card.center * 2) < card.width })
            #expect(own.certainty > 0.9)
            for (corner, truth) in zip(own.corners.corners, card.corners) {
                #expect(corner.distance(to: truth * 2) < 0.012 * card.width * 2, "\(corner) \(truth)")
            }
        }
    }

    @Test("what is told within a card is no other card, and one without corners is none")
    func told() throws {
        let card = Self.turned(0, about: Point(330, 250), width: 420)
        let within = card.map { $0 + Point(70, 0) }
        let away = card.map { $0 + Point(560, 400) }
        var canvas = Canvas(Self.photo(of: [card], Size(width: 1240, height: 960)).base.image)
        for middle in [card.center, within.center, away.center] {
            canvas.fill(
                x: Int(middle.x) - 14, y: Int(middle.y) - 14, Size(width: 28, height: 28), color: Self.middlePaint)
        }
        let photo = PhotoPyramid(DecodedPhoto(image: canvas.image, scale: 0.5))
        let found = try Self.locator().locateCards(in: photo)
        #expect(found.count == 1)
        #expect(try #require(found.first).corners.center.distance(to: card.center * 2) < 30)
    }

    @Test("an answer of another length is told as such")
    func shape() throws {
        let locator = try Self.locator(FakeInferenceSession { _, _ in ([0], [1, 1]) })
        let photo = Self.photo(Self.turned(0, about: Point(200, 150), width: 200), Size(width: 400, height: 300))
        let error = #expect(throws: ModelError.self) { try locator.locateCards(in: photo) }
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
        let view = CardView(
            luma: canvas.image.grayscale(), toPhoto: .identity, rotation: 0, source: PhotoPyramid(photo))
        let region = view.turned(TextRegion(quad: Quad(x: 20, y: 10, width: 30, height: 8), score: 1))
        #expect(region.quad.topLeft == Point(150, 82))
        #expect(view.turnedUpsideDown().luma.pixels[86 * 200 + 165] == 255)
    }
}

private func red(of image: Image, _ x: Int, _ y: Int) -> UInt8 { image.pixels[(y * image.width + x) * 3] }
