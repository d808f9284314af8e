import Foundation
import TextRecognition

/// Finds what a value's line could say, by all that the network knows of it and not by its first choice alone.
struct Alternatives: Sendable {
    /// A value and its share of the probability of all that were found.
    struct Weighed: Sendable {
        var value: String
        var share: Double
        /// The natural logarithm of how much likelier than what was read it is: below 0 for less.
        var advantage: Double
    }

    private let free: CTCBeamSearch
    private let formed: CTCBeamSearch
    private let likelihood: TextLikelihood

    init(alphabet: Alphabet) {
        var free = CTCBeamSearch(alphabet: alphabet) { $0.isASCII }
        free.width = Self.beamWidth
        var formed = CTCBeamSearch(alphabet: alphabet) { $0.isASCII && $0.isNumber || "-/".contains($0) }
        formed.width = Self.beamWidth
        (self.free, self.formed) = (free, formed)
        likelihood = TextLikelihood(alphabet: alphabet)
    }

    private static let beamWidth = 12

    /// The values of a form of digits and marks, such as a date, that a run could be.
    ///
    /// - Parameters:
    ///   - run: What was read.
    ///   - lines: The card's lines.
    ///   - value: The value that a text spells; nil when it does not have the form.
    /// - Returns: Likeliest first; empty where the network's probabilities are not known or nothing has the form.
    func forms(of run: GlyphRun, _ lines: [TextLine], as value: (String) -> String?) -> [Weighed] {
        weighed(texts(of: run, lines, formed), over: run, lines, as: value)
    }

    /// The values that a run could be: texts of any kind, and known values near them.
    ///
    /// - Parameters:
    ///   - run: What was read.
    ///   - lines: The card's lines.
    ///   - known: Known values that resemble it.
    ///   - value: The value that a text spells; nil for none.
    /// - Returns: Likeliest first; empty where the network's probabilities are not known.
    func values(
        of run: GlyphRun, _ lines: [TextLine], known: [String], as value: (String) -> String?
    ) -> [Weighed] {
        let found = texts(of: run, lines, free)
        guard !found.isEmpty else { return [] }
        return weighed(found + known.filter { !found.contains($0) }, over: run, lines, as: value)
    }

    private func texts(of run: GlyphRun, _ lines: [TextLine], _ search: CTCBeamSearch) -> [String] {
        guard let (line, steps) = TextLikelihood.steps(of: run, lines), let probabilities = lines[line].probabilities
        else { return [] }
        return search.texts(in: probabilities, steps: steps).map(\.text)
    }

    /// Values with the likelihood of the likeliest text that spells them.
    private func weighed(
        _ texts: [String], over run: GlyphRun, _ lines: [TextLine], as value: (String) -> String?
    ) -> [Weighed] {
        guard let reading = likelihood.reading(of: run, lines) else { return [] }
        var best: [String: Double] = [:]
        for text in texts {
            guard let value = value(text), !value.isEmpty, let advantage = reading.advantage(of: text)
            else { continue }
            best[value] = max(best[value] ?? -.infinity, advantage)
        }
        let sum = best.values.reduce(0) { $0 + exp($1) }
        guard sum > 0 else { return [] }
        return best.map { Weighed(value: $0.key, share: exp($0.value) / sum, advantage: $0.value) }
            .sorted { ($0.share, $1.value) > ($1.share, $0.value) }
    }
}
