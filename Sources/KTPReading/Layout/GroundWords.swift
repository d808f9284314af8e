import TextRecognition

/// The words of the card's ground, KARTU TANDA PENDUDUK over and over, which a detector takes for text.
enum GroundWords {
    /// Below this share of the card's median ink a letter belongs to the ground.
    ///
    /// Words of the ground have a tenth of the print's ink; print that glare or wear has paled keeps more than a third.
    private static let palest: Float = 0.25

    /// The lines without letters and digits that are too pale for print, each with the marks and spaces next to them.
    ///
    /// Lines keep their place; one that is of the ground altogether has no steps left.
    static func removed(from lines: [TextLine]) -> [TextLine] {
        let inks = lines.flatMap(\.steps).compactMap { isJudged($0) ? $0.ink : nil }.sorted()
        guard !inks.isEmpty else { return lines }
        let limit = inks[inks.count / 2] * palest
        return lines.map { line in
            var line = line
            line.steps = withoutPale(line.steps, below: limit)
            return line
        }
    }

    /// Marks are too small to have an ink of their own: they go with their neighbours.
    private static func isJudged(_ step: TextLine.Step) -> Bool { step.character.isLetter || step.character.isNumber }

    private static func withoutPale(_ steps: [TextLine.Step], below limit: Float) -> [TextLine.Step] {
        let isPale = steps.map { step in isJudged(step) ? step.ink.map { $0 < limit } : nil }
        guard isPale.contains(true) else { return steps }
        func isPrint(_ index: Int) -> Bool {
            if let own = isPale[index] { return !own }
            let before = isPale[..<index].last { $0 != nil } ?? nil
            let after = isPale[index...].first { $0 != nil } ?? nil
            return before == false || after == false
        }
        var kept = steps.indices.filter(isPrint).map { steps[$0] }
        while kept.last?.character == " " { kept.removeLast() }
        return Array(kept.drop { $0.character == " " })
    }
}
