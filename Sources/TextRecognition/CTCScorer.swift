import Foundation

/// Tells how likely a text is under a line's class probabilities: the sum over all the ways in which CTC can spell it.
///
/// The forward pass of Graves et al., "Connectionist temporal classification", 2006, section 4.1. A space may be left out,
/// since narrow ones share their steps with what stands beside them.
public struct CTCScorer: Sendable {
    private let alphabet: Alphabet

    /// The probability that any class has at least: networks are surer of themselves than they have reason to be.
    public var floor: Float = 1e-5

    private let mayDropSpaces: Bool

    /// Creates a scorer for a network's alphabet.
    ///
    /// - Parameters:
    ///   - alphabet: The alphabet.
    ///   - mayDropSpaces: Whether a text is as likely where a space of it is left out.
    public init(alphabet: Alphabet, mayDropSpaces: Bool = true) {
        self.alphabet = alphabet
        self.mayDropSpaces = mayDropSpaces
    }

    /// The logarithm of a text's probability.
    ///
    /// - Parameters:
    ///   - text: The text; a character that the network does not know makes it impossible.
    ///   - probabilities: The line's class probabilities.
    ///   - steps: The time steps that hold the text and nothing else.
    /// - Returns: The natural logarithm; nil when the text cannot be spelled in so few steps, or not at all.
    /// - Complexity: O(steps * characters).
    public func logProbability(of text: String, in probabilities: LineProbabilities, steps: Range<Int>) -> Double? {
        let steps = steps.clamped(to: 0..<probabilities.stepCount)
        let classes = text.compactMap { alphabet.classIndex(of: $0) }
        guard classes.count == text.count, !classes.isEmpty, steps.count >= classes.count / 2 else { return nil }
        let space = alphabet.classIndex(of: " ")
        // States: a blank before each character, the character, and a blank at the end.
        let count = 2 * classes.count + 1
        func label(_ state: Int) -> Int { state % 2 == 0 ? 0 : classes[state / 2] }
        func isSpace(_ state: Int) -> Bool {
            mayDropSpaces && state >= 0 && state % 2 == 1 && classes[state / 2] == space
        }
        var current = [Double](repeating: 0, count: count)
        var next = current
        var logarithm = 0.0
        for (index, time) in steps.enumerated() {
            let row = time * probabilities.classCount
            var sum = 0.0
            for state in 0..<count {
                var reach = 0.0
                if index == 0 {
                    reach = state <= 1 || isSpace(1) && state <= 3 ? 1 : 0
                } else {
                    reach = current[state]
                    if state >= 1 { reach += current[state - 1] }
                    if state % 2 == 1 {
                        if state >= 3, label(state) != label(state - 2) { reach += current[state - 2] }
                        // Past a space that is not there.
                        if isSpace(state - 2) {
                            reach += state >= 3 ? current[state - 3] : 0
                            if state >= 5, label(state) != label(state - 4) { reach += current[state - 4] }
                        }
                    }
                }
                let probability = max(probabilities.values[row + label(state)], floor)
                next[state] = reach * Double(probability)
                sum += next[state]
            }
            guard sum > 0 else { return nil }
            for state in 0..<count { next[state] /= sum }
            logarithm += log(sum)
            swap(&current, &next)
        }
        let end = current[count - 1] + current[count - 2]
        return end > 0 ? logarithm + log(end) : nil
    }
}
