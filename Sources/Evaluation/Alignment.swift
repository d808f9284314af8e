/// How a string that should have been read turns into the one that was, by the fewest single-character changes.
public struct Alignment: Sendable, Equatable {
    /// One character of either string, or of both; never nil on both sides.
    public struct Step: Sendable, Hashable {
        /// The character that should be there; nil when one was put in.
        public let expected: Character?
        /// The character that was read; nil when one was left out.
        public let found: Character?

        /// Creates a step.
        public init(expected: Character?, found: Character?) {
            self.expected = expected
            self.found = found
        }

        /// Whether the step keeps its character.
        public var isMatch: Bool { expected == found }
    }

    /// The steps from the first character to the last.
    public let steps: [Step]

    /// The number of characters put in, left out or exchanged (Levenshtein distance).
    public var distance: Int { steps.count { !$0.isMatch } }

    /// Aligns two strings; of equally short ways the one that exchanges characters is taken.
    ///
    /// - Complexity: O(*n* * *m*) in the characters of the two strings.
    public init(expected: String, found: String) {
        let (a, b) = (Array(expected), Array(found))
        let costs = Self.costs(a, b)
        var steps: [Step] = []
        var (i, j) = (a.count, b.count)
        while i > 0 || j > 0 {
            let exchange = i > 0 && j > 0 ? costs[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1) : Int.max
            if exchange == costs[i][j] {
                (i, j) = (i - 1, j - 1)
                steps.append(Step(expected: a[i], found: b[j]))
            } else if i > 0, costs[i - 1][j] + 1 == costs[i][j] {
                i -= 1
                steps.append(Step(expected: a[i], found: nil))
            } else {
                j -= 1
                steps.append(Step(expected: nil, found: b[j]))
            }
        }
        self.steps = steps.reversed()
    }

    /// `costs[i][j]` is the distance between the first `i` characters of `a` and the first `j` of `b`.
    private static func costs(_ a: [Character], _ b: [Character]) -> [[Int]] {
        var costs = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                row.append(min(costs[i][j] + (a[i] == b[j] ? 0 : 1), costs[i][j + 1] + 1, row[j] + 1))
            }
            costs.append(row)
        }
        return costs
    }
}
