import Foundation

/// Of several readings of one line of print finds the text that is likeliest by all of them.
public struct LineVote: Sendable {
    private let scorer: CTCScorer

    /// How much a space counts, as a logarithm: a narrow one shares its steps with the blank.
    private static let spaceBonus = 1.0
    /// The power to which probabilities are raised before they are added: below 1 the sure readings outvote the others less.
    private static let temper = 0.5

    /// Creates a vote for a network's alphabet.
    public init(alphabet: Alphabet) {
        scorer = CTCScorer(alphabet: alphabet, mayDropSpaces: false)
    }

    /// The reading whose text is likeliest by all of them together.
    ///
    /// - Parameter readings: Readings of the same print, with their probabilities; the first wins a draw.
    /// - Returns: One of them; nil where none has a text.
    /// - Complexity: O(n²) for n readings, each a pass of ``CTCScorer``.
    public func winner(of readings: [TextLine]) -> TextLine? {
        var best: (reading: TextLine, weight: Double)?
        var seen: Set<String> = [""]
        for reading in readings where seen.insert(reading.text).inserted {
            let weight = readings.reduce(0) { $0 + exp(Self.temper * logProbability(of: reading.text, in: $1)) }
            if weight > best?.weight ?? -1 { best = (reading, weight) }
        }
        return best?.reading
    }

    private func logProbability(of text: String, in reading: TextLine) -> Double {
        guard let probabilities = reading.probabilities,
            let own = scorer.logProbability(of: text, in: probabilities, steps: 0..<probabilities.stepCount)
        else { return -.infinity }
        return own + Self.spaceBonus * Double(text.count { $0 == " " })
    }
}
