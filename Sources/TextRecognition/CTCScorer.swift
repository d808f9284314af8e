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
        let states = States(classes, droppable: mayDropSpaces ? alphabet.classIndex(of: " ") : nil)
        return probabilities.values.withUnsafeBufferPointer { values in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * (States.reach + states.count)) { scratch in
                scratch.initialize(repeating: 0)
                guard let values = values.baseAddress, let first = scratch.baseAddress else { return nil }
                var current = first + States.reach
                var next = current + states.count + States.reach
                var logarithm = 0.0
                for (index, time) in steps.enumerated() {
                    let row = values + time * probabilities.classCount
                    let sum =
                        index == 0
                        ? states.begin(next, row, floor) : states.step(from: current, to: next, row, floor)
                    guard sum > 0 else { return nil }
                    let share = 1 / sum
                    for state in 0..<states.count { next[state] *= share }
                    logarithm += log(sum)
                    swap(&current, &next)
                }
                let end = current[states.count - 1] + current[states.count - 2]
                return end > 0 ? logarithm + log(end) : nil
            }
        }
    }
}

/// What a text's characters are spelled with: a blank before each, the character, and a blank at the end.
private struct States {
    private struct State {
        var label: Int
        /// 1 where the state two, three or four before it leads to it, else 0.
        var fromSecond = 0.0
        var fromThird = 0.0
        var fromFourth = 0.0
        /// 1 where a way may begin with it, else 0.
        var start = 0.0
    }

    /// How many states before one lead to it at most.
    static let reach = 4

    private let states: [State]

    var count: Int { states.count }

    /// - Parameters:
    ///   - characters: The characters' classes.
    ///   - space: The class of characters that may be left out.
    init(_ characters: [Int], droppable space: Int?) {
        var states = (0...2 * characters.count).map { State(label: $0 % 2 == 0 ? 0 : characters[$0 / 2]) }
        // A blank or the first character, or past a space.
        let starts = space != nil && characters.first == space ? 4 : 2
        for index in states.indices.prefix(starts) { states[index].start = 1 }
        for index in stride(from: 3, to: states.count, by: 2) {
            let label = states[index].label
            if label != states[index - 2].label { states[index].fromSecond = 1 }
            guard let space, states[index - 2].label == space else { continue }
            // Past a space that is not there.
            states[index].fromThird = 1
            if index >= 5, label != states[index - 4].label { states[index].fromFourth = 1 }
        }
        self.states = states
    }

    /// Fills in the first step.
    ///
    /// - Returns: The sum.
    func begin(_ next: UnsafeMutablePointer<Double>, _ row: UnsafePointer<Float>, _ floor: Float) -> Double {
        var sum = 0.0
        for (index, state) in states.enumerated() {
            next[index] = state.start * Double(max(row[state.label], floor))
            sum += next[index]
        }
        return sum
    }

    /// Fills in a further step from the one before it, which has ``reach`` zeros in front.
    ///
    /// - Returns: The sum.
    func step(
        from current: UnsafePointer<Double>, to next: UnsafeMutablePointer<Double>, _ row: UnsafePointer<Float>,
        _ floor: Float
    ) -> Double {
        states.withUnsafeBufferPointer { states in
            var sum = 0.0
            for index in 0..<states.count {
                let state = states[index]
                let near = current[index] + current[index - 1] + state.fromSecond * current[index - 2]
                let far = state.fromThird * current[index - 3] + state.fromFourth * current[index - 4]
                next[index] = (near + far) * Double(max(row[state.label], floor))
                sum += next[index]
            }
            return sum
        }
    }
}
