import Foundation
import TestSupport
import Testing
import TextRecognition

@Suite("CTC scorer")
struct CTCScorerTests {
    private static let alphabet = Alphabet("ABI ")

    private static func line(_ rows: [[Float]]) -> LineProbabilities {
        LineProbabilities(stepCount: rows.count, classCount: rows[0].count, values: rows.flatMap { $0 })
    }

    private static func random(_ steps: Int, seed: UInt64) -> LineProbabilities {
        var generator = SeededGenerator(seed: seed)
        return line(
            (0..<steps).map { _ in
                let values = (0..<5).map { _ in Float.random(in: 0.01...1, using: &generator) }
                let sum = values.reduce(0, +)
                return values.map { $0 / sum }
            })
    }

    /// Every path's text by CTC's own rule: repeats merged, blanks dropped.
    private static func spelled(_ path: [Int]) -> String {
        var text = ""
        var last = 0
        for index in path {
            if index != last, index > 0 { text.append(alphabet.characters[index - 1]) }
            last = index
        }
        return text
    }

    /// The sum over all paths, one by one, that spell the text, with its spaces or, where they may be dropped, without.
    private static func enumerated(_ text: String, _ line: LineProbabilities, mayDropSpaces: Bool = true) -> Double {
        var sum = 0.0
        var path = [Int](repeating: 0, count: line.stepCount)
        func extend(_ step: Int, _ probability: Double) {
            if step == line.stepCount {
                let read = spelled(path)
                if read == text || mayDropSpaces && read == text.replacing(" ", with: "") { sum += probability }
                return
            }
            for index in 0..<line.classCount {
                path[step] = index
                extend(step + 1, probability * Double(line.values[step * line.classCount + index]))
            }
        }
        extend(0, 1)
        return sum
    }

    @Test(
        "it is the sum over all paths that spell the text, spaces left out or not",
        arguments: ["A", "AB", "AA", "A B", "BIB", "A A", "I AB"], [UInt64(1), 2, 3])
    func matchesEnumeration(text: String, seed: UInt64) throws {
        let line = Self.random(6, seed: seed)
        let found = try #require(CTCScorer(alphabet: Self.alphabet).logProbability(of: text, in: line, steps: 0..<6))
        let expected = Self.enumerated(text, line)
        #expect(abs(exp(found) - expected) < 1e-6 * max(expected, 1e-3), "\(exp(found)) \(expected)")
    }

    @Test("with all its spaces, where none may be left out", arguments: ["A B", "A A", "I AB"], [UInt64(1), 2])
    func spacesCount(text: String, seed: UInt64) throws {
        let line = Self.random(6, seed: seed)
        let scorer = CTCScorer(alphabet: Self.alphabet, mayDropSpaces: false)
        let found = try #require(scorer.logProbability(of: text, in: line, steps: 0..<6))
        let expected = Self.enumerated(text, line, mayDropSpaces: false)
        #expect(abs(exp(found) - expected) < 1e-6 * max(expected, 1e-3), "\(exp(found)) \(expected)")
    }

    @Test("only the steps given count")
    func range() throws {
        let sure: [Float] = [0.01, 0.96, 0.01, 0.01, 0.01]
        let line = Self.line([[0.01, 0.01, 0.96, 0.01, 0.01], sure, [0.96, 0.01, 0.01, 0.01, 0.01]])
        let scorer = CTCScorer(alphabet: Self.alphabet)
        let inside = try #require(scorer.logProbability(of: "A", in: line, steps: 1..<3))
        let whole = try #require(scorer.logProbability(of: "A", in: line, steps: 0..<3))
        #expect(inside > -0.1 && whole < -3)
        #expect(scorer.logProbability(of: "A", in: line, steps: -5..<99) == whole)
    }

    @Test("no class is impossible, but a character that the network does not know is")
    func bounds() throws {
        let line = Self.line([[0, 1, 0, 0, 0], [1, 0, 0, 0, 0]])
        let scorer = CTCScorer(alphabet: Self.alphabet)
        let other = try #require(scorer.logProbability(of: "B", in: line, steps: 0..<2))
        #expect(other.isFinite && other < -9)
        #expect(scorer.logProbability(of: "Z", in: line, steps: 0..<2) == nil)
        #expect(scorer.logProbability(of: "", in: line, steps: 0..<2) == nil)
        #expect(scorer.logProbability(of: "ABABABAB", in: line, steps: 0..<2) == nil)
    }
}
