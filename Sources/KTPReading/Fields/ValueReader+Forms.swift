import Foundation
import Gazetteer
import TextRecognition

/// Values of a form of their own: dates, `RT/RW`, how long the card is valid, the blood type.
extension ValueReader {
    /// Reads a date into a field.
    func readDate(_ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        let found = TextForm.date(in: run.text)
        readForm("date.form", found.map { ($0.value, $0.isCorrected) }, run, lines, &field) { text in
            TextForm.date(in: text).flatMap { $0.isCorrected ? nil : $0.value }
        }
    }

    /// Reads `NNN/NNN` into a field.
    func readRTRW(_ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        let found = TextForm.rtRW(in: TextForm.normalized(run.text))
        readForm("rt_rw.form", found, run, lines, &field) { text in
            TextForm.rtRW(in: text).flatMap { $0.isCorrected ? nil : $0.value }
        }
    }

    /// Takes a value of a form of digits and marks: as read where it has the form, else the likeliest that has it.
    ///
    /// - Parameters:
    ///   - rule: The rule's name.
    ///   - found: What the text read means, letters taken for the digits that they look like.
    ///   - run: What was read.
    ///   - lines: The card's lines.
    ///   - field: Where the value goes.
    ///   - value: The value that a text spells; nil when it does not have the form.
    private func readForm(
        _ rule: String, _ found: (value: String, isCorrected: Bool)?, _ run: GlyphRun, _ lines: [TextLine],
        _ field: inout Field, as value: (String) -> String?
    ) {
        if let found, !found.isCorrected {
            field.value = found.value
            guard field.confidence < Self.leastDoubted else { return }
            field.candidates = Self.candidates(alternatives.forms(of: run, lines, as: value), beside: found.value)
            return
        }
        let weighed = alternatives.forms(of: run, lines, as: value).filter { $0.advantage > -Self.costOfForm }
        guard let best = weighed.first?.value ?? found?.value else {
            field.issues.append(.unreadable)
            field.confidence = 0
            return
        }
        field.value = best
        (field.source, field.rule) = (.corrected, rule)
        field.candidates = Self.candidates(weighed, beside: best)
        if let first = weighed.first { field.confidence = min(field.confidence, first.share) }
    }

    /// How much less likely, as a logarithm, a text may be for having the field's form.
    private static let costOfForm = 10.0

    /// Reads a blood type, or the dash for none, into a field.
    func readBloodType(_ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        // What is left of the label ends with a colon.
        let colon = run.glyphs.lastIndex { $0.character == ":" } ?? -1
        let run = colon + 1 < run.glyphs.count ? run.dropFirst(colon + 1) : run
        let text = run.text
        var compact = text.uppercased().filter { !" .,:;'`|".contains($0) }
        // No type starts with a dash but the dash alone: one before it is the colon.
        if compact.count > 1, compact.first == "-" { compact.removeFirst() }
        // A plus whose bar was read by itself.
        compact = compact.replacing("-+", with: "+").replacing("+-", with: "+")
        // Ground beside the type, as signs of its own or before a dash by itself.
        let words = run.text.uppercased().split(separator: " ")
        let first = words.first { $0.contains { $0.isLetter || "-+0".contains($0) } }
        if !Vocabulary.bloodTypes.contains(compact), let first, Vocabulary.bloodTypes.contains(String(first)) {
            compact = String(first)
        } else if compact.count == 2, compact.last == "-", compact.first?.isNumber == true, compact.first != "0" {
            compact = "-"
        }
        let alike: [String: String] = [
            "0": "O", "Q": "O", "D": "O", "8": "B", "4": "A", "A8": "AB", "48": "AB", "—": "-", "–": "-",
        ]
        let group = compact.prefix { !"+-".contains($0) }
        var value = (alike[String(group)] ?? String(group)) + compact.dropFirst(group.count)
        // A colon misread as a small letter sticks to the front.
        if !Vocabulary.bloodTypes.contains(value), text.first?.isLowercase == true { value = String(value.dropFirst()) }
        if !Vocabulary.bloodTypes.contains(value), let likely = likeliestBloodType(run, lines) {
            value = likely.type
            field.confidence *= likely.share
        }
        if !Vocabulary.bloodTypes.contains(value), let first = Self.bloodType(atStartOf: text) {
            // Text written across the card follows it.
            value = first
            field.confidence *= Self.partlySeen / 2
        }
        guard Vocabulary.bloodTypes.contains(value) else {
            field.issues.append(.unreadable)
            field.confidence = 0
            return
        }
        field.value = value
        if value != compact {
            field.source = .corrected
            field.rule = "blood_type.form"
        }
    }

    /// The longest type that a text begins with.
    private static func bloodType(atStartOf text: String) -> String? {
        let signs = text.uppercased().drop { " .,:;'`|".contains($0) }
        return Vocabulary.bloodTypes.filter { signs.hasPrefix($0) }.max { $0.count < $1.count }
    }

    /// The type that the network gives the best chance, if it is a good one and well ahead of the next.
    private func likeliestBloodType(_ run: GlyphRun, _ lines: [TextLine]) -> (type: String, share: Double)? {
        let weighed = Vocabulary.bloodTypes.compactMap { type in
            likelihood.advantage(of: type, over: run, lines).map { (type: type, advantage: $0) }
        }.sorted { $0.advantage > $1.advantage }
        guard weighed.count > 1, weighed[0].advantage > -Self.costOfChange,
            weighed[0].advantage - weighed[1].advantage > Self.leastLead
        else { return nil }
        return (weighed[0].type, min(exp(weighed[0].advantage), 1))
    }

    private static let lifelong = "SEUMUR HIDUP"
    /// What is left of a value's confidence when only a part of it is seen.
    static let partlySeen = 0.8

    /// Reads a date or that the card is for life into a field.
    func readValidity(_ text: String, _ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        if Vocabulary.lifelong.bestMatch(for: text) != nil || Vocabulary.lifelong.entry(among: text) != nil {
            return accept(Self.lifelong, &field, rule: "vocabulary")
        }
        // No date begins or ends like this: a finger or light hides the rest.
        if text.count >= 3, Self.lifelong.hasPrefix(text) || Self.lifelong.hasSuffix(text) {
            field.confidence *= Self.partlySeen
            return accept(Self.lifelong, &field, rule: "vocabulary.part")
        }
        readDate(run, lines, &field)
    }
}
