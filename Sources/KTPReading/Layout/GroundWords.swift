import TextRecognition

/// The words of the card's ground, KARTU TANDA PENDUDUK over and over, which a detector takes for text.
enum GroundWords {
    /// Below this share of the card's median ink a letter belongs to the ground.
    ///
    /// Words of the ground have a tenth of the print's ink; worn print keeps more than a third. Light on the card pales
    /// both as much as it brings the ground nearer to white.
    private static let palest: Float = 0.25
    /// The share of its usual distance from white below which light lies on the ground; it is not the same everywhere.
    private static let veiled: Float = 0.9

    /// The lines without letters and digits that are too pale for print, each with the marks and spaces next to them.
    ///
    /// Lines keep their place; one that is of the ground altogether has no steps left.
    static func removed(from lines: [TextLine]) -> [TextLine] {
        let inks = lines.flatMap(\.steps).filter(isJudged).compactMap(\.ink)
        guard !inks.isEmpty else { return lines }
        let darkness = inks.map(\.darkness).sorted()[inks.count / 2]
        let ground = inks.map(\.ground).sorted()[inks.count / 2]
        func isPale(_ ink: TextLine.Ink) -> Bool {
            let clearness = min((1 - ink.ground) / max(veiled * (1 - ground), 0.01), 1)
            return ink.darkness < darkness * palest * clearness
        }
        return lines.map { line in
            var line = line
            line.steps = withoutPale(line.steps, isPale)
            return line
        }
    }

    /// Marks are too small to have an ink of their own: they go with their neighbours.
    private static func isJudged(_ step: TextLine.Step) -> Bool { step.character.isLetter || step.character.isNumber }

    private static func withoutPale(_ steps: [TextLine.Step], _ isPale: (TextLine.Ink) -> Bool) -> [TextLine.Step] {
        let pale = steps.map { step in isJudged(step) ? step.ink.map(isPale) : nil }
        guard pale.contains(true) else { return steps }
        func isPrint(_ index: Int) -> Bool {
            if let own = pale[index] { return !own }
            let before = pale[..<index].last { $0 != nil } ?? nil
            let after = pale[index...].first { $0 != nil } ?? nil
            return before == false || after == false
        }
        var kept = steps.indices.filter(isPrint).map { steps[$0] }
        while kept.last?.character == " " { kept.removeLast() }
        return Array(kept.drop { $0.character == " " })
    }
}
