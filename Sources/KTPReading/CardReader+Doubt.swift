import CardVision
import Raster
import TextRecognition

extension CardReader {
    /// Reads the lines of values that are in doubt once more, from other crops of the same print, and those that may go
    /// on beyond where they were seen to end.
    ///
    /// - Returns: The print by those readings; values that are no longer found at all stay as they were.
    /// - Throws: ``Inference/ModelError``.
    func settleDoubts(in print: CardPrint, _ clock: inout StageClock) throws -> CardPrint {
        let doubted = print.card.doubtedLines.filter { print.lines[$0].steps.count > 1 }
        let growing = print.card.growingLines
        guard !doubted.isEmpty || !growing.isEmpty else { return print }
        let unlisted = Set(growing.filter { $0.cause == .unlisted }.map(\.line))
        let elected = try LinePoll(alphabet: proofreader.alphabet).winners(
            of: doubted.map { print.lines[$0] }, isUnsettled: { unlisted.contains(doubted[$0]) },
            read: { try proofreader.recognizeText(in: $0, of: print.view) })
        var settled = print.lines
        for (line, winner) in zip(doubted, elected) { settled[line] = winner }
        let further = growing.map { TextRegion(quad: print.lines[$0.line].quad.drawnOut(by: Self.growth), score: 1) }
        let drawnOut = try proofreader.recognizeText(in: further, of: print.view)
        clock.mark(\.recognize)
        func reading(with grown: [(growth: Growth, line: TextLine)]) -> CardPrint {
            var lines = settled
            for (growth, line) in grown { lines[growth.line] = line }
            return lines.map(\.text) == print.lines.map(\.text) ? print : extracted(again: print, from: lines, &clock)
        }
        let grown = zip(growing, drawnOut).compactMap { growth, line in
            growth.continuation(of: settled[growth.line], in: line).map { (growth: growth, line: $0) }
        }
        var result = reading(with: grown)
        // A list must know what came of it.
        let known = grown.filter { growth, _ in growth.key.isFreeText || result.card.isListed(growth.key) }
        if known.count < grown.count { result = reading(with: known) }
        result.card.fields.merge(print.card.fields) { settled, _ in settled }
        return result
    }

    /// Heights of a line by which it is drawn out to the right.
    private static let growth: Float = 3
}

extension Quad {
    /// The quad with its right end moved out.
    fileprivate func drawnOut(by heights: Float) -> Quad { slice(from: 0, to: 1 + heights * height / max(width, 1)) }
}

extension ExtractedCard {
    /// The lines of values that may have been misread: those that no list knows, and the least sure of the others.
    ///
    /// The NIK's digits are weighed by all that the card says of them.
    fileprivate var doubtedLines: [Int] {
        let doubted = fields.filter { key, field in
            guard key != .nik else { return false }
            let least = key.isFreeText ? Self.leastOfFreeText : Self.leastOfOthers
            return field.confidence < least || isUnlisted(key)
        }
        return Set(doubted.keys.flatMap { fieldLines[$0] ?? [] }).sorted()
    }

    /// Products of the characters' probabilities; on the tuning set reading those above again set nothing right.
    private static let leastOfFreeText = 0.9
    private static let leastOfOthers = 0.8

    /// The lines of values that may go on at their end.
    fileprivate var growingLines: [Growth] {
        let unlisted = FieldKey.allCases.filter(isUnlisted).compactMap { key in
            fieldLines[key]?.last.map { Growth(key: key, line: $0, cause: .unlisted) }
        }
        let street = fieldLines[.street] ?? []
        let broken = street.dropLast().map { Growth(key: .street, line: $0, cause: .broken) }
        guard let last = street.last, fields[.street]?.value.map(Growth.announcesNumber) == true else {
            return unlisted + broken
        }
        return unlisted + broken + [Growth(key: .street, line: last, cause: .announced)]
    }

    /// Whether a value was read that is not in the list that it must be of.
    fileprivate func isUnlisted(_ key: FieldKey) -> Bool {
        fields[key].map { $0.value != nil && isUnlisted($0) } == true
    }

    fileprivate func isListed(_ key: FieldKey) -> Bool {
        fields[key].map { $0.value != nil && !isUnlisted($0) } == true
    }

    private func isUnlisted(_ field: Field) -> Bool {
        field.issues.contains { $0 == .notInVocabulary || $0 == .notInGazetteer }
    }
}
