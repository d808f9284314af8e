/// Compares what was read with the labels that cards print, however badly it was read.
///
/// A label is looked for letter by letter: case, punctuation and spaces do not count, and look-alikes count little.
enum LabelMatcher {
    /// A label found in a run.
    struct Match: Sendable {
        /// 1 for letter-perfect, 0 for nothing alike.
        var similarity: Float
        /// Index of the first glyph of the label.
        var start: Int
        /// Index after the last glyph of the label.
        var end: Int
    }

    /// The letters of a run in capitals with the index of the glyph that each comes from.
    struct Letters {
        var letters: [UInt8] = []
        var indices: [Int] = []
        /// One bit for each group of look-alikes that occurs.
        fileprivate var groups: UInt64 = 0

        init(_ glyphs: [Glyph]) {
            for (index, glyph) in glyphs.enumerated() {
                guard let letter = Self.fold(glyph.character) else { continue }
                // A small m falls apart into r and n.
                if glyph.character == "n", index > 0, glyphs[index - 1].character == "r", !letters.isEmpty {
                    letters[letters.count - 1] = UInt8(ascii: "M")
                    continue
                }
                letters.append(letter)
                indices.append(index)
            }
            for letter in letters { groups |= LabelMatcher.groups[Int(letter)] }
        }

        private static func fold(_ character: Character) -> UInt8? {
            guard let value = character.asciiValue else { return nil }
            switch value {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): return value - 32
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): return value
            case UInt8(ascii: "|"): return UInt8(ascii: "I")
            default: return nil
            }
        }
    }

    /// The best occurrence of a label at the start of a run; at most two foreign letters may stand before it.
    static func prefix(_ label: String, in run: GlyphRun) -> Match? {
        find(label, in: Letters(run.glyphs), freeStart: 2, atLeast: 0)
    }

    /// The best occurrence of a label anywhere in a run.
    static func anywhere(_ label: String, in run: GlyphRun) -> Match? {
        anywhere(label, in: Letters(run.glyphs))
    }

    /// The best occurrence of a label anywhere among letters; the match counts in their glyphs.
    ///
    /// - Parameters:
    ///   - label: The label.
    ///   - letters: Where it is looked for.
    ///   - least: The similarity below which it need not be found.
    /// - Returns: The match; nil when there is none.
    static func anywhere(_ label: String, in letters: Letters, atLeast least: Float = 0) -> Match? {
        find(label, in: letters, freeStart: Int.max, atLeast: least)
    }

    /// Approximate substring search (Sellers 1980): the label is matched in full, the run's rest is free.
    private static func find(_ label: String, in text: Letters, freeStart: Int, atLeast least: Float) -> Match? {
        let pattern = Array(label.utf8)
        let columns = text.letters.count
        guard columns > 0 else { return nil }
        // A letter that nothing in the text is alike costs as much as leaving it out, wherever the label would stand.
        let foreign = pattern.count { text.groups & groups[Int($0)] == 0 }
        guard 1 - 0.8 * Float(foreign) / Float(pattern.count) >= least else { return nil }
        var previous = (0...columns).map { $0 <= freeStart ? Float(0) : Float($0 - freeStart) * 0.8 }
        var previousStart = (0...columns).map { min($0, freeStart) }
        var current = previous
        var currentStart = previousStart
        for (row, letter) in pattern.enumerated() {
            current[0] = Float(row + 1) * 0.8
            currentStart[0] = 0
            let costs = Int(letter) * 128
            for column in 1...columns {
                let substitute = previous[column - 1] + costTable[costs + Int(text.letters[column - 1])]
                let leaveOut = previous[column] + 0.8
                let putIn = current[column - 1] + 0.8
                if substitute <= leaveOut && substitute <= putIn {
                    (current[column], currentStart[column]) = (substitute, previousStart[column - 1])
                } else if leaveOut <= putIn {
                    (current[column], currentStart[column]) = (leaveOut, previousStart[column])
                } else {
                    (current[column], currentStart[column]) = (putIn, currentStart[column - 1])
                }
            }
            swap(&previous, &current)
            swap(&previousStart, &currentStart)
        }
        var best = 1
        for column in 1...columns where previous[column] <= previous[best] - 1e-4 { best = column }
        let start = previousStart[best]
        guard start < best else { return nil }
        let similarity = max(0, 1 - previous[best] / Float(pattern.count))
        return Match(similarity: similarity, start: text.indices[start], end: text.indices[best - 1] + 1)
    }

    /// Letters that look alike on a blurred card.
    private static let alike: [[UInt8]] = ["IL1TJ", "O0QDCG", "B8E", "S5", "Z2", "MNWH", "UVY", "KX", "RA", "PF"].map {
        Array($0.utf8)
    }

    /// Each ASCII character's bit: that of its look-alikes, or one of its own.
    private static let groups: [UInt64] = (0..<128).map { index in
        let group = alike.firstIndex { $0.contains(UInt8(index)) } ?? alike.count + index % (64 - alike.count)
        return 1 << UInt64(group)
    }

    /// The cost of reading one ASCII character for another, at `a * 128 + b`.
    private static let costTable: [Float] = (0..<128 * 128).map { index in
        let (a, b) = (UInt8(index / 128), UInt8(index % 128))
        if a == b { return 0 }
        return alike.contains { $0.contains(a) && $0.contains(b) } ? 0.45 : 1
    }
}
