import Raster
import Testing
import TextRecognition

@Suite("Line vote")
struct LineVoteTests {
    private static let alphabet = Alphabet("ABI ")
    private static let vote = LineVote(alphabet: alphabet)

    /// A reading that says a text, each character with a probability and what else it could be; a blank between them.
    private static func reading(_ text: String, _ probability: Float = 0.97, instead: [Int: Character] = [:])
        -> TextLine
    {
        var values: [Float] = []
        for (index, character) in text.enumerated() {
            var row = [Float](repeating: 0.002, count: alphabet.classCount)
            row[alphabet.classIndex(of: character) ?? 0] = probability
            row[instead[index].flatMap { alphabet.classIndex(of: $0) } ?? 0] += 1 - probability
            values += row + [0.99] + [Float](repeating: 0.002, count: alphabet.classCount - 1)
        }
        let probabilities = LineProbabilities(
            stepCount: 2 * text.count, classCount: alphabet.classCount, values: values)
        return TextLine(
            quad: Quad(x: 0, y: 0, width: 100, height: 20), steps: CTCDecoder(alphabet: alphabet).decode(probabilities),
            probabilities: probabilities)
    }

    @Test("a doubtful reading is outvoted by surer ones")
    func outvoted() throws {
        let doubtful = Self.reading("AB", 0.55, instead: [1: "I"])
        #expect(doubtful.text == "AB")
        let winner = try #require(Self.vote.winner(of: [doubtful, Self.reading("AI"), Self.reading("AI")]))
        #expect(winner.text == "AI")
    }

    @Test("a sure reading is not outvoted by a doubtful one, wherever it stands")
    func sure() {
        let doubtful = Self.reading("AB", 0.55, instead: [1: "I"])
        #expect(Self.vote.winner(of: [doubtful, Self.reading("AI")])?.text == "AI")
        #expect(Self.vote.winner(of: [Self.reading("AI"), doubtful])?.text == "AI")
    }

    @Test("a space that one reading in two has is kept")
    func space() {
        let narrow = Self.reading("A B", 0.6)
        #expect(narrow.text == "A B")
        #expect(Self.vote.winner(of: [Self.reading("A B"), narrow])?.text == "A B")
    }

    @Test("of readings that agree the first is taken, and of none nothing")
    func trivial() {
        #expect(Self.vote.winner(of: [Self.reading("AB", 0.9), Self.reading("AB")])?.steps.first?.probability == 0.9)
        #expect(Self.vote.winner(of: [TextLine(quad: Quad(x: 0, y: 0, width: 9, height: 9), steps: [])]) == nil)
        #expect(Self.vote.winner(of: []) == nil)
    }

    /// Polls lines whose further readings are given in their order; tells how often each was read.
    private static func poll(
        _ lines: [TextLine], isUnsettled: Bool = false, further: (_ line: Int, _ reading: Int) -> TextLine
    ) -> (texts: [String], readings: [Int]) {
        var counts = [Int](repeating: 0, count: lines.count)
        let winners = LinePoll(alphabet: alphabet).winners(of: lines, isUnsettled: { _ in isUnsettled }) { regions in
            regions.map { region in
                let line = Int(region.quad.center.x / 100)
                defer { counts[line] += 1 }
                return further(line, counts[line])
            }
        }
        for (line, winner) in zip(lines, winners) { #expect(winner.quad == line.quad) }
        return (winners.map(\.text), counts)
    }

    /// A reading in its own place, so that the poll's regions tell which line they are of.
    private static func reading(_ text: String, _ probability: Float = 0.97, at line: Int) -> TextLine {
        var result = reading(text, probability)
        result.quad = Quad(x: 100 * Float(line), y: 0, width: 99, height: 20)
        return result
    }

    @Test("a line whose first further reading agrees with it is read once more, another four times")
    func rounds() {
        let lines = [Self.reading("AB", at: 0), Self.reading("AB", 0.55, at: 1)]
        let result = Self.poll(lines) { line, _ in Self.reading(line == 0 ? "AB" : "AI") }
        #expect(result.texts == ["AB", "AI"] && result.readings == [1, 4])
    }

    @Test("further readings see the print wider and narrower, nearer and from further away")
    func crops() {
        let line = Self.reading("AB", 0.55, at: 0)
        var crops: [TextRegion] = []
        _ = LinePoll(alphabet: Self.alphabet).winners(of: [line], isUnsettled: { _ in true }) { regions in
            crops += regions
            return regions.map { _ in line }
        }
        #expect(crops.contains { $0.stretch > 1 && $0.quad.height < line.quad.height })
        #expect(crops.contains { $0.stretch < 1 && $0.quad.height > line.quad.height })
        #expect(Set(crops.map(\.quad.center.y)).count > 2)
    }

    @Test("a character in doubt, or a value that nobody knows, takes all further readings")
    func doubtInAgreement() {
        let doubtful = Self.poll([Self.reading("AB", 0.55, at: 0)]) { _, reading in
            Self.reading(reading < 2 ? "AB" : "AI", reading < 2 ? 0.55 : 0.97)
        }
        #expect(doubtful.texts == ["AI"] && doubtful.readings == [4])
        let unsettled = Self.poll([Self.reading("AB", at: 0)], isUnsettled: true) { _, _ in Self.reading("AB") }
        #expect(unsettled.texts == ["AB"] && unsettled.readings == [4])
        #expect(Self.poll([]) { _, _ in Self.reading("AB") }.texts.isEmpty)
    }
}
