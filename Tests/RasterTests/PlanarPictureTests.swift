import CImage
import Raster
import Testing

@Suite("planes of a JPEG")
struct PlanarPictureTests {
    private static let sizes = [
        Size(width: 120, height: 80), Size(width: 121, height: 80), Size(width: 75, height: 99),
    ]

    private static func photo(_ size: Size) throws -> DecodedPhoto {
        let image = Image.slopes(width: size.width, height: size.height)
        return try Photo(bytes: jpeg(image, sampling: TJSAMP_420)).decoded()
    }

    @Test("luma and color are those of the picture", arguments: sizes)
    func whole(size: Size) throws {
        let photo = try Self.photo(size)
        let image = Image.slopes(width: size.width, height: size.height)
        #expect(photo.size == size && photo.image.largestDifference(from: image) <= 8)
        let (luma, origin) = photo.luma(around: [Quad(size)])
        #expect(origin == Point(0, 0) && Image(luma).largestDifference(from: Image(photo.image.grayscale())) <= 2)
        let part = photo.luma(columns: 20..<50, rows: 11..<30)
        let expected = photo.image.grayscale(columns: 20..<50, rows: 11..<30)
        #expect(part.size == Size(width: 30, height: 19))
        #expect(Image(part).largestDifference(from: Image(expected)) <= 2)
    }

    @Test("half the picture is half its color", arguments: sizes)
    func halves(size: Size) throws {
        let photo = try Self.photo(size)
        let half = photo.halved()
        #expect(half.scale == 0.5 && half.size == Size(width: size.width / 2, height: size.height / 2))
        #expect(half.image.largestDifference(from: photo.image.halved()) <= 6)
        let luma = half.luma(around: [Quad(half.size)]).luma
        #expect(Image(luma).largestDifference(from: Image(photo.image.halved().grayscale())) <= 2)
        let quarter = half.halved()
        #expect(quarter.scale == 0.25 && quarter.image.pixels == half.image.halved().pixels)
    }

    @Test("turned, it is the picture turned", arguments: Orientation.allCases, sizes)
    func turned(orientation: Orientation, size: Size) throws {
        let photo = try Self.photo(size)
        let upright = photo.setUpright(from: orientation)
        #expect(upright.size == orientation.upright(size))
        // Of an odd column's color a neighbor gets half.
        #expect(upright.image.largestDifference(from: photo.image.setUpright(from: orientation)) <= 8)
        let luma = upright.luma(around: [Quad(upright.size)]).luma
        let expected = photo.luma(around: [Quad(size)]).luma.setUpright(from: orientation)
        #expect(luma.pixels == expected.pixels)
    }

    @Test(
        "gray is halved as three equal channels are",
        arguments: sizes + [Size(width: 2, height: 2), Size(width: 3, height: 5)])
    func grayHalves(size: Size) {
        let gray = Image.noise(width: size.width, height: size.height, seed: 21).grayscale()
        #expect(Image(gray.halved()).pixels == Image(gray).halved().pixels)
    }

    @Test("padding repeats the last column and row; a part is cut out")
    func paddedAndCut() {
        let gray = GrayImage(size: Size(width: 3, height: 2), pixels: [1, 2, 3, 4, 5, 6])
        #expect(gray.padded(to: Size(width: 4, height: 3)).pixels == [1, 2, 3, 3, 4, 5, 6, 6, 4, 5, 6, 6])
        #expect(gray.padded(to: gray.size).pixels == gray.pixels)
        #expect(gray.part(columns: 1..<3, rows: 1..<2).pixels == [5, 6])
    }
}
