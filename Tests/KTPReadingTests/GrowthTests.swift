import KTPReading
import Raster
import Testing
import TextRecognition

@Suite("Growth of a line")
struct GrowthTests {
    private static func line(_ text: String, last probability: Float = 0.95) -> TextLine {
        let count = text.count { $0 != " " }
        var seen = 0
        let steps = text.enumerated().map { index, character in
            seen += character == " " ? 0 : 1
            let isLast = seen == count && character != " "
            return TextLine.Step(
                character: character, probability: isLast ? probability : 0.99,
                position: Float(index) / Float(text.count))
        }
        return TextLine(quad: Quad(x: 0, y: 0, width: 200, height: 20), steps: steps)
    }

    @Test(
        "a street goes on with a dash alone, and one that is sure",
        arguments: [
            ("JL. A -", Float(0.95), true), ("JL. A - ", 0.95, true), ("JL. A -", 0.5, false), ("JL. A-", 0.95, false),
            ("JL. A", 0.95, false), ("JL. A B", 0.95, false), ("JL. B -", 0.95, false),
        ])
    func street(text: String, probability: Float, goesOn: Bool) {
        let growth = Growth(key: .street, line: 0, cause: .broken)
        #expect((growth.continuation(of: Self.line("JL. A"), in: Self.line(text, last: probability)) != nil) == goesOn)
    }

    @Test(
        "other values go on with anything behind what they were",
        arguments: [("WONODADI", true), ("WONODA DI", true), ("WONODA", false), ("WONOGIRI", false), ("WON", false)])
    func others(text: String, goesOn: Bool) {
        #expect(
            (Growth(key: .district, line: 0, cause: .unlisted).continuation(
                of: Self.line("WONODA"), in: Self.line(text)) != nil) == goesOn)
    }

    @Test(
        "a street that ends with a word before a number goes on with it",
        arguments: [
            ("JL. A NO. 5", "JL. A NO. 5"), ("JL. A NO. DD 5", "JL. A NO. DD 5"), ("JL. A NO.", nil),
            ("JL. B NO. 5", nil),
        ])
    func announced(text: String, expected: String?) {
        let growth = Growth(key: .street, line: 0, cause: .announced)
        #expect(growth.continuation(of: Self.line("JL. A NO."), in: Self.line(text))?.text == expected)
    }

    @Test("unsure characters at the end are ground")
    func ground() {
        let growth = Growth(key: .street, line: 0, cause: .broken)
        let after = Self.line("JL. A - E", last: 0.3)
        #expect(growth.continuation(of: Self.line("JL. A"), in: after)?.text == "JL. A -")
    }

    @Test("which streets announce a number")
    func announcing() {
        for street in ["JL. A NO", "JL. A NO.", "JL. A BLOK", "JL. A RT"] { #expect(Growth.announcesNumber(street)) }
        for street in ["JL. A", "JL. A NO:5", "", "JL. KARNO"] { #expect(!Growth.announcesNumber(street)) }
    }
}
