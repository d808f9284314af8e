import Foundation
import Gazetteer
import Raster
import TextRecognition

/// Turns the characters of a value into a field in the contract's form.
struct ValueReader: Sendable {
    private let gazetteer: Gazetteer
    private let letters: LetterReader
    let likelihood: TextLikelihood
    /// Of texts whose spaces count.
    private let spacedLikelihood: TextLikelihood
    let alternatives: Alternatives
    private let places: ClosedVocabulary

    init(gazetteer: Gazetteer, alphabet: Alphabet) {
        self.gazetteer = gazetteer
        places = gazetteer.placeNames()
        letters = LetterReader(alphabet: alphabet)
        likelihood = TextLikelihood(alphabet: alphabet)
        spacedLikelihood = TextLikelihood(alphabet: alphabet, mayDropSpaces: false)
        alternatives = Alternatives(alphabet: alphabet)
    }

    /// Reads the value of any field but the NIK (see ``NIKReader``) and the regions of the address.
    func read(_ key: FieldKey, _ printed: GlyphRun, _ lines: [TextLine]) -> Field {
        var field = Field(
            value: nil, text: printed.text, confidence: Self.confidence(of: printed),
            quad: Self.quad(of: printed, lines))
        let run = letters.read(key, printed, lines)
        let text = TextForm.normalized(run.text)
        switch key {
        case .birthDate, .issueDate: readDate(run, lines, &field)
        case .rtRW: readRTRW(run, lines, &field)
        case .sex: readSex(text, run, lines, &field)
        case .religion: readReligion(text, run, lines, &field)
        case .maritalStatus: snap(text, Vocabulary.maritalStatuses, run, lines, &field)
        case .occupation: snap(text, Vocabulary.occupations, run, lines, &field)
        case .bloodType: readBloodType(run, lines, &field)
        case .nationality: readNationality(text, run, lines, &field)
        case .validUntil: readValidity(text, run, lines, &field)
        case .birthPlace, .issuePlace: readPlace(text, run, lines, &field)
        case .name: readName(text, run, lines, &field)
        case .street: accept(TextForm.mendedAddress(text), &field, rule: "address.form")
        case .nik, .village, .district, .regency, .province: accept(text, &field)
        }
        // A rule of the value's own tells more.
        if run.text != printed.text, field.value != nil, field.rule == nil {
            (field.source, field.rule) = (.corrected, "letters")
        }
        if field.candidates.isEmpty, let value = field.value, field.confidence < Self.leastDoubted {
            let known = vocabulary(of: key)?.candidates(for: text, limit: 4, leastSimilarity: 0.5).map(\.entry) ?? []
            field.candidates = candidates(known, beside: value, run, lines)
        }
        return field
    }

    /// The closed list of a field's values; nil where it has none or a form of its own.
    private func vocabulary(of key: FieldKey) -> ClosedVocabulary? {
        switch key {
        case .sex: Vocabulary.sexes
        case .religion: Vocabulary.religions
        case .maritalStatus: Vocabulary.maritalStatuses
        case .occupation: Vocabulary.occupations
        case .birthPlace, .issuePlace: places
        default: nil
        }
    }

    /// What else a run could be than the value that was taken.
    private func candidates(
        _ known: [String], beside value: String, _ run: GlyphRun, _ lines: [TextLine]
    ) -> [Field.Candidate] {
        let trimmed = run.trimmed { !$0.isLetter && !$0.isNumber }
        return Self.candidates(
            alternatives.values(of: trimmed, lines, known: known + [value], as: TextForm.normalized), beside: value)
    }

    /// Candidates below this probability are not worth telling.
    private static let leastOfCandidates = 0.005

    static func candidates(_ weighed: [Alternatives.Weighed], beside value: String) -> [Field.Candidate] {
        weighed.filter { $0.value != value && $0.share >= leastOfCandidates }.prefix(3).map {
            Field.Candidate(value: $0.value, confidence: $0.share)
        }
    }

    /// From this probability of its characters on nobody asks what else a value could be.
    static let leastDoubted = 0.97

    /// A birth date that was not read, or that the NIK contradicts, as the NIK has it, where the network gives that a chance.
    ///
    /// The NIK repeats the date: two readings that agree but for a digit that the network doubts are of the same day. A digit
    /// that was read well is left, and the disagreement is reported.
    ///
    /// - Parameters:
    ///   - field: The birth date as it was read.
    ///   - nik: The NIK as it was read.
    ///   - printed: The characters of the date.
    ///   - lines: The card's lines.
    /// - Returns: The date by both.
    func reconciled(_ field: Field, with nik: Field?, _ printed: GlyphRun, _ lines: [TextLine]) -> Field {
        guard let nik, nik.confidence > Self.sureNIK, let number = nik.value.flatMap({ NIK($0) }) else { return field }
        let dates = [1900, 2000].compactMap { number.birthDate(century: $0)?.description }
        guard !dates.contains(field.value ?? "") else { return field }
        let weighed = dates.compactMap { date in
            likelihood.advantage(of: date, over: printed, lines).map { (date: date, advantage: $0) }
        }
        let limit = field.value == nil ? Self.costOfChange : Self.costOfAgreement
        guard let best = weighed.max(by: { $0.advantage < $1.advantage }), best.advantage > -limit else { return field }
        var result = field
        result.value = best.date
        result.source = .corrected
        result.rule = "date.nik"
        result.issues.removeAll { $0 == .unreadable }
        // The odds between the two readings, the NIK's word counted for one of them.
        result.confidence = 1 / (1 + exp(-best.advantage - Self.costOfAgreement))
        if let value = field.value {
            result.candidates = [Field.Candidate(value: value, confidence: 1 - result.confidence)]
        }
        return result
    }

    /// The confidence from which on a NIK has a say in the birth date.
    private static let sureNIK = 0.8
    /// How much less likely, as a logarithm, a date may be that the NIK repeats.
    private static let costOfAgreement = 4.0

    /// Reads a region of the address, spelled as officially printed where the reading is close to exactly one.
    ///
    /// - Returns: The field, and the region when it is known.
    func readRegion(
        _ run: GlyphRun, _ level: Region.Level, in parent: Region?, _ lines: [TextLine]
    ) -> (Field, Region?) {
        var field = Field(
            value: nil, text: run.text, confidence: Self.confidence(of: run), quad: Self.quad(of: run, lines))
        let text = TextForm.normalized(run.text)
        // A district or village is looked up only inside its parent: the country has too many of one name.
        let match = level <= .regency || parent != nil ? gazetteer.bestMatch(for: text, in: parent, level: level) : nil
        let isAllowed = match.map { match in
            match.isBareName || mayChange(run, lines, to: match.form) || Self.isCut(run.text, from: match.form)
        }
        // Provinces and regencies are few and far apart, and all of them are known: what is close to one is no other.
        guard !text.isEmpty, let match, let isAllowed, isAllowed || level <= .regency else {
            let part =
                readRegion(withoutScrapOf: run, level, in: parent, lines)
                ?? readRegion(fromWordIn: run, level, in: parent, lines)
            if let part { return part }
            accept(text, &field)
            if field.value != nil { field.issues.append(.notInGazetteer) }
            field.confidence *= Self.shareOfUnlisted
            return (field, nil)
        }
        if !isAllowed { field.confidence *= Self.shareOfUnlisted }
        field.code = match.region.code
        // A bare name finds the region, but what is printed is kept.
        let value = match.isBareName ? text : match.form
        accept(value, &field, rule: "region.spelling")
        if field.confidence < Self.leastDoubted {
            let near = gazetteer.candidates(for: text, in: parent, level: level, limit: 4, leastSimilarity: 0.6)
            field.candidates = candidates(near.map(\.form), beside: value, run, lines)
        }
        return (field, match.region)
    }

    /// A province that no list knows as the one that the regency lies in, where what was read is somewhat like it: of four
    /// letters a single misread one is too many for any list.
    ///
    /// - Parameters:
    ///   - field: The province as it was read.
    ///   - regency: The regency's code.
    /// - Returns: The field by both.
    func reconciled(_ field: Field, withRegency regency: String) -> Field {
        guard field.code == nil, let value = field.value else { return field }
        let near = gazetteer.candidates(for: value, level: .province, leastSimilarity: Self.leastLikeProvince)
        guard let match = near.first(where: { $0.region.code == regency.prefix(2) }) else { return field }
        var result = field
        (result.value, result.code) = (match.form, match.region.code)
        (result.source, result.rule) = (.corrected, "region.spelling")
        result.issues.removeAll { $0 == .notInGazetteer }
        return result
    }

    /// How alike, 0...1, a reading must be to the province that its regency lies in.
    private static let leastLikeProvince = 0.6

    /// A place of issue that no list knows as the card's regency, where that is what it is most like: most cards are issued
    /// where their holders live.
    ///
    /// - Parameters:
    ///   - field: The place as it was read.
    ///   - regency: The regency's code.
    /// - Returns: The field by both.
    func reconciled(issuePlace field: Field, withRegency regency: String) -> Field {
        guard let value = field.value, places.bestMatch(for: value)?.similarity != 1 else { return field }
        let near = gazetteer.candidates(for: value, level: .regency, leastSimilarity: Self.leastLikeRegency)
        guard let match = near.first, match.region.code == regency, match.form != value, match.similarity < 1 else {
            return field
        }
        var result = field
        result.value = match.form
        (result.source, result.rule) = (.corrected, "place.spelling")
        result.candidates.removeAll { $0.value == match.form }
        return result
    }

    /// How alike, 0...1, a place of issue must be to the card's regency.
    private static let leastLikeRegency = 0.7

    /// The share of the names unknown to all lists that are printed so.
    ///
    /// Villages are founded and renamed, but names are cut off and misread about as often. An estimate: drawn cards have
    /// listed names alone.
    private static let shareOfUnlisted = 0.85

    /// A region whose name is followed by a letter or two of other print, such as a stamp's; nil where it is not.
    ///
    /// A number is of a village's name (`SUKAMAJU II`), though no list has it: villages are divided.
    private func readRegion(
        withoutScrapOf run: GlyphRun, _ level: Region.Level, in parent: Region?, _ lines: [TextLine]
    ) -> (Field, Region?)? {
        guard let space = run.glyphs.lastIndex(where: { $0.character == " " }), run.glyphs.count - space <= 3
        else { return nil }
        let isNumber = run.glyphs[(space + 1)...].allSatisfy { "IVX".contains($0.character) || $0.character.isNumber }
        guard !isNumber || level <= .regency else { return nil }
        let name = run.prefix(space)
        var (field, region) = readRegion(name, level, in: parent, lines)
        guard region != nil, field.value == TextForm.normalized(name.text) else { return nil }
        field.text = run.text
        field.confidence *= Self.partlySeen
        (field.source, field.rule) = (.corrected, "region.part")
        return (field, region)
    }

    /// A regency whose word (`KOTA`) follows letters of other print, such as a stamp's; nil where it does not.
    private func readRegion(
        fromWordIn run: GlyphRun, _ level: Region.Level, in parent: Region?, _ lines: [TextLine]
    ) -> (Field, Region?)? {
        guard level == .regency else { return nil }
        for word in Header.regencyWords {
            guard let match = LabelMatcher.anywhere(word, in: run), match.similarity > 0.99,
                (1...Self.mostForeign).contains(match.start)
            else { continue }
            var (field, region) = readRegion(run.dropFirst(match.start), level, in: parent, lines)
            guard region != nil else { continue }
            field.text = run.text
            field.confidence *= Self.partlySeen
            (field.source, field.rule) = (.corrected, "region.part")
            return (field, region)
        }
        return nil
    }

    /// The most characters of other print before a regency's word.
    private static let mostForeign = 8

    func accept(_ value: String, _ field: inout Field, rule: String = "") {
        guard value.contains(where: { $0.isLetter || $0.isNumber }) else {
            field.issues.append(.unreadable)
            field.confidence = 0
            return
        }
        field.value = value
        if !rule.isEmpty, value != TextForm.normalized(field.text) {
            field.source = .corrected
            field.rule = rule
        }
    }

    /// Whether a rule may spell a reading otherwise: only its spaces and punctuation, or where the network gives the other
    /// spelling enough of a chance.
    ///
    /// A text that was read well and is in no list is printed so: `CONSULTANT` is no misread `KONSULTAN`.
    private func mayChange(_ run: GlyphRun, _ lines: [TextLine], to value: String) -> Bool {
        let (read, other) = (Self.letters(run.text), Self.letters(value))
        let trimmed = run.trimmed { !$0.isLetter && !$0.isNumber }
        if read == other {
            // Punctuation that was read well is printed so, whatever the list has, and so is none (`DI YOGYAKARTA`).
            let marks = Self.marks(value) - Self.marks(run.text)
            if marks > 0, let advantage = likelihood.advantage(of: value, over: trimmed, lines) {
                return advantage > -Self.costOfChange * Double(marks)
            }
            return !Self.hasOwnMarks(run, beside: value)
        }
        guard let advantage = likelihood.advantage(of: value, over: trimmed, lines) else {
            let doubt = run.glyphs.filter { $0.character != " " }.map(\.probability).min() ?? 0
            return doubt < Self.wellRead
        }
        return advantage > -Self.costOfChange * Double(editDistance(read, other))
    }

    private static func marks(_ text: String) -> Int { text.count(where: \.isPunctuation) }

    private static func letters(_ text: String) -> [UInt8] {
        Array(text.uppercased().filter { $0.isLetter || $0.isNumber }.utf8)
    }

    /// Whether a reading is a known name but for its first or last letter, which the line's end may have cut off.
    private static func isCut(_ text: String, from name: String) -> Bool {
        let (read, whole) = (letters(text), letters(name))
        return read.count >= 5 && whole.count == read.count + 1
            && (whole.dropFirst().elementsEqual(read) || whole.dropLast().elementsEqual(read))
    }

    /// Whether a reading is the greater part of a long entry, from its first letter on.
    private static func isMostOf(_ entry: String, _ text: String) -> Bool {
        let (read, whole) = (letters(text), letters(entry))
        return read.count >= 12 && read.count * 4 >= whole.count * 3 && whole.starts(with: read)
    }

    /// Whether a reading has a hyphen or an apostrophe beyond doubt that another spelling lacks.
    private static func hasOwnMarks(_ run: GlyphRun, beside value: String) -> Bool {
        run.glyphs.contains { glyph in
            "-'".contains(glyph.character) && glyph.probability > 0.98 && !value.contains(glyph.character)
        }
    }

    /// How much less likely, as a logarithm, a known spelling may be for each character that it changes.
    ///
    /// On the tuning set misread values lie above -5.6 a character, values that are printed as they were read (`BUDHA`,
    /// `BUMN`, `CONSULTANT`) below -9.2.
    static let costOfChange = 7.0

    /// The least probability of a character that counts as read well, where nothing more is known.
    private static let wellRead: Float = 0.9

    private func snap(
        _ text: String, _ vocabulary: ClosedVocabulary, _ run: GlyphRun, _ lines: [TextLine], _ field: inout Field
    ) {
        guard let entry = likeliest(of: vocabulary, for: text, run, lines) else {
            if let part = vocabulary.entry(among: text) { return accept(part, &field, rule: "vocabulary.part") }
            if field.confidence < Self.leastOfUnknown || text.count < Self.shortestWord {
                // Neither a known word nor read with any certainty, or no word: scraps of other print, as beside a blank
                // value.
                field.issues.append(.unreadable)
            } else {
                accept(text, &field)
                if field.value != nil { field.issues.append(.notInVocabulary) }
            }
            field.candidates = vocabulary.candidates(for: text, limit: 3).map {
                Field.Candidate(value: $0.entry, confidence: $0.similarity * field.confidence)
            }
            return
        }
        accept(entry, &field, rule: "vocabulary")
    }

    /// The entry of a vocabulary that a reading means: by the network's probabilities where they are known.
    private func likeliest(
        of vocabulary: ClosedVocabulary, for text: String, _ run: GlyphRun, _ lines: [TextLine]
    ) -> String? {
        if vocabulary.contains(text) { return text }
        let near = vocabulary.candidates(for: text, limit: 4, leastSimilarity: 0.5).map(\.entry)
        // The line's end may have cut a letter off, or more of a long text.
        let cut = near.filter { Self.isCut(text, from: $0) || Self.isMostOf($0, text) }
        if cut.count == 1 { return cut[0] }
        let trimmed = run.trimmed { !$0.isLetter && !$0.isNumber }
        let weighed = near.compactMap { entry in
            likelihood.advantage(of: entry, over: trimmed, lines).map { (entry: entry, advantage: $0) }
        }.sorted { $0.advantage > $1.advantage }
        guard let best = weighed.first else {
            return vocabulary.bestMatch(for: text).flatMap { mayChange(run, lines, to: $0.entry) ? $0.entry : nil }
        }
        if weighed.count > 1, best.advantage - weighed[1].advantage < Self.leastLead { return nil }
        return mayChange(run, lines, to: best.entry) ? best.entry : nil
    }

    /// The confidence that a value of a closed list must have to be kept though it is none of the list.
    private static let leastOfUnknown = 0.3
    /// Letters of the shortest word that no list knows.
    private static let shortestWord = 3

    /// How much likelier, as a logarithm, an entry must be than the next one.
    static let leastLead = 3.0

    /// Cards of believers outside the listed religions print a dash.
    private func readReligion(_ text: String, _ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        if text.isEmpty, run.text.contains("-") {
            field.value = "-"
        } else {
            snap(text, Vocabulary.religions, run, lines, &field)
        }
    }

    /// Foreigners' cards print the sex in English; the contract knows the Indonesian words alone.
    private func readSex(_ text: String, _ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        snap(text, Vocabulary.sexes, run, lines, &field)
        guard let translated = ["MALE": "LAKI-LAKI", "FEMALE": "PEREMPUAN"][field.value ?? ""] else { return }
        field.value = translated
        field.source = .corrected
        field.rule = "sex.translated"
    }

    private func readNationality(_ text: String, _ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        // Three letters: anything else close to them is a citizen's card all the same.
        let alike = ["WN1", "WNL", "VNI", "WMI", "VVNI", "WHI", "WN"]
        let isCitizen =
            alike.contains(text) || text.contains("WNI")
            || (2...5).contains(text.count) && mayChange(run, lines, to: "WNI")
        guard !isCitizen else { return accept("WNI", &field, rule: "nationality.form") }
        // A country that is none of the list is kept as it was read.
        let country = likeliest(of: Vocabulary.countries, for: text, run, lines)
        accept(country ?? text, &field, rule: "nationality.country")
    }

    /// A name with its degrees as they are written, and a Balinese article apart, where the network gives that a chance.
    private func readName(_ text: String, _ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        var forms: [String] = []
        if let apart = NameForm.withArticleApart(text) {
            forms = [apart]
        } else if NameForm.hasDegree(text), !NameForm.hasRegularDegrees(text) {
            forms = alternatives.values(of: run, lines, known: [], as: TextForm.normalized).map(\.value)
                .filter(NameForm.hasRegularDegrees)
        }
        let weighed = forms.compactMap { form in
            spacedLikelihood.advantage(of: form, over: run, lines).map { (value: form, advantage: $0) }
        }
        guard let best = weighed.max(by: { $0.advantage < $1.advantage }), best.advantage > -Self.costOfNameForm else {
            return accept(text, &field)
        }
        accept(best.value, &field, rule: "name.form")
        let others = weighed.reduce(0) { $0 + exp($1.advantage - best.advantage) } - 1
        field.confidence = 1 / (1 + others + exp(-best.advantage - Self.costOfNameForm))
        field.candidates = [Field.Candidate(value: text, confidence: 1 - field.confidence)]
    }

    /// How much less likely, as a logarithm, a name may be for its degrees or its article being written as they are.
    private static let costOfNameForm = 5.0

    private func readPlace(_ text: String, _ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        let regency = gazetteer.bestMatch(for: text, in: nil, level: .regency)
        let spellings = [places.bestMatch(for: text)?.entry, regency.flatMap { $0.isBareName ? nil : $0.form }]
        guard
            let spelling = spellings.compactMap({ $0 }).first(where: {
                mayChange(run, lines, to: $0) || Self.isCut(run.text, from: $0)
            })
        else {
            return accept(text, &field)
        }
        accept(spelling, &field, rule: "place.spelling")
    }

    /// The probability that every character is right, taking the network at its word.
    static func confidence(of run: GlyphRun) -> Double {
        Double(run.glyphs.reduce(1) { $0 * $1.probability })
    }

    /// The outline of a run in view space: a slice of its line, or a quad around all its slices.
    static func quad(of run: GlyphRun, _ lines: [TextLine]) -> Quad? {
        let slices = run.extents().map { extent -> Quad in
            let line = lines[extent.line]
            let character = 0.6 / Float(max(line.steps.count, 1))
            return line.quad.slice(from: max(extent.from - character, 0), to: min(extent.to + character, 1))
        }
        guard let first = slices.first else { return nil }
        guard slices.count > 1 else { return first }
        let corners = slices.flatMap(\.corners)
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        return Quad(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }
}
