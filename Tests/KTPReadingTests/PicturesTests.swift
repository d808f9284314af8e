import Foundation
import KTPReading
import Raster
import Testing
import TextRecognition

@Suite(
    "Pictures of a reading", .serialized,
    .enabled(if: FileManager.default.fileExists(atPath: Resources.directory + "/models")))
struct PicturesTests {
    private static let all: ReadingOptions = {
        var options = ReadingOptions()
        options.pictures = Set(CardPicture.Kind.allCases)
        return options
    }()

    private static func picture(_ kind: CardPicture.Kind, of reading: CardReading) throws -> Image {
        let picture = try #require(reading.pictures.first { $0.kind == kind })
        let image = try Photo(bytes: picture.jpeg).decoded().image
        #expect(image.size == picture.size)
        return image
    }

    /// The mean of each channel over a part of a picture, in shares of its sides.
    private static func mean(_ image: Image, _ xs: ClosedRange<Float>, _ ys: ClosedRange<Float>) -> [Float] {
        var sums: [Float] = [0, 0, 0]
        var count: Float = 0
        for y in Int(ys.lowerBound * Float(image.height))..<Int(ys.upperBound * Float(image.height)) {
            for x in Int(xs.lowerBound * Float(image.width))..<Int(xs.upperBound * Float(image.width)) {
                for channel in 0..<3 { sums[channel] += Float(image.pixels[(y * image.width + x) * 3 + channel]) }
                count += 1
            }
        }
        return sums.map { $0 / count }
    }

    @Test("none are made unless asked for")
    func noneUnlessAsked() throws {
        #expect(try Examples.reader.get().read(Examples.photo("ktp_mockup.png")).pictures.isEmpty)
        var options = ReadingOptions()
        options.pictures = [.signature]
        let reading = try Examples.reader.get().read(Examples.photo("ktp_mockup.png"), options: options)
        #expect(reading.pictures.map(\.kind) == [.signature])
    }

    @Test("the portrait stands upright before its ground, whichever way the card lies", arguments: 0...3)
    func portrait(turns: Int) throws {
        // An even year of birth stands before blue.
        let upright = try Examples.photo("ktp_jakarta.jpg").decoded().image
        let photo = Photo(upright.rotated(quarterTurns: turns))
        let portrait = try Self.picture(.photo, of: Examples.reader.get().read(photo, options: Self.all))
        #expect(abs(Float(portrait.width) / Float(portrait.height) - 0.84) < 0.02)
        #expect(portrait.width > 300 && portrait.width <= 480)
        for xs in [0.1...0.2, 0.8...0.9] as [ClosedRange<Float>] {
            let ground = Self.mean(portrait, xs, 0.15...0.4)
            #expect(ground[2] > 2.5 * ground[0], "blue beside the head: \(ground)")
            let shoulders = Self.mean(portrait, xs, 0.9...0.97)
            #expect(shoulders[2] < 1.7 * shoulders[0], "clothes at the bottom: \(shoulders)")
        }
        let face = Self.mean(portrait, 0.42...0.58, 0.4...0.5)
        #expect(face[0] > 1.2 * face[2], "skin in the middle: \(face)")
    }

    @Test("cut-outs have the photo's own pixels, at most 480 columns")
    func resolution() throws {
        let reading = try Examples.reader.get().read(Examples.photo("ktp_phone_angle.jpg"), options: Self.all)
        #expect(try Self.picture(.photo, of: reading).width == 480)
        #expect(try Self.picture(.masked, of: reading).size.longSide <= 1600)
    }

    @Test("the signature is dark strokes on the card's ground", arguments: Examples.files)
    func signature(file: String) throws {
        let reading = try Examples.reader.get().read(Examples.photo(file), options: Self.all)
        let signature = try Self.picture(.signature, of: reading)
        let ground = Self.mean(signature, 0.02...0.98, 0.05...0.95)[1]
        var darkColumns = Set<Int>()
        for y in 0..<signature.height {
            for x in 0..<signature.width
            where Float(signature.pixels[(y * signature.width + x) * 3 + 1]) < 0.75 * ground {
                darkColumns.insert(x * 20 / signature.width)
            }
        }
        #expect(darkColumns.isSuperset(of: 8...10), "\(file): strokes in the middle")
    }

    private static let openPlaces: [FieldKey] = [.province, .regency, .district, .village, .issuePlace]

    @Test("of the masked photo no secret can be read, and the rest still can", arguments: Examples.files)
    func masked(file: String) throws {
        let reader = try Examples.reader.get()
        let masked = try Self.picture(.masked, of: reader.read(Examples.photo(file), options: Self.all))
        let truth = try #require(Examples.truths[file])
        let again = try reader.read(Photo(masked))
        for key in [.nik, .name, .birthPlace, .birthDate, .street, .rtRW] as [FieldKey] {
            let secret = try #require(truth[key])
            #expect(again[key] != secret, "\(key.rawValue)")
            for part in secret.split(separator: " ") where part.count > 4 {
                // Places are printed elsewhere too.
                guard !Self.openPlaces.contains(where: { truth[$0]?.contains(part) == true })
                else { continue }
                #expect(!again.lines.contains { $0.text.contains(part) }, "\(part)")
            }
        }
        for key in [.sex, .district, .religion] as [FieldKey] { #expect(again[key] == truth[key], "\(key.rawValue)") }
    }

    /// Whether a picture is painted over at a point.
    private static func isPaint(_ image: Image, at point: Point) -> Bool {
        let index = (Int(point.y) * image.width + Int(point.x)) * 3
        let paint = PictureMaker.paint
        return zip(image.pixels[index..<index + 3], [paint.red, paint.green, paint.blue]).allSatisfy {
            abs(Int($0) - Int($1)) < 30
        }
    }

    @Test("values that were read in part, or not at all, are painted over whole", arguments: Examples.files)
    func partlyRead(file: String) throws {
        let photo = try Examples.photo(file)
        let reading = try Examples.reader.get().read(photo)
        let secrets: [FieldKey] = [.nik, .name, .birthPlace, .birthDate, .street, .rtRW]
        var partial = reading
        for key in secrets {
            partial.fields[key]?.quad = reading.fields[key]?.quad.map { $0.slice(from: 0.3, to: 0.6) }
        }
        var without = reading
        for key in secrets { without.fields[key] = .absent }
        var alone = without
        for key in FieldKey.allCases where key != .religion { alone.fields[key] = .absent }
        for (name, damaged) in [("in part", partial), ("not at all", without), ("nothing else either", alone)] {
            let decoded = try photo.decoded(minimumLongSide: 1000)
            let maker = try #require(PictureMaker(damaged, photo: photo, decoded: decoded))
            let picture = try #require(try maker.picture(.masked))
            let image = try Photo(bytes: picture.jpeg).decoded().image
            let scale = Float(picture.size.longSide) / Float(photo.size.longSide)
            for key in secrets {
                let quad = try #require(reading.fields[key]?.quad).band(from: 0.35, to: 0.65)
                for share in stride(from: 0.02 as Float, through: 0.98, by: 0.04) {
                    let point = quad.slice(from: share, to: share).center * scale
                    #expect(Self.isPaint(image, at: point), "\(file), \(name): \(key.rawValue) at \(share)")
                }
            }
        }
    }

    @Test("a card whose corners are not known, or whose portrait is outside the photo, gives no cut-out")
    func impossible() throws {
        let photo = try Examples.photo("ktp_sample.jpg")
        var reading = try Examples.reader.get().read(photo)
        let decoded = try photo.decoded()
        let corners = try #require(reading.card.quad)
        reading.card.quad = corners.map { $0 + Point(0.3 * corners.width, 0) }
        let shifted = try #require(PictureMaker(reading, photo: photo, decoded: decoded))
        #expect(try shifted.picture(.photo) == nil)
        #expect(try shifted.picture(.signature) == nil)
        #expect(try shifted.picture(.masked) != nil)
        reading.card.quad = nil
        #expect(PictureMaker(reading, photo: photo, decoded: decoded) == nil)
        reading.card.quad = Quad(x: .nan, y: 0, width: 1, height: 1)
        #expect(PictureMaker(reading, photo: photo, decoded: decoded) == nil)
    }
}
