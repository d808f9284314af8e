import CardVision
import Raster
import TextRecognition

extension CardReader {
    /// The parts of a line's height from which it is read again: nearer, from further away, lower and higher.
    private static let bands: [(from: Float, to: Float)] = [(0.06, 0.94), (-0.08, 1.08), (0.05, 1.05), (-0.05, 0.95)]

    /// Reads the lines of values that are in doubt once more, from other crops of the same print.
    ///
    /// What a network doubts it may read otherwise when the crop is moved by a pixel: what its readings say together is
    /// right more often than what it said first.
    ///
    /// - Returns: The print by those readings; values that are no longer found at all stay as they were.
    /// - Throws: ``Inference/ModelError``.
    func settleDoubts(in print: CardPrint, _ clock: inout StageClock) throws -> CardPrint {
        let doubted = print.card.doubtedLines.filter { print.lines[$0].steps.count > 1 }
        guard !doubted.isEmpty else { return print }
        let regions = doubted.flatMap { line in
            Self.bands.map { TextRegion(quad: print.lines[line].quad.band(from: $0.from, to: $0.to), score: 1) }
        }
        let again = try recognizer.recognizeText(in: regions, of: print.view)
        let poll = ReadingPoll(alphabet: recognizer.alphabet)
        var lines = print.lines
        for (place, line) in doubted.enumerated() {
            let readings = [lines[line]] + again[place * Self.bands.count..<(place + 1) * Self.bands.count]
            guard var elected = poll.winner(of: readings), elected.text != lines[line].text else { continue }
            elected.quad = lines[line].quad
            lines[line] = elected
        }
        clock.mark(\.recognize)
        guard lines.map(\.text) != print.lines.map(\.text) else { return print }
        var result = extracted(again: print, from: lines, &clock)
        result.card.fields.merge(print.card.fields) { settled, _ in settled }
        return result
    }
}

extension ExtractedCard {
    /// The lines of values that may have been misread: those that no list knows, and the least sure of the others.
    ///
    /// The NIK's digits are weighed by all that the card says of them.
    fileprivate var doubtedLines: [Int] {
        let doubted = fields.filter { key, field in
            guard key != .nik else { return false }
            let least = key == .name || key == .street ? Self.leastOfFreeText : Self.leastOfOthers
            return field.confidence < least || field.issues.contains { $0 == .notInVocabulary || $0 == .notInGazetteer }
        }
        return Set(doubted.keys.flatMap { fieldLines[$0] ?? [] }).sorted()
    }

    /// Products of the characters' probabilities; on the tuning set four wrong values of five lie below.
    private static let leastOfFreeText = 0.985
    private static let leastOfOthers = 0.9
}
