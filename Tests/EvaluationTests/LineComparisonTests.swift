import Evaluation
import KTPReading
import Raster
import Testing
import TextRecognition

@Suite("Lines beside their labels")
struct LineComparisonTests {
    private static func read(_ text: String, x: Float, y: Float = 0, width: Float) -> TextLine {
        let count = Float(text.count)
        let steps = text.enumerated().map { index, character in
            TextLine.Step(character: character, probability: 1, position: (Float(index) + 0.5) / count)
        }
        return TextLine(quad: Quad(x: x, y: y, width: width, height: 20), steps: steps)
    }

    /// `BUDI` stands from 100 to 140, ten pixels a character.
    private static let truth = LabelledDataset.Line(
        text: "BUDI", isNIK: false, quad: Quad(x: 100, y: 4, width: 40, height: 12))

    @Test(
        "what stands inside the outline counts, however the reader cut it into lines",
        arguments: [
            ([read("BUDI", x: 100, width: 40)], "BUDI", true), ([read("Nama : BUDI", x: 30, width: 110)], "BUDI", true),
            ([read("DI", x: 120, width: 20), read("BU", x: 100, width: 20)], "BUDI", true),
            ([read("bu di.", x: 95, width: 50)], "bu di.", true), ([read("BUD", x: 100, width: 40)], "BUD", false),
            ([read("BUDI", x: 100, y: 20, width: 40)], nil, false), ([], nil, false),
        ] as [([TextLine], String?, Bool)])
    func gathered(lines: [TextLine], found: String?, isRight: Bool) {
        let comparison = LineComparison(Self.truth, in: lines)
        #expect(comparison.found == found)
        #expect(comparison.isRight == isRight)
    }

    @Test("a report counts lines, corners and degradations by their names")
    func report() throws {
        let corners = Quad(x: 10, y: 10, width: 100, height: 60)
        var picture = LabelledDataset.Picture(file: "a", profile: "scan", truth: [.name: .printed("BUDI")])
        (picture.degradations, picture.card) = (["glare", "noise"], corners)
        picture.lines = [
            Self.truth, LabelledDataset.Line(text: "12", isNIK: true, quad: Quad(x: 10, y: 90, width: 20, height: 9)),
        ]
        let evaluator = Evaluator { _, _ in
            var reading = CardReading.sample([.name: "BUDI"])
            reading.lines = [Self.read("BUDI", x: 100, width: 40)]
            reading.card.quad = corners.map { Point($0.x + 2, $0.y) }
            return reading
        }
        let report = evaluator.evaluate(LabelledDataset(folder: "", pictures: [picture]))
        let lines = try #require(report.lines["scan"])
        #expect([lines.all.printed, lines.all.found, lines.all.exact] == [2, 1, 1])
        #expect([lines.nik.printed, lines.nik.exact] == [1, 0])
        let found = try #require(report.corners["scan"])
        #expect(found.rate(within: 0.01) == 0 && found.rate(within: 0.03) == 1)
        #expect(report.degradations.keys.sorted() == ["glare", "noise"])
        #expect(report.degradations["glare"]?.values.exactRate == 1)
        #expect(report.degradations["glare"]?.nik.printed == 0)
    }

    @Test("a card that was not found has no corner in its place")
    func notFound() throws {
        var picture = LabelledDataset.Picture(file: "a", profile: "scan", truth: [:])
        picture.card = Quad(x: 0, y: 0, width: 10, height: 6)
        let evaluator = Evaluator { _, _ in throw ReadingError(.noCardFound, "none") }
        let report = evaluator.evaluate(LabelledDataset(folder: "", pictures: [picture]))
        #expect(report.corners["scan"]?.errors == [.infinity])
        #expect(report.corners["scan"]?.rate(within: 1) == 0)
    }
}
