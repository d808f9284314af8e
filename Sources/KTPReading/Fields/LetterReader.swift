import TextRecognition

/// Reads letters where a card can have no digits: `SENTO8A` between letters, `HAND0J0` in a name.
struct LetterReader: Sendable {
    private let letterClasses: [(index: Int, character: Character)]

    init(alphabet: Alphabet) {
        letterClasses = alphabet.characters.enumerated().compactMap { index, character in
            character.isLetter && character.isUppercase ? (index + 1, character) : nil
        }
    }

    /// The run with the likeliest letter of the line's probabilities in place of each digit that cannot be one.
    func read(_ key: FieldKey, _ run: GlyphRun, _ lines: [TextLine]) -> GlyphRun {
        let holdsNoDigits: Bool
        switch key {
        case .name, .birthPlace, .issuePlace: holdsNoDigits = true
        case .street: holdsNoDigits = false
        default: return run
        }
        var result = run
        for (index, glyph) in run.glyphs.enumerated() where glyph.character.isNumber {
            // A block's letter may stand before a number, and a house's behind it.
            let letters = Self.letters(run, around: index)
            let next = String(run.glyphs[(index + 1)...].prefix { $0.character.isLetter }.map(\.character)).uppercased()
            let isWithinWord =
                letters >= 3 && Self.isLetter(run, index - 1) && Self.isLetter(run, index + 1)
                && !TextForm.betweenNumbers.contains(next)
            // No number sticks to a long word with a zero.
            let isOfWord = glyph.character == "0" && letters >= 4
            guard holdsNoDigits || isWithinWord || isOfWord,
                let letter = letter(of: glyph, lines)
            else { continue }
            result.glyphs[index].character = letter
        }
        return result
    }

    private static func isLetter(_ run: GlyphRun, _ index: Int) -> Bool {
        run.glyphs.indices.contains(index) && run.glyphs[index].character.isLetter
    }

    /// How many letters the word around a glyph has.
    private static func letters(_ run: GlyphRun, around index: Int) -> Int {
        func isOfWord(_ glyph: Glyph) -> Bool { glyph.character.isLetter || glyph.character.isNumber }
        let before = run.glyphs[..<index].reversed().prefix(while: isOfWord)
        let after = run.glyphs[(index + 1)...].prefix(while: isOfWord)
        return before.count { $0.character.isLetter } + after.count { $0.character.isLetter }
    }

    /// The likeliest letter around a glyph's time step; nil without probabilities.
    private func letter(of glyph: Glyph, _ lines: [TextLine]) -> Character? {
        guard let line = glyph.line, let probabilities = lines[line].probabilities else { return nil }
        let time = Int(glyph.position * Float(probabilities.stepCount) * lines[line].contentShare)
        var best: (probability: Float, character: Character)?
        for step in max(time - 1, 0)...max(time + 1, 0) where step < probabilities.stepCount {
            for (index, character) in letterClasses {
                let probability = probabilities.values[step * probabilities.classCount + index]
                if probability > best?.probability ?? 0 { best = (probability, character) }
            }
        }
        return best?.character
    }
}
