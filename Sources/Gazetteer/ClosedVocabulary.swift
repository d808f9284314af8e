/// A list of all the values that a field can have, to take misread ones for.
///
/// The rule is the gazetteer's: a reading is replaced only when it is close to exactly one entry.
public struct ClosedVocabulary: Sendable {
    /// An entry that a reading resembles.
    public struct Match: Sendable, Hashable {
        /// The entry, in the form in which the vocabulary gives it out.
        public let entry: String
        /// How close the reading is to it: 1 is equal.
        public let similarity: Double
    }

    /// The entries, in the order given, each once.
    public let entries: [String]
    private let index: FormIndex

    /// Creates a vocabulary.
    ///
    /// - Parameters:
    ///   - entries: The values, as they are to be given out; two may not differ in letter case alone.
    ///   - variants: Other spellings of an entry (`KATHOLIK` of `KATOLIK`), which are read as that entry. Spellings of
    ///     what is not an entry are left out.
    public init(_ entries: [String], variants: [String: [String]] = [:]) {
        var seen: Set<String> = []
        self.entries = entries.filter { seen.insert(FoldedText($0).string).inserted }
        var builder = FormIndexBuilder()
        for (owner, entry) in self.entries.enumerated() {
            for spelling in [entry] + (variants[entry] ?? []) {
                builder.append(RegionNames.Form(text: spelling, kind: .printed, shared: 0), owner: owner)
            }
        }
        index = FormIndex(builder)
    }

    /// The entry that a reading means, when it is close to exactly one; nil otherwise.
    ///
    /// What counts as close is written at `SnapRule`: a similarity of 0.78, 0.6 edits of distance to the runner-up and at
    /// most half its distance.
    public func bestMatch(for text: String) -> Match? {
        SnapRule.pick(FoldedText(text), from: index, in: 0..<index.count).map(match)
    }

    /// Whether a text is an entry to the letter.
    package func contains(_ text: String) -> Bool {
        index.equal(FoldedText(text), in: 0..<index.count).contains { entries[$0.owner] == text }
    }

    /// The entries nearest to a reading, nearest first, whether or not they are close.
    ///
    /// - Parameters:
    ///   - text: What was read.
    ///   - limit: How many to return at most.
    ///   - leastSimilarity: How alike they must at least be, 0...1.
    /// - Returns: Matches.
    public func candidates(for text: String, limit: Int = 5, leastSimilarity: Double = 0.4) -> [Match] {
        index.nearest(FoldedText(text), in: 0..<index.count, limit: limit, floor: leastSimilarity).map(match)
    }

    /// The longest entry that some of a text's words spell exactly, when most of its letters are in it; nil otherwise.
    ///
    /// What stands around it are scraps of other print: `KAWIN K`, `CAT BELUM/TIDAK BEKERJA`.
    public func entry(among text: String) -> String? {
        let words = text.split(separator: " ")
        for count in stride(from: words.count - 1, to: 0, by: -1) {
            for start in 0...words.count - count {
                let part = words[start..<start + count].joined(separator: " ")
                guard part.count * 2 > text.count, let match = bestMatch(for: part), match.similarity == 1 else {
                    continue
                }
                return match.entry
            }
        }
        return nil
    }

    private func match(_ hit: FormIndex.Hit) -> Match {
        Match(entry: entries[hit.owner], similarity: hit.similarity)
    }
}
