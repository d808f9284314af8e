import Gazetteer
import Raster
import TextRecognition

/// Turns the characters of a value into a field in the contract's form.
struct ValueReader: Sendable {
    private let gazetteer: Gazetteer
    private let decoder: CTCDecoder
    private let letters: LetterReader
    private let places: ClosedVocabulary

    init(gazetteer: Gazetteer, alphabet: Alphabet) {
        self.gazetteer = gazetteer
        places = gazetteer.placeNames()
        decoder = CTCDecoder(alphabet: alphabet)
        letters = LetterReader(alphabet: alphabet)
    }

    /// Reads the value of any field but a region of the address.
    func read(_ key: FieldKey, _ printed: GlyphRun, _ lines: [TextLine]) -> Field {
        var field = Field(
            value: nil, text: printed.text, confidence: Self.confidence(of: printed),
            quad: Self.quad(of: printed, lines))
        let run = letters.read(key, printed, lines)
        let text = TextForm.normalized(run.text)
        defer {
            // A rule of the value's own tells more.
            if run.text != printed.text, field.value != nil, field.rule == nil {
                (field.source, field.rule) = (.corrected, "letters")
            }
        }
        switch key {
        case .nik: readNIK(run, lines, &field)
        case .birthDate, .issueDate: readDate(run.text, &field)
        case .rtRW: readRTRW(run.text, &field)
        case .sex: readSex(text, run, &field)
        case .religion: snap(text, Vocabulary.religions, run, &field)
        case .maritalStatus: snap(text, Vocabulary.maritalStatuses, run, &field)
        case .occupation: snap(text, Vocabulary.occupations, run, &field)
        case .bloodType: readBloodType(run.text, &field)
        case .nationality: readNationality(text, &field)
        case .validUntil: readValidity(text, &field)
        case .birthPlace, .issuePlace: readPlace(text, run, &field)
        case .name, .street: accept(text, &field)
        case .village, .district, .regency, .province: accept(text, &field)
        }
        return field
    }

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
        guard !text.isEmpty, level <= .regency || parent != nil,
            let match = gazetteer.bestMatch(for: text, in: parent, level: level),
            match.isBareName || Self.mayChange(run, to: match.form)
        else {
            accept(text, &field)
            if field.value != nil { field.issues.append(.notInGazetteer) }
            return (field, nil)
        }
        field.code = match.region.code
        // A bare name finds the region, but what is printed is kept.
        accept(match.isBareName ? text : match.form, &field, rule: "region.spelling")
        return (field, match.region)
    }

    private func accept(_ value: String, _ field: inout Field, rule: String = "") {
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

    /// Whether a rule may spell a reading otherwise: only its spaces and punctuation, or what the network doubts itself.
    ///
    /// A text that was read well and is in no list is printed so: `CONSULTANT` is no misread `KONSULTAN`.
    private static func mayChange(_ run: GlyphRun, to value: String) -> Bool {
        func letters(_ text: String) -> String { text.uppercased().filter { $0.isLetter || $0.isNumber } }
        if letters(run.text) == letters(value) { return true }
        let doubt = run.glyphs.filter { $0.character != " " }.map(\.probability).min() ?? 0
        return doubt < wellRead
    }

    /// The least probability of a character that counts as read well.
    private static let wellRead: Float = 0.9

    private func snap(_ text: String, _ vocabulary: ClosedVocabulary, _ run: GlyphRun, _ field: inout Field) {
        guard let match = vocabulary.bestMatch(for: text), Self.mayChange(run, to: match.entry) else {
            if let part = vocabulary.entry(among: text) { return accept(part, &field, rule: "vocabulary.part") }
            accept(text, &field)
            if field.value != nil { field.issues.append(.notInVocabulary) }
            field.candidates = vocabulary.candidates(for: text, limit: 3).map {
                Field.Candidate(value: $0.entry, confidence: $0.similarity * field.confidence)
            }
            return
        }
        accept(match.entry, &field, rule: "vocabulary")
    }

    /// Foreigners' cards print the sex in English; the contract knows the Indonesian words alone.
    private func readSex(_ text: String, _ run: GlyphRun, _ field: inout Field) {
        snap(text, Vocabulary.sexes, run, &field)
        guard let translated = ["MALE": "LAKI-LAKI", "FEMALE": "PEREMPUAN"][field.value ?? ""] else { return }
        field.value = translated
        field.source = .corrected
        field.rule = "sex.translated"
    }

    private func readDate(_ text: String, _ field: inout Field) {
        guard let date = TextForm.date(in: text) else {
            field.issues.append(.unreadable)
            field.confidence = 0
            return
        }
        field.value = date.value
        if date.isCorrected {
            field.source = .corrected
            field.rule = "date.form"
        }
    }

    private func readRTRW(_ text: String, _ field: inout Field) {
        guard let found = TextForm.rtRW(in: TextForm.normalized(text)) else {
            field.issues.append(.unreadable)
            field.confidence = 0
            return
        }
        field.value = found.value
        if found.isCorrected {
            field.source = .corrected
            field.rule = "rt_rw.form"
        }
    }

    private func readBloodType(_ text: String, _ field: inout Field) {
        var compact = text.uppercased().filter { !" .,:;'`|".contains($0) }
        // No type starts with a dash but the dash alone: one before it is the colon.
        if compact.count > 1, compact.first == "-" { compact.removeFirst() }
        let alike: [String: String] = [
            "0": "O", "Q": "O", "D": "O", "8": "B", "4": "A", "A8": "AB", "48": "AB", "—": "-", "–": "-",
        ]
        let group = compact.prefix { !"+-".contains($0) }
        var value = (alike[String(group)] ?? String(group)) + compact.dropFirst(group.count)
        // A colon misread as a small letter sticks to the front.
        if !Vocabulary.bloodTypes.contains(value), text.first?.isLowercase == true { value = String(value.dropFirst()) }
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

    private func readNationality(_ text: String, _ field: inout Field) {
        // Three letters: anything else close to them is a citizen's card all the same.
        let alike = ["WN1", "WNL", "VNI", "WMI", "WNII", "VVNI", "WHI", "WN"]
        let isCitizen = alike.contains(text) || text.split(separator: " ").contains("WNI")
        accept(isCitizen ? "WNI" : text, &field, rule: "nationality.form")
    }

    private func readValidity(_ text: String, _ field: inout Field) {
        if Vocabulary.lifelong.bestMatch(for: text) != nil {
            return accept("SEUMUR HIDUP", &field, rule: "vocabulary")
        }
        readDate(text, &field)
    }

    private func readPlace(_ text: String, _ run: GlyphRun, _ field: inout Field) {
        guard let match = places.bestMatch(for: text), Self.mayChange(run, to: match.entry) else {
            return accept(text, &field)
        }
        accept(match.entry, &field, rule: "place.spelling")
    }

    /// Sixteen digits; where the free reading has none, the likeliest digits of the line.
    private func readNIK(_ run: GlyphRun, _ lines: [TextLine], _ field: inout Field) {
        let compact = run.text.filter { !" .,:;'-".contains($0) }
        if NIK(compact) != nil {
            field.value = compact
            return
        }
        let constrained = digits(of: run, lines)
        if let reading = constrained, NIK(reading.text) != nil {
            field.value = reading.text
            field.confidence = min(field.confidence, reading.confidence)
        } else {
            let digits = String(compact.compactMap(TextForm.digit(for:)))
            guard digits.count == compact.count, NIK(digits) != nil else {
                field.issues.append(.unreadable)
                field.confidence = 0
                return
            }
            field.value = digits
            field.confidence *= 0.8
        }
        field.source = .corrected
        field.rule = "nik.digits"
    }

    /// The best path through the line's probabilities with digits alone.
    private func digits(of run: GlyphRun, _ lines: [TextLine]) -> (text: String, confidence: Double)? {
        guard let extent = run.extents().max(by: { $0.to - $0.from < $1.to - $1.from }),
            let probabilities = lines[extent.line].probabilities
        else { return nil }
        let steps = decoder.decode(
            probabilities, contentShare: lines[extent.line].contentShare, allowing: { $0.isASCII && $0.isNumber })
        let margin = (extent.to - extent.from) / 40
        let inside = steps.filter { $0.position > extent.from - margin && $0.position < extent.to + margin }
        return (String(inside.map(\.character)), Double(inside.reduce(1) { $0 * $1.probability }))
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
