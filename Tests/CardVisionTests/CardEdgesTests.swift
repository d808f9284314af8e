import CardVision
import Foundation
import Raster
import Testing

@Suite("card edges")
struct CardEdgesTests {
    /// A photo of a light card on dark ground, with dark words near its upper edge if wanted.
    private static func photo(_ card: Quad, hasWords: Bool = false, ground: UInt8 = 60) throws -> PhotoPyramid {
        let size = Size(width: 900, height: 640)
        let unit = try #require(Homography(from: card, to: Quad(x: 0, y: 0, width: 1, height: 1)))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size.pixelCount * 3)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let place = unit(Point(Float(x) + 0.5, Float(y) + 0.5))
                let isCard = (0...1).contains(place.x) && (0...1).contains(place.y)
                let isWord = hasWords && (0.03...0.07).contains(place.y) && (0.25...0.75).contains(place.x)
                pixels += isCard && !isWord ? [150, 190, 220] : isCard ? [20, 20, 30] : [ground, ground, ground]
            }
        }
        return PhotoPyramid(DecodedPhoto(image: Image(size: size, pixels: pixels), scale: 0.5))
    }

    private static func turned(_ degrees: Double) -> Quad {
        let (cosine, sine) = (Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180)))
        return Quad(x: -300, y: -189, width: 600, height: 378).map {
            Point(450 + $0.x * cosine - $0.y * sine, 320 + $0.x * sine + $0.y * cosine)
        }
    }

    private static func distance(_ found: Quad, _ card: Quad) -> Float {
        // The photo is at half its size.
        zip(found.corners, card.corners).map { $0.distance(to: $1 * 2) / 2 }.max() ?? .infinity
    }

    private static let strays = [Point(4, -6), Point(-5, 3), Point(6, 5), Point(-2, -6)]

    private static func stray(_ card: Quad) -> Quad {
        let corners = zip(card.corners, strays).map { ($0 + $1) * 2 }
        return Quad(corners[0], corners[1], corners[2], corners[3])
    }

    @Test("corners a per cent off come to where the edges meet", arguments: [0, 3, -8, 90, 180])
    func refines(degrees: Double) throws {
        let card = Self.turned(degrees)
        let found = try CardEdges().refine(Self.stray(card), in: Self.photo(card)).corners
        #expect(Self.distance(found, card) < 0.6, "\(found)")
    }

    @Test("words near the edge are not taken for it")
    func words() throws {
        let card = Self.turned(2)
        let found = try CardEdges().refine(Self.stray(card), in: Self.photo(card, hasWords: true)).corners
        #expect(Self.distance(found, card) < 0.6, "\(found)")
    }

    @Test("without an edge corners stay")
    func unseen() throws {
        let card = Self.turned(4)
        let image = Image(size: Size(width: 900, height: 640), red: 120, green: 120, blue: 120)
        let known = Self.stray(card)
        let found = CardEdges().refine(known, in: PhotoPyramid(DecodedPhoto(image: image, scale: 0.5))).corners
        for (a, b) in zip(found.corners, known.corners) { #expect(a.distance(to: b) < 0.01) }
    }

    @Test("a side without an edge near the picture's border is the border")
    func border() throws {
        let image = Image(size: Size(width: 900, height: 568), red: 150, green: 190, blue: 220)
        let known = Quad(Point(8, 6), Point(1790, -4), Point(1806, 1130), Point(-6, 1142))
        let found = CardEdges().refine(known, in: PhotoPyramid(DecodedPhoto(image: image, scale: 0.5)))
        #expect(Self.distance(found.corners, Quad(Size(width: 900, height: 568))) < 0.01, "\(found)")
        #expect(found.isPlain)
    }

    @Test("a card that the picture cuts on one side is not plain to see")
    func cut() throws {
        let card = Quad(x: -4, y: 120, width: 600, height: 378)
        let found = try CardEdges().refine(Self.stray(card), in: Self.photo(card))
        #expect(abs(found.corners.topLeft.x) < 1, "\(found)")
        #expect(!found.isPlain)
    }

    @Test("corners on one line stay")
    func flat() throws {
        let line = Quad(Point(100, 100), Point(400, 400), Point(800, 800), Point(200, 200))
        #expect(try CardEdges().refine(line, in: Self.photo(Self.turned(0))).corners == line)
    }

    @Test("edges are plain where all four lie near where they were known")
    func plain() throws {
        let card = Self.turned(3)
        #expect(try CardEdges().refine(Self.stray(card), in: Self.photo(card)).isPlain)
        // A side two per cent of the width away is found, and yet it may be another line.
        let far = Quad(
            card.topLeft * 2, card.topRight * 2, (card.bottomRight + Point(0, 10)) * 2,
            (card.bottomLeft + Point(0, 10)) * 2)
        let found = try CardEdges().refine(far, in: Self.photo(card))
        #expect(Self.distance(found.corners, card) < 0.6)
        #expect(!found.isPlain)
        #expect(try !CardEdges(configuration: .init(reach: 0.01)).refine(far, in: Self.photo(card)).isPlain)
    }

    @Test("edges of which one is not seen are not plain")
    func hidden() throws {
        let card = Self.turned(0)
        let photo = try Self.photo(card)
        // Cut through the card: its right side lies outside.
        let size = Size(width: 700, height: 640)
        var pixels: [UInt8] = []
        for y in 0..<size.height {
            pixels += photo.base.image.pixels[y * 900 * 3..<(y * 900 + size.width) * 3]
        }
        let cut = PhotoPyramid(DecodedPhoto(image: Image(size: size, pixels: pixels), scale: 0.5))
        #expect(!CardEdges().refine(Self.stray(card), in: cut).isPlain)
    }
}
