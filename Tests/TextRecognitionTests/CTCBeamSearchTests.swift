import Foundation
import TestSupport
import Testing
import TextRecognition

@Suite("CTC beam search")
struct CTCBeamSearchTests {
    private static let alphabet = Alphabet("ABC")
    private static let steps = 6

    private static func random(seed: UInt64) -> LineProbabilities {
        var generator = SeededGenerator(seed: seed)
        let rows = (0..<steps).flatMap { _ -> [Float] in
            let values = (0..<4).map { _ in Float.random(in: 0.01...1, using: &generator) }
            let sum = values.reduce(0, +)
            return values.map { $0 / sum }
        }
        return LineProbabilities(stepCount: steps, classCount: 4, values: rows)
    }

    /// The probability of every text: the sum over the paths, one by one, that spell it by CTC's own rule.
    private static func enumerated(_ line: LineProbabilities, allowing allowed: String) -> [String: Double] {
        var sums: [String: Double] = [:]
        func extend(_ step: Int, _ text: String, _ last: Int, _ probability: Double) {
            guard step < line.stepCount else {
                sums[text, default: 0] += probability
                return
            }
            for index in 0..<line.classCount {
                let character = index > 0 ? alphabet.characters[index - 1] : nil
                if let character, !allowed.contains(character) { continue }
                let next = index == last ? text : text + (character.map { String($0) } ?? "")
                extend(step + 1, next, index, probability * Double(line.values[step * line.classCount + index]))
            }
        }
        extend(0, "", 0, 1)
        return sums
    }

    private static func search(allowing allowed: String = "ABC", width: Int = 10_000) -> CTCBeamSearch {
        var search = CTCBeamSearch(alphabet: alphabet) { allowed.contains($0) }
        search.width = width
        return search
    }

    @Test(
        "a beam that is wide enough gives every text and its probability", arguments: ["ABC", "AC", "B"],
        [UInt64(1), 2, 3])
    func matchesEnumeration(allowed: String, seed: UInt64) throws {
        let line = Self.random(seed: seed)
        let expected = Self.enumerated(line, allowing: allowed)
        let found = Self.search(allowing: allowed).texts(in: line, steps: 0..<Self.steps)
        #expect(Set(found.map(\.text)) == Set(expected.keys))
        #expect(found.count == expected.count)
        for hypothesis in found {
            let probability = try #require(expected[hypothesis.text])
            #expect(abs(exp(hypothesis.logProbability) / probability - 1) < 1e-5, "\(hypothesis.text)")
        }
        for (better, worse) in zip(found, found.dropFirst()) {
            #expect(better.logProbability >= worse.logProbability)
        }
    }

    @Test("of a length there are those of it alone, as likely as without it", arguments: 0...5, [UInt64(4), 5])
    func length(length: Int, seed: UInt64) throws {
        let line = Self.random(seed: seed)
        let expected = Self.enumerated(line, allowing: "ABC").filter { $0.key.count == length }
        let found = Self.search().texts(in: line, steps: 0..<Self.steps, length: length)
        #expect(Set(found.map(\.text)) == Set(expected.keys))
        for hypothesis in found {
            let probability = try #require(expected[hypothesis.text])
            #expect(abs(exp(hypothesis.logProbability) / probability - 1) < 1e-5, "\(hypothesis.text)")
        }
    }

    @Test("a narrow beam finds the likeliest text of a line that was read well, and overrates none")
    func narrow() throws {
        let sure: [[Float]] = [
            [0.1, 0.8, 0.05, 0.05], [0.9, 0.04, 0.03, 0.03], [0.1, 0.8, 0.05, 0.05], [0.05, 0.05, 0.1, 0.8],
            [0.3, 0.05, 0.05, 0.6], [0.2, 0.1, 0.6, 0.1],
        ]
        let line = LineProbabilities(stepCount: 6, classCount: 4, values: sure.flatMap { $0 })
        let expected = Self.enumerated(line, allowing: "ABC")
        let found = Self.search(width: 4).texts(in: line, steps: 0..<6)
        #expect(found.count == 4)
        #expect(found.first?.text == expected.max { $0.value < $1.value }?.key)
        for hypothesis in found {
            let probability = try #require(expected[hypothesis.text])
            #expect(exp(hypothesis.logProbability) <= probability * 1.00001)
        }
    }

    @Test("only the steps given count, and a length beyond them is impossible")
    func bounds() {
        let line = Self.random(seed: 6)
        let search = Self.search()
        #expect(search.texts(in: line, steps: 0..<Self.steps, length: Self.steps + 1).isEmpty)
        #expect(search.texts(in: line, steps: 2..<4).allSatisfy { $0.text.count <= 2 })
        #expect(search.texts(in: line, steps: -3..<99).count == search.texts(in: line, steps: 0..<Self.steps).count)
    }
}
