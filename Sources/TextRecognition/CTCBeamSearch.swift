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
        var parent = -1
        var character = -1
        var length = 0
    }

    /// A beginning of the tree, or one that is a character longer, and how likely it is so far, ending with a blank and
    /// ending with its last character.
    private struct Beam {
        var prefix: Int
        var added: Int?
        var blank = 0.0
        var open = 0.0
        var total: Double { blank + open }
    }

    /// The likeliest beams of a step, likeliest first; of equal ones the earlier is kept.
    private struct Shortlist {
        let width: Int
        private(set) var beams: [Beam] = []
        /// What a beam must exceed to be among them.
        private(set) var threshold = 0.0

        mutating func insert(_ beam: Beam) {
            let total = beam.total
            guard total > threshold else { return }
            if beams.count == width { beams.removeLast() }
            var place = beams.count
            while place > 0, beams[place - 1].total < total { place -= 1 }
            beams.insert(beam, at: place)
            if beams.count == width { threshold = beams[width - 1].total }
        }
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
        var tree = [Prefix()]
        var beams = [Beam(prefix: 0, blank: 1)]
        var characters = [Double](repeating: 0, count: classes.count)
        var logarithm = 0.0
        for (index, time) in steps.enumerated() {
            let row = time * probabilities.classCount
            func probability(_ index: Int) -> Double { Double(max(probabilities.values[row + index], floor)) }
            for place in characters.indices { characters[place] = probability(classes[place].index) }
            // What cannot grow to its length any more makes room for what can.
            let shortest = length.map { $0 - (steps.count - index - 1) } ?? 0
            beams = followers(
                of: beams, in: tree, blank: probability(0), characters,
                lengths: shortest...max(shortest, length ?? .max))
            let sum = beams.reduce(0) { $0 + $1.total }
            guard sum > 0 else { return [] }
            logarithm += log(sum)
            for place in beams.indices {
                beams[place].blank /= sum
                beams[place].open /= sum
                guard let added = beams[place].added else { continue }
                let parent = beams[place].prefix
                beams[place].prefix = tree.count
                beams[place].added = nil
                tree.append(Prefix(parent: parent, character: added, length: tree[parent].length + 1))
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

    /// The beams after one more step, likeliest first: the same beginnings, and those that are a character longer.
    private func followers(
        of beams: [Beam], in tree: [Prefix], blank: Double, _ characters: [Double], lengths: ClosedRange<Int>
    ) -> [Beam] {
        // How likely the beginning before a character is; the same character again needs a blank between.
        func reach(_ beam: Beam, _ character: Int) -> Double {
            character == tree[beam.prefix].character ? beam.blank : beam.total
        }
        var next = Shortlist(width: max(width, 1))
        for beam in beams where lengths.contains(tree[beam.prefix].length) {
            let prefix = tree[beam.prefix]
            var same = Beam(prefix: beam.prefix, blank: beam.total * blank)
            if prefix.parent >= 0 {
                same.open = beam.open * characters[prefix.character]
                if let parent = beams.first(where: { $0.prefix == prefix.parent }) {
                    same.open += reach(parent, prefix.character) * characters[prefix.character]
                }
            }
            next.insert(same)
        }
        for beam in beams where lengths.contains(tree[beam.prefix].length + 1) {
            for character in characters.indices {
                let open = reach(beam, character) * characters[character]
                guard open > next.threshold else { continue }
                let isKnown = beams.contains {
                    tree[$0.prefix].parent == beam.prefix && tree[$0.prefix].character == character
                }
                if !isKnown { next.insert(Beam(prefix: beam.prefix, added: character, open: open)) }
            }
        }
        return next.beams
    }
}
