import Foundation
import KTPReading
import Raster
import Testing
import TextRecognition

/// The number by the line's probabilities and by what repeats a part of it.
@Suite("the NIK's digits", .enabled(if: FileManager.default.fileExists(atPath: Resources.directory + "/gazetteer")))
struct NIKReaderTests {
    private static let alphabet = Alphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,-/'+: ")
    private static let number = "3204371708919017"

    /// A line with a number, each digit as sure as told, and the one at a place perhaps another.
    private static func line(
        _ text: String, place: Int = 0, _ own: Float = 0.999, other: Character? = nil, _ rest: Float = 0
    ) -> TextLine {
        let classCount = alphabet.characters.count + 1
        var values: [Float] = []
        for (index, character) in text.enumerated() {
            var row = [Float](repeating: 1e-6, count: classCount)
            row[alphabet.classIndex(of: character) ?? 0] = index == place ? own : 0.999
            if index == place, let other { row[alphabet.classIndex(of: other) ?? 0] = rest }
            var blank = [Float](repeating: 1e-6, count: classCount)
            blank[0] = 0.999
            values += row + blank
        }
        let probabilities = LineProbabilities(stepCount: 2 * text.count, classCount: classCount, values: values)
        return TextLine(
            quad: Quad(x: 0, y: 0, width: 320, height: 20), steps: CTCDecoder(alphabet: alphabet).decode(probabilities),
            probabilities: probabilities)
    }

    private static func read(_ line: TextLine, birthDate: String? = nil, sex: String? = nil) throws -> Field {
        let reader = NIKReader(gazetteer: try Resources.gazetteer.get(), alphabet: alphabet)
        let context = NIKReader.Context(
            birthDate: birthDate.map { Field(value: $0, confidence: 0.99) },
            sex: sex.map { Field(value: $0, confidence: 0.99) }, regencyCode: nil)
        return reader.read(GlyphRun(line, index: 0), [line], context)
    }

    @Test("a number read well stays, whatever else the card says")
    func sure() throws {
        let field = try Self.read(Self.line(Self.number), birthDate: "18-08-1991", sex: "PEREMPUAN")
        #expect(field.value == Self.number && field.source == .read && field.confidence > 0.99)
    }

    @Test("a digit in doubt is decided by the date that repeats it, and the other stays a candidate")
    func doubtful() throws {
        let wrong = "3204371708919017".replacing("1708", with: "1768")
        let line = Self.line(wrong, place: 8, 0.6, other: "0", 0.39)
        let field = try Self.read(line, birthDate: "17-08-1991")
        #expect(field.value == Self.number && field.rule == "nik.digits" && field.text == wrong)
        #expect(field.confidence > 0.9)
    }

    @Test("letters are read as the digits that the network thinks likeliest there")
    func letter() throws {
        let line = Self.line("32O4371708919017", place: 2, 0.7, other: "0", 0.29)
        #expect(try Self.read(line).value == Self.number)
    }

    @Test("a number that lacks a digit is none")
    func short() throws {
        let field = try Self.read(Self.line(String(Self.number.dropLast())))
        #expect(field.value == nil && field.confidence == 0)
    }
}
