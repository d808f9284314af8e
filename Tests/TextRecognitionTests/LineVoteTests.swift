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
}
