import Foundation
import KTPReading
import Raster
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
