import Gazetteer
import Raster

/// What a value looks like, whatever label stands before it: the second opinion on which row a text is.
enum ValuePatterns {
    /// How well a text fits the values of a row, 0 (not at all) to 1 (unmistakably); nil where the row has no form.
    static func fit(_ text: String, _ row: CardRow) -> Float? {
        switch row {
        case .nik: digitRun(text, atLeast: 13)
        case .birth: TextForm.date(in: text) == nil ? 0 : text.contains { $0.isLetter } ? 1 : 0.4
        case .sex: best(text, sexes)
        case .rtRW: TextForm.rtRW(in: text) == nil ? 0 : 1
        case .religion: best(text, religions)
        case .maritalStatus: best(text, maritalStatuses)
        case .nationality: text.contains("WNI") ? 1 : 0
        case .validUntil:
            max(best(text, lifelong), TextForm.date(in: text) != nil && !text.contains { $0.isLetter } ? 0.6 : 0)
        default: nil
        }
    }

    private static let sexes = letters(Vocabulary.sexes)
    private static let religions = letters(Vocabulary.religions)
    private static let maritalStatuses = letters(Vocabulary.maritalStatuses)
    private static let lifelong = letters(Vocabulary.lifelong)

    private static func letters(_ vocabulary: ClosedVocabulary) -> [String] {
        vocabulary.entries.map { $0.filter(\.isLetter) }
    }

    private static func digitRun(_ text: String, atLeast count: Int) -> Float {
        let digits = text.filter(\.isWholeNumber).count
        let others = text.filter(\.isLetter).count
        return digits >= count && others <= 4 ? 1 : digits >= 9 && others <= 8 && digits + others >= 14 ? 0.6 : 0
    }

    /// The best similarity to a closed list of words without spaces, counted from 0.7 on.
    private static func best(_ text: String, _ entries: [String]) -> Float {
        let glyphs = text.map { Glyph(character: $0, probability: 1, center: Point(0, 0), line: nil, position: 0) }
        let letters = LabelMatcher.Letters(glyphs)
        guard letters.letters.count >= 3 else { return 0 }
        var best: Float = 0
        for entry in entries where entry.utf8.count <= letters.letters.count + 2 {
            guard let match = LabelMatcher.anywhere(entry, in: letters, atLeast: 0.7),
                match.similarity > 0.7
            else { continue }
            best = max(best, match.similarity)
        }
        return best
    }
}
