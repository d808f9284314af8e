import Foundation
import TextRecognition

/// Weighs a text that a field could hold against the one that was read, by what the network said of the line.
struct TextLikelihood: Sendable {
    private let scorer: CTCScorer

    /// - Parameters:
    ///   - alphabet: The network's alphabet.
    ///   - mayDropSpaces: Whether a text's spaces need not have been seen.
    init(alphabet: Alphabet, mayDropSpaces: Bool = true) {
        scorer = CTCScorer(alphabet: alphabet, mayDropSpaces: mayDropSpaces)
    }

    /// What was read, to weigh texts against.
    struct Reading {
        fileprivate let scorer: CTCScorer
        fileprivate let probabilities: LineProbabilities
        fileprivate let steps: Range<Int>
        fileprivate let logProbability: Double

        /// How many times as likely a text is as what was read, as a logarithm: 0 for as likely, below 0 for less.
        ///
        /// - Returns: The natural logarithm; nil where the text cannot be written in the steps.
        func advantage(of text: String) -> Double? {
            scorer.logProbability(of: text, in: probabilities, steps: steps).map { $0 - logProbability }
        }
    }

    /// What was read in a run; nil where it is put together from several lines, or the network's probabilities are not
    /// known.
    func reading(of run: GlyphRun, _ lines: [TextLine]) -> Reading? {
        guard let (line, steps) = Self.steps(of: run, lines), let probabilities = lines[line].probabilities,
            let read = scorer.logProbability(of: run.text, in: probabilities, steps: steps)
        else { return nil }
        return Reading(scorer: scorer, probabilities: probabilities, steps: steps, logProbability: read)
    }

    /// How many times as likely a text is as what was read in a run; nil where either is not known.
    func advantage(of text: String, over run: GlyphRun, _ lines: [TextLine]) -> Double? {
        reading(of: run, lines)?.advantage(of: text)
    }

    /// The time steps of a run's line from what was read before it to what was read after it.
    static func steps(of run: GlyphRun, _ lines: [TextLine]) -> (line: Int, steps: Range<Int>)? {
        guard let first = run.glyphs.first, let last = run.glyphs.last, let index = first.line,
            run.glyphs.allSatisfy({ $0.line == index }), let probabilities = lines[index].probabilities
        else { return nil }
        let line = lines[index]
        let scale = Float(probabilities.stepCount) * line.contentShare
        let before = line.steps.last { $0.position < first.position - 1e-4 }.map { Int($0.position * scale) + 1 } ?? 0
        let after = line.steps.first { $0.position > last.position + 1e-4 }.map { Int($0.position * scale) }
        let end = after ?? probabilities.stepCount
        return before < end ? (index, before..<end) : nil
    }
}
