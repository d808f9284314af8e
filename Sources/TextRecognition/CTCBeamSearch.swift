import Foundation

/// Finds the likeliest texts of a line under its class probabilities, each the sum over all the ways in which CTC can
/// spell it.
///
/// Prefix search of Graves & Jaitly, "Towards end-to-end speech recognition with recurrent neural networks", 2014, with a
/// beam, over some of the alphabet's characters.
public struct CTCBeamSearch: Sendable {
    /// A text and how likely it is.
    public struct Hypothesis: Sendable {
        /// The text.
        public var text: String
        /// The natural logarithm of its probability; comparable with those of the same steps and characters.
        public var logProbability: Double
    }

    /// Beginnings of texts that are followed from one step to the next.
    public var width = 32
    /// The probability that any class has at least, as in ``CTCScorer/floor``.
    public var floor: Float = 1e-5

    private let classes: [(index: Int, character: Character)]

    /// Creates a search.
    ///
    /// - Parameters:
    ///   - alphabet: The network's.
    ///   - isAllowed: The characters that texts may have; the others are taken for unreadable marks.
    public init(alphabet: Alphabet, allowing isAllowed: (Character) -> Bool) {
        classes = alphabet.characters.enumerated().compactMap { index, character in
            isAllowed(character) ? (index + 1, character) : nil
        }
    }

    /// The beginning of a text: its last character, and the beginning before that.
    private struct Prefix {
        var parent: Int
        var character: Int
        var length: Int
        var children: [Int: Int] = [:]
    }

    /// How likely a beginning is so far, ending with a blank and ending with its last character.
    private struct Beam {
        var prefix: Int
        var blank: Double
        var open: Double
        var total: Double { blank + open }
    }

    /// The likeliest texts.
    ///
    /// - Parameters:
    ///   - probabilities: The line's class probabilities.
    ///   - steps: The time steps that hold the text.
    ///   - length: The number of characters that the text must have; nil for any.
    /// - Returns: Texts, likeliest first, at most ``width``; empty when none of the length fits.
    /// - Complexity: O(steps * width * characters).
    public func texts(
        in probabilities: LineProbabilities, steps: Range<Int>, length: Int? = nil
    ) -> [Hypothesis] {
        let steps = steps.clamped(to: 0..<probabilities.stepCount)
        let longest = length ?? .max
        var tree = [Prefix(parent: -1, character: -1, length: 0)]
        var beams = [Beam(prefix: 0, blank: 1, open: 0)]
        var logarithm = 0.0
        for (index, time) in steps.enumerated() {
            let row = time * probabilities.classCount
            func probability(_ index: Int) -> Double { Double(max(probabilities.values[row + index], floor)) }
            let characters = classes.map { probability($0.index) }
            let blank = probability(0)
            var next: [Int: Beam] = [:]
            func add(_ prefix: Int, blank: Double = 0, open: Double = 0) {
                next[prefix, default: Beam(prefix: prefix, blank: 0, open: 0)].blank += blank
                next[prefix]?.open += open
            }
            for beam in beams {
                let last = tree[beam.prefix].character
                add(beam.prefix, blank: beam.total * blank, open: last < 0 ? 0 : beam.open * characters[last])
                guard tree[beam.prefix].length < longest else { continue }
                for (character, own) in characters.enumerated() {
                    // The same character again needs a blank between.
                    let reach = character == last ? beam.blank : beam.total
                    guard reach > 0 else { continue }
                    let child: Int
                    if let known = tree[beam.prefix].children[character] {
                        child = known
                    } else {
                        child = tree.count
                        tree[beam.prefix].children[character] = child
                        tree.append(
                            Prefix(
                                parent: beam.prefix, character: character, length: tree[beam.prefix].length + 1))
                    }
                    add(child, open: reach * own)
                }
            }
            // What cannot grow to its length any more makes room for what can.
            let left = steps.count - index - 1
            let live = next.values.filter { length == nil || tree[$0.prefix].length + left >= longest }
            beams = live.sorted { ($0.total, $1.prefix) > ($1.total, $0.prefix) }.prefix(width).map { $0 }
            let sum = beams.reduce(0) { $0 + $1.total }
            guard sum > 0 else { return [] }
            logarithm += log(sum)
            for beam in beams.indices {
                beams[beam].blank /= sum
                beams[beam].open /= sum
            }
        }
        return beams.filter { length == nil || tree[$0.prefix].length == length }.map { beam in
            var text: [Character] = []
            var prefix = beam.prefix
            while tree[prefix].parent >= 0 {
                text.append(classes[tree[prefix].character].character)
                prefix = tree[prefix].parent
            }
            return Hypothesis(text: String(text.reversed()), logProbability: logarithm + log(beam.total))
        }
    }
}
