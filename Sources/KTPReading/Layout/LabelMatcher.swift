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

    /// The letters of a text in capitals with the index of the character that each comes from.
    struct Letters {
        var letters: [UInt8] = []
        var indices: [Int] = []
        /// One bit for each group of look-alikes that occurs.
        fileprivate var groups: UInt64 = 0

        /// Takes the letters of a text whose characters are ASCII; bytes that are none do not count.
        init(_ characters: [UInt8]) {
            letters.reserveCapacity(characters.count)
            indices.reserveCapacity(characters.count)
            for (index, character) in characters.enumerated() {
                guard let letter = Self.fold(character) else { continue }
                // A small m falls apart into r and n.
                if character == UInt8(ascii: "n"), index > 0, characters[index - 1] == UInt8(ascii: "r"),
                    !letters.isEmpty
                {
                    letters[letters.count - 1] = UInt8(ascii: "M")
                    continue
                }
                letters.append(letter)
                indices.append(index)
            }
            for letter in letters { groups |= LabelMatcher.groups[Int(letter)] }
        }

        private static func fold(_ character: UInt8) -> UInt8? {
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): character - 32
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): character
            case UInt8(ascii: "|"): UInt8(ascii: "I")
            default: nil
            }
        }
    }

    /// The best occurrence of a label at the start of a run; at most two foreign letters may stand before it.
    static func prefix(_ label: String, in run: GlyphRun) -> Match? { prefix(label, in: Letters(run.ascii)) }

    /// The best occurrence of a label at the start of letters; the match counts in the characters that they come from.
    ///
    /// - Parameters:
    ///   - label: The label.
    ///   - letters: Where it is looked for.
    ///   - least: The similarity below which it need not be found.
    /// - Returns: The match; nil when there is none.
    static func prefix(_ label: String, in letters: Letters, atLeast least: Float = 0) -> Match? {
        find(label, in: letters, freeStart: 2, atLeast: least)
    }

    /// The best occurrence of a label anywhere in a run.
    static func anywhere(_ label: String, in run: GlyphRun) -> Match? { anywhere(label, in: Letters(run.ascii)) }

    /// The best occurrence of a label anywhere among letters; otherwise as ``prefix(_:in:atLeast:)``.
    static func anywhere(_ label: String, in letters: Letters, atLeast least: Float = 0) -> Match? {
        find(label, in: letters, freeStart: Int.max, atLeast: least)
    }

    /// Approximate substring search (Sellers 1980): the label is matched in full, the text's rest is free.
    private static func find(_ label: String, in text: Letters, freeStart: Int, atLeast least: Float) -> Match? {
        var label = label
        return label.withUTF8 { pattern in
            text.letters.withUnsafeBufferPointer { letters in
                guard !letters.isEmpty, letters.count <= Cell.longestText else { return nil }
                // A letter that nothing in the text is alike costs as much as leaving it out, wherever the label would stand.
                let foreign = pattern.count { text.groups & groups[Int($0)] == 0 }
                guard 1 - 0.8 * Float(foreign) / Float(pattern.count) >= least else { return nil }
                // A hundredth more than that, since `least` need not be a multiple of what is counted in.
                let most = Int32((1.01 - least) * Float(pattern.count) / Cell.unit)
                guard let best = cheapestEnd(of: pattern, in: letters, freeStart: freeStart, most: most),
                    best.start < best.end
                else { return nil }
                let similarity = max(0, 1 - Float(best.cost) * Cell.unit / Float(pattern.count))
                return Match(
                    similarity: similarity, start: text.indices[best.start], end: text.indices[best.end - 1] + 1)
            }
        }
    }

    /// What a cell of the search's table holds, in one number that compares as its cost: the cost, which of two equal ways
    /// led there (a letter for a letter, before one left out, before one put in), and where the label began.
    private enum Cell {
        /// A unit of cost, in letters.
        static let unit: Float = 0.05
        static let costShift: Int32 = 14
        /// One letter left out or put in, 0.8.
        static let skip: Int32 = 16 << costShift
        static let leftOut: Int32 = 1 << 12
        static let putIn: Int32 = 2 << 12
        static let ways: Int32 = 3 << 12
        static let starts: Int32 = 1 << 12 - 1
        static let longestText = 1000
    }

    /// Where the label ends at the least cost, in ``Cell/unit``s, and begins; nil where every end costs over `most`.
    @inline(__always)
    private static func cheapestEnd(
        of label: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, freeStart: Int, most: Int32
    ) -> (cost: Int32, start: Int, end: Int)? {
        let most = (most &+ 1) &<< Cell.costShift
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: text.count + 1) { row in
            for column in 0...text.count {
                let free = min(column, freeStart)
                row[column] = Int32(column - free) * Cell.skip | Int32(free)
            }
            return costs.withUnsafeBufferPointer { costs in
                for (number, letter) in label.enumerated() {
                    let costs = UnsafeBufferPointer(rebasing: costs[Int(letter) * 128..<Int(letter) * 128 + 128])
                    var diagonal = row[0]
                    var left = Int32(number + 1) &* Cell.skip
                    var least = left
                    row[0] = left
                    for column in 1...text.count {
                        let above = row[column]
                        let substituted = diagonal &+ costs[Int(text[column &- 1] & 127)]
                        let skipped = min(above &+ Cell.skip | Cell.leftOut, left &+ Cell.skip | Cell.putIn)
                        left = min(substituted, skipped) & ~Cell.ways
                        least = min(least, left)
                        row[column] = left
                        diagonal = above
                    }
                    // No way leads to less than the least of a whole row.
                    guard least < most else { return nil }
                }
                var best = 1
                for column in 1...text.count
                where row[column] &>> Cell.costShift < row[best] &>> Cell.costShift { best = column }
                return (row[best] &>> Cell.costShift, Int(row[best] & Cell.starts), best)
            }
        }
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

    /// The cost of reading one ASCII character for another, as a ``Cell`` holds it, at `a * 128 + b`: 0.45 for look-alikes.
    private static let costs: [Int32] = (0..<128 * 128).map { index in
        let (a, b) = (UInt8(index / 128), UInt8(index % 128))
        if a == b { return 0 }
        return (alike.contains { $0.contains(a) && $0.contains(b) } ? 9 : 20) << Cell.costShift
    }
}
