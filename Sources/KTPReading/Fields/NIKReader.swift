import Foundation
package import Gazetteer
package import TextRecognition

/// Reads the NIK: the sixteen digits that are likeliest by the line's probabilities and by what repeats a part of them.
///
/// The first six digits are codes of regions, the next six the birth date with the sex, which the card prints once more.
/// That decides between digits that the network cannot tell apart, and nothing else: a digit that was read well stays,
/// since a person who moved keeps the number, and cards exist whose number disagrees with them.
package struct NIKReader: Sendable {
    /// What else the card says of its holder.
    package struct Context {
        /// The birth date.
        package var birthDate: Field?
        /// The sex.
        package var sex: Field?
        /// The code of the address' regency, such as `32.04`.
        package var regencyCode: String?

        package init(birthDate: Field?, sex: Field?, regencyCode: String?) {
            self.birthDate = birthDate
            self.sex = sex
            self.regencyCode = regencyCode
        }
    }

    /// A number that the line could be.
    private struct Candidate {
        var digits: String
        /// Logarithms of its probability by the line alone, and by the line and the context.
        var line: Double
        var total: Double
    }

    private let gazetteer: Gazetteer
    private let search: CTCBeamSearch

    package init(gazetteer: Gazetteer, alphabet: Alphabet) {
        self.gazetteer = gazetteer
        search = CTCBeamSearch(alphabet: alphabet) { $0.isASCII && $0.isNumber }
    }

    /// The number's field.
    ///
    /// - Parameters:
    ///   - run: What was read.
    ///   - lines: The card's lines.
    ///   - context: What else the card says.
    /// - Returns: The field, its candidates the other numbers that the line could be.
    package func read(_ run: GlyphRun, _ lines: [TextLine], _ context: Context) -> Field {
        var field = Field(
            value: nil, text: run.text, confidence: ValueReader.confidence(of: run),
            quad: ValueReader.quad(of: run, lines))
        let plain = run.text.filter { !" .,:;'-".contains($0) }
        var candidates = Self.hypotheses(of: run, lines, search).compactMap { hypothesis -> Candidate? in
            guard let nik = NIK(hypothesis.text) else { return nil }
            return Candidate(
                digits: nik.digits, line: hypothesis.logProbability,
                total: hypothesis.logProbability + prior(of: nik, context))
        }
        // A digit that was read well is not overruled.
        if let read = candidates.first(where: { $0.digits == plain })?.line ?? candidates.map(\.line).max() {
            candidates.removeAll { $0.line < read - Self.costOfAgreement }
        }
        candidates.sort { $0.total > $1.total }
        guard let best = candidates.first else { return withoutProbabilities(plain, field) }
        let weights = candidates.map { exp($0.total - best.total) }
        let sum = weights.reduce(0, +)
        var told = zip(candidates, weights).prefix(4).compactMap { candidate, weight in
            weight / sum < Self.leastOfCandidates
                ? nil : Field.Candidate(value: candidate.digits, confidence: weight / sum)
        }
        guard plain.count == 16 || 1 / sum >= Self.leastConfidence else {
            field.issues.append(.unreadable)
            field.confidence = 0
            field.candidates = told
            return field
        }
        field.value = best.digits
        field.confidence = 1 / sum
        told.removeFirst()
        field.candidates = told
        if best.digits != plain { (field.source, field.rule) = (.corrected, "nik.digits") }
        return field
    }

    /// How much less likely, as a logarithm, a number may be that the rest of the card speaks for.
    private static let costOfAgreement = 4.0
    /// Where not sixteen characters were read, a number that is rather wrong than right is a guess and none.
    private static let leastConfidence = 0.5
    /// Candidates below this probability are not worth telling.
    private static let leastOfCandidates = 0.001

    /// Numbers of sixteen digits that the line could be, likeliest first.
    private static func hypotheses(
        of run: GlyphRun, _ lines: [TextLine], _ search: CTCBeamSearch
    ) -> [CTCBeamSearch.Hypothesis] {
        // The longest part where print of another line sticks to it.
        let parts = Dictionary(grouping: run.glyphs.filter { $0.line != nil }, by: \.line)
        guard let longest = parts.values.max(by: { $0.count < $1.count }),
            longest.count(where: { TextForm.digit(for: $0.character) != nil }) >= leastDigits,
            let (line, steps) = TextLikelihood.steps(of: GlyphRun(longest), lines),
            let probabilities = lines[line].probabilities
        else { return [] }
        let free = longest.reduce(0) { $0 + log(Double(max($1.probability, search.floor))) }
        return search.texts(in: probabilities, steps: steps, length: 16).filter {
            $0.logProbability > free - costOfForm
        }
    }

    /// With fewer digits read, sixteen would be guessed.
    private static let leastDigits = 14
    /// How much less likely than what was read, as a logarithm, a number may be for having sixteen digits: more is a line
    /// that lacks some, or holds other print.
    private static let costOfForm = 20.0

    /// How well a number fits to what is known, as a logarithm.
    private func prior(of nik: NIK, _ context: Context) -> Double {
        var sum = 0.0
        if gazetteer.region(code: nik.provinceCode) == nil, Gazetteer.formerName(code: nik.provinceCode) == nil {
            sum -= 3
        } else if gazetteer.region(code: nik.regencyCode) == nil, Gazetteer.formerName(code: nik.regencyCode) == nil {
            sum -= 2
        } else if gazetteer.region(code: nik.districtCode) == nil {
            sum -= 1
        }
        if let code = context.regencyCode, nik.regencyCode == code { sum += 2 }
        let dates = [1900, 2000].compactMap { nik.birthDate(century: $0)?.description }
        if dates.isEmpty { sum -= 3 }
        if let date = context.birthDate, let value = date.value, dates.contains(value) { sum += 4 * date.confidence }
        if let sex = context.sex, let value = sex.value, nik.sex?.rawValue == value { sum += 2 * sex.confidence }
        if nik.serial == 0 { sum -= 3 }
        return sum
    }

    /// The number where the network's probabilities are not known: what was read, letters taken for the digits that they
    /// look like.
    private func withoutProbabilities(_ plain: String, _ field: Field) -> Field {
        var field = field
        let digits = String(plain.compactMap(TextForm.digit(for:)))
        guard digits.count == plain.count, NIK(digits) != nil else {
            field.issues.append(.unreadable)
            field.confidence = 0
            return field
        }
        field.value = digits
        if digits != plain {
            field.confidence *= 0.8
            (field.source, field.rule) = (.corrected, "nik.digits")
        }
        return field
    }
}
