import Foundation
import TestSupport
import Testing
import TextRecognition

@Suite("CTC beam search")
struct CTCBeamSearchTests {
    private static let alphabet = Alphabet("AB1")

    private static func random(_ steps: Int, seed: UInt64) -> LineProbabilities {
        var generator = SeededGenerator(seed: seed)
        let rows = (0..<steps).map { _ in
            let values = (0..<4).map { _ in Float.random(in: 0.01...1, using: &generator) }
            let sum = values.reduce(0, +)
            return values.map { $0 / sum }
        }
        return LineProbabilities(stepCount: steps, classCount: 4, values: rows.flatMap(\.self))
    }

    /// The probability of every text, summed over all its paths one by one; paths through other classes do not count.
    private static func enumerated(_ line: LineProbabilities, classes: [Int]) -> [String: Double] {
        var sums: [String: Double] = [:]
        func extend(_ step: Int, _ text: String, _ last: Int, _ probability: Double) {
            if step == line.stepCount {
                sums[text, default: 0] += probability
                return
            }
            for index in [0] + classes {
                let isNew = index > 0 && index != last
                extend(
                    step + 1, isNew ? text + String(alphabet.characters[index - 1]) : text, index,
                    probability * Double(line.values[step * line.classCount + index]))
            }
        }
        extend(0, "", 0, 1)
        return sums
    }

    @Test("a beam that holds every text finds each with the sum over all its paths", arguments: [UInt64(1), 2, 3, 4])
    func matchesEnumeration(seed: UInt64) {
        let line = Self.random(5, seed: seed)
        var search = CTCBeamSearch(alphabet: Self.alphabet) { _ in true }
        search.width = 1000
        let expected = Self.enumerated(line, classes: [1, 2, 3])
        let found = search.texts(in: line, steps: 0..<5)
        #expect(found.count == expected.count)
        for hypothesis in found {
            #expect(abs(exp(hypothesis.logProbability) - (expected[hypothesis.text] ?? 0)) < 1e-6)
        }
        #expect(found.map(\.logProbability) == found.map(\.logProbability).sorted(by: >))
    }

    @Test("only allowed characters are in texts, and only texts of the length asked for", arguments: [UInt64(5), 6])
    func restricted(seed: UInt64) {
        let line = Self.random(6, seed: seed)
        var search = CTCBeamSearch(alphabet: Self.alphabet) { $0.isLetter }
        search.width = 1000
        let expected = Self.enumerated(line, classes: [1, 2]).filter { $0.key.count == 3 }
        let found = search.texts(in: line, steps: 0..<6, length: 3)
        #expect(Set(found.map(\.text)) == Set(expected.keys))
        for hypothesis in found {
            #expect(abs(exp(hypothesis.logProbability) - (expected[hypothesis.text] ?? 0)) < 1e-6)
        }
    }

    @Test("a narrow beam finds the likeliest text of peaked steps")
    func narrow() throws {
        var rows = [[Float]](repeating: [0.97, 0.01, 0.01, 0.01], count: 5)
        rows[0] = [0.01, 0.97, 0.01, 0.01]
        rows[2] = [0.01, 0.55, 0.43, 0.01]
        rows[4] = [0.01, 0.01, 0.01, 0.97]
        let line = LineProbabilities(stepCount: 5, classCount: 4, values: rows.flatMap(\.self))
        var search = CTCBeamSearch(alphabet: Self.alphabet) { _ in true }
        search.width = 4
        #expect(search.texts(in: line, steps: 0..<5).prefix(2).map(\.text) == ["AA1", "AB1"])
        #expect(search.texts(in: line, steps: 1..<5).first?.text == "A1")
    }

    @Test("a text that does not fit into the steps is not found")
    func tooLong() {
        let line = Self.random(3, seed: 7)
        let search = CTCBeamSearch(alphabet: Self.alphabet) { _ in true }
        #expect(search.texts(in: line, steps: 0..<3, length: 4).isEmpty)
        #expect(search.texts(in: line, steps: 0..<0, length: 1).isEmpty)
        #expect(search.texts(in: line, steps: 0..<0).map(\.text) == [""])
    }
}
