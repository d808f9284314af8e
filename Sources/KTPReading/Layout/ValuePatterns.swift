import Gazetteer

/// What a text looks like as a value, whatever label stands before it: the second opinion on which row it is.
struct ValuePatterns {
    private let text: String
    private let letters: LabelMatcher.Letters
    private let hasDate: Bool
    /// Letters and digits, counted.
    private let letterCount, digitCount: Int

    /// Looks at a text once for all rows.
    init(_ text: String) {
        self.text = text
        let characters = TextForm.ascii(text)
        letters = LabelMatcher.Letters(characters)
        hasDate = TextForm.date(in: characters) != nil
        letterCount = characters.count(where: TextForm.isLetter)
        digitCount = characters.count(where: TextForm.isDigit)
    }

    /// How well the text fits the values of a row, 0 (not at all) to 1 (unmistakably); nil where the row has no form.
    func fit(_ row: CardRow) -> Float? {
        switch row {
        case .nik: isLongNumber ? 1 : isBrokenNumber ? 0.6 : 0
        case .birth: !hasDate ? 0 : letterCount > 0 ? 1 : 0.4
        case .sex: best(Self.sexes)
        case .rtRW: TextForm.rtRW(in: text) == nil ? 0 : 1
        case .religion: best(Self.religions)
        case .maritalStatus: best(Self.maritalStatuses)
        case .nationality: text.contains("WNI") ? 1 : 0
        case .validUntil: max(best(Self.lifelong), hasDate && letterCount == 0 ? 0.6 : 0)
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

    private var isLongNumber: Bool { digitCount >= 13 && letterCount <= 4 }
    private var isBrokenNumber: Bool { digitCount >= 9 && letterCount <= 8 && digitCount + letterCount >= 14 }

    /// The best similarity to a closed list of words without spaces, counted from 0.7 on.
    private func best(_ entries: [String]) -> Float {
        guard letters.letters.count >= 3 else { return 0 }
        var best: Float = 0
        for entry in entries where entry.utf8.count <= letters.letters.count + 2 {
            guard let match = LabelMatcher.anywhere(entry, in: letters, atLeast: 0.7), match.similarity > 0.7
            else { continue }
            best = max(best, match.similarity)
        }
        return best
    }
}
