import Foundation
import Gazetteer
import Inference
import KTPReading
import Raster
import TestSupport
import Testing
import TextRecognition

@Suite(
    "Several cards in a photo", .serialized,
    .enabled(if: FileManager.default.fileExists(atPath: Resources.directory + "/models")))
struct SeveralCardsTests {
    private static let files = ["ktp_sample.jpg", "ktp_jakarta.jpg", "ktp_two_line_address.jpg"]

    /// A photo of sample cards below each other, the last one upside down.
    private static func sheet() throws -> Photo {
        let images = try files.map { try Examples.photo($0).decoded(minimumLongSide: 1200).image }
        let (width, gap) = (1500, 60)
        var pixels: [UInt8] = []
        for (index, image) in images.enumerated() {
            let card = (index == images.count - 1 ? image.rotated(quarterTurns: 2) : image)
                .resized(to: image.size.fitted(longSide: 1200), by: .area)
            for row in 0..<card.height {
                let start = row * card.width * 3
                pixels += [UInt8](repeating: 214, count: 150 * 3) + card.pixels[start..<start + card.width * 3]
                pixels += [UInt8](repeating: 214, count: (width - 150 - card.width) * 3)
            }
            pixels += [UInt8](repeating: 214, count: width * gap * 3)
        }
        return Photo(Image(size: Size(width: width, height: pixels.count / (width * 3)), pixels: pixels))
    }

    private static func read(_ photo: Photo, card: Int?, pictures: Set<CardPicture.Kind> = []) throws -> CardReading {
        var options = ReadingOptions()
        (options.card, options.pictures) = (card, pictures)
        return try Examples.reader.get().read(photo, options: options)
    }

    @Test("each is read by its number, and the others are told")
    func each() throws {
        let photo = try Self.sheet()
        var niks: Set<String> = []
        for number in 1...3 {
            let reading = try Self.read(photo, card: number)
            #expect(reading.card.number == number)
            #expect(reading.card.others.map(\.number) == [1, 2, 3].filter { $0 != number })
            #expect(!reading.reasons.contains("card.several"))
            let file = try #require(Self.files.first { Examples.truths[$0]?[.nik] == reading[.nik] })
            for key in FieldKey.allCases { #expect(reading[key] == Examples.truths[file]?[key], "\(file) \(key)") }
            niks.insert(reading[.nik] ?? "")
        }
        #expect(niks.count == 3)
        #expect { try Self.read(photo, card: 4) } throws: { ($0 as? ReadingError)?.code == .noCardFound }
    }

    @Test("where it is not said which one is meant, a person is to look")
    func unsaid() throws {
        let photo = try Self.sheet()
        let (unsaid, said) = (try Self.read(photo, card: nil), try Self.read(photo, card: 1))
        #expect(unsaid[.nik] == said[.nik] && unsaid.card.others.count == 2)
        #expect(unsaid.status == .review && unsaid.reasons.last == "card.several")
        #expect(said.status == .accept)
    }

    @Test("a photo of one tells no others", arguments: Examples.files)
    func one(file: String) throws {
        let reading = try Self.read(Examples.photo(file), card: nil)
        #expect(reading.card.number == 1 && reading.card.others.isEmpty)
    }

    @Test("where another one's print cannot be read it is refused, and the photo is not searched for print")
    func unreadable() throws {
        let nothing = FakeInferenceSession { _, shape in
            ([Float](repeating: 0, count: shape[2] * shape[3] / 2), [1, 2, shape[2] / 2, shape[3] / 2])
        }
        // Two upright cards, one above the other.
        let cards = FakeInferenceSession { _, shape in
            let (columns, rows) = (shape[3] / 8, shape[2] / 8)
            var places = [Float](repeating: 0, count: 4 * columns * rows)
            var planes = [Float](repeating: 0, count: 9 * columns * rows / 4)
            for top in [8, 18] {
                for (corner, place) in [(12, top), (20, top), (20, top + 5), (12, top + 5)].enumerated() {
                    places[(corner * rows + place.1) * columns + place.0] = 0.5
                }
                planes[(top + 2) / 2 * columns / 2 + 8] = 0.9
            }
            for (corner, (x, y)) in [(-0.5, -0.3), (0.5, -0.3), (0.5, 0.3), (-0.5, 0.3)].enumerated() {
                for index in 0..<columns * rows / 4 {
                    planes[(1 + 2 * corner) * columns * rows / 4 + index] = Float(x)
                    planes[(2 + 2 * corner) * columns * rows / 4 + index] = Float(y)
                }
            }
            let answer = places + [1] + planes
            return (answer, [1, answer.count])
        }
        let unsure = FakeInferenceSession { _, shape in
            let count = shape[2] * shape[3] / 64
            return ([Float](repeating: 1 / Float(count), count: 4 * count) + [0], [1, 4 * count + 1])
        }
        let search = FakeInferenceSession { _, _ in throw ReadingError(.noCardFound, "searched for print") }
        let reader = try CardReader(
            manifest: ModelManifest(directory: Resources.directory + "/models"),
            sessions: .init(
                cardLocator: cards, cornerFinder: unsure, lineFinder: nothing, detector: search, recognizer: nothing),
            gazetteer: Gazetteer(directory: Resources.directory + "/gazetteer"))
        var options = ReadingOptions()
        for (card, message) in [
            (1, "searched for print"), (2, "the print on the card of that number is not laid out as a KTP's"),
            (3, "the picture shows no card of that number"),
        ] {
            options.card = card
            let photo = Photo(Image(size: Size(width: 800, height: 800), red: 90, green: 90, blue: 90))
            #expect { try reader.read(photo, options: options) } throws: {
                ($0 as? ReadingError)?.message == message
            }
        }
    }

    @Test("the masked picture shows nothing of the others")
    func masked() throws {
        let photo = try Self.sheet()
        let reading = try Self.read(photo, card: 2, pictures: [.masked])
        let masked = try Photo(bytes: #require(reading.pictures.first).jpeg)
        #expect(throws: ReadingError.self) { try Self.read(masked, card: 2) }
        let again = try Self.read(masked, card: nil)
        #expect(again[.district] == reading[.district])
        for number in [1, 3] {
            let other = try Self.read(photo, card: number)
            for key in [.nik, .name, .district, .village] as [FieldKey] {
                let secret = try #require(other[key])
                #expect(!again.lines.contains { $0.text.contains(secret) }, "\(key.rawValue)")
            }
        }
    }
}
