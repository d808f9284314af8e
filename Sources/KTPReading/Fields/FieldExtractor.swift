package import Gazetteer
package import Raster
package import TextRecognition

/// What was found on a card before fields are checked against each other.
struct ExtractedCard: Sendable {
    /// An entry for each field of which a line was found.
    var fields: [FieldKey: Field]
    /// The text lines that each of these fields was read from.
    var fieldLines: [FieldKey: [Int]]
    /// Where rows and columns lie in view space.
    var frame: CardFrame
    /// For each row of the card the indices of the printed rows that hold it.
    var assignment: [CardRow: [Int]]
    /// The row coordinate of each printed row.
    var rowCoordinates: [Float]
    /// The text lines of each printed row.
    var rowLines: [[Int]]
    /// The label of the blood type, where it is known and was not read.
    var bloodLabel: UnreadLabel?
}

extension ExtractedCard {
    /// How many values have a form that hardly anything but a KTP has in their place.
    var typicalValues: Int {
        fields.count { key, field in
            guard field.value != nil else { return false }
            return switch key {
            case .nik, .birthDate, .rtRW, .validUntil: true
            case .sex, .religion, .maritalStatus, .occupation: !field.issues.contains(.notInVocabulary)
            case .nationality: field.value == "WNI"
            case .province, .regency, .district, .village: field.code != nil
            case .name, .birthPlace, .street, .bloodType, .issuePlace, .issueDate: false
            }
        }
    }
}

/// Turns the text lines of a view into fields, by where they stand and what their labels say.
package struct FieldExtractor: Sendable {
    private let values: ValueReader
    private let numbers: NIKReader

    /// Creates an extractor.
    ///
    /// - Parameters:
    ///   - gazetteer: Knows the regions.
    ///   - alphabet: The recognizer's, whose probabilities lines may hold.
    package init(gazetteer: Gazetteer, alphabet: Alphabet) {
        values = ValueReader(gazetteer: gazetteer, alphabet: alphabet)
        numbers = NIKReader(gazetteer: gazetteer, alphabet: alphabet)
    }

    /// How sure a place of issue without its date must be: the signature, too, can be read as letters.
    private static let leastWithoutDate = 0.5

    /// The fields of a card.
    ///
    /// - Parameters:
    ///   - lines: The lines that were read.
    ///   - unreadLabels: Where labels stand that were not.
    /// - Returns: The fields, quads in the lines' space; nil when the lines do not stand as a KTP's do.
    package func fields(from lines: [TextLine], unreadLabels: [Quad] = []) -> [FieldKey: Field]? {
        extractFields(from: lines, labels: unreadLabels.map { UnreadLabel(quad: $0) })?.fields
    }

    /// All that is found in the lines of a view.
    ///
    /// - Parameters:
    ///   - lines: The lines that were read.
    ///   - labels: Where labels stand that were not.
    ///   - cardWidth: The card's width in the view; nil where it is to be taken from the print.
    /// - Returns: What was found; nil when the lines do not stand as a KTP's do.
    func extractFields(
        from lines: [TextLine], labels: [UnreadLabel] = [], cardWidth: Float? = nil
    ) -> ExtractedCard? {
        let lines = GroundWords.removed(from: lines)
        guard var frame = CardFrameFitter().fit(lines, labels: labels) else { return nil }
        if let cardWidth { frame.cardWidth = cardWidth }
        var layout = PrintedLayout(lines, labels: labels, frame)
        let issue = IssueBlock(&layout, frame)
        let assignment = RowAssigner(layout.rows, frame).assign()
        var fields: [FieldKey: Field] = [:]
        var runs: [FieldKey: GlyphRun] = [:]
        func put(_ key: FieldKey, _ run: GlyphRun) {
            guard !run.isEmpty else { return }
            runs[key] = run
            fields[key] = values.read(key, run, lines)
        }
        let bodies = Bodies(layout: layout, frame: frame, assignment: assignment)
        let birth = BirthLine.split(bodies[.birth])
        let bloodLabel = assignment[.sex]?.first.flatMap { layout.rows[$0].bloodLabel }
        for row in CardRow.allCases {
            switch row {
            case .province, .regency, .nik: break
            case .birth:
                put(.birthPlace, birth.place)
                put(.birthDate, birth.date)
            case .sex:
                let parts = SexLine.split(bodies[row], frame, bloodLabel)
                put(.sex, parts.sex)
                put(.bloodType, parts.blood)
            default:
                if let key = row.fieldKey { put(key, bodies[row]) }
            }
        }
        put(.issuePlace, issue.place)
        put(.issueDate, issue.date)
        if issue.date.isEmpty, fields[.issuePlace]?.confidence ?? 1 < Self.leastWithoutDate {
            fields[.issuePlace] = nil
        }
        let regions: [(FieldKey, Region.Level, GlyphRun)] = [
            (.province, .province, bodies.province), (.regency, .regency, bodies.regency),
            (.district, .district, bodies[.district]), (.village, .village, bodies[.village]),
        ]
        readRegions(regions, &fields, lines)
        if let place = fields[.issuePlace], let regency = fields[.regency]?.code {
            fields[.issuePlace] = values.reconciled(issuePlace: place, withRegency: regency)
        }
        for (key, _, run) in regions { runs[key] = run }
        if !bodies[.nik].isEmpty {
            let context = NIKReader.Context(
                birthDate: fields[.birthDate], sex: fields[.sex], regencyCode: fields[.regency]?.code)
            fields[.nik] = numbers.read(bodies[.nik], lines, context)
        }
        fields[.birthDate] = fields[.birthDate].map { values.reconciled($0, with: fields[.nik], birth.date, lines) }
        return ExtractedCard(
            fields: fields, fieldLines: runs.mapValues { $0.extents().map(\.line) }, frame: frame,
            assignment: assignment, rowCoordinates: layout.rows.map(\.v),
            rowLines: layout.rows.map { row in row.run.extents().map(\.line) }, bloodLabel: bloodLabel)
    }

    /// Province, regency, district and village, each looked up inside the one above it.
    private func readRegions(
        _ runs: [(FieldKey, Region.Level, GlyphRun)], _ fields: inout [FieldKey: Field], _ lines: [TextLine]
    ) {
        var parent: Region?
        for (key, level, run) in runs where !run.isEmpty {
            let (field, region) = values.readRegion(run, level, in: parent, lines)
            fields[key] = field
            // Below an unknown place nothing can be looked up but the whole country.
            parent = region ?? (level == .province ? nil : parent)
        }
        if let province = fields[.province], let regency = fields[.regency]?.code {
            fields[.province] = values.reconciled(province, withRegency: regency)
        }
    }
}

extension CardRow {
    /// The field of a row that holds just one; nil for the others and for the regions, which are read together.
    var fieldKey: FieldKey? {
        switch self {
        case .nik: .nik
        case .name: .name
        case .street: .street
        case .rtRW: .rtRW
        case .religion: .religion
        case .maritalStatus: .maritalStatus
        case .occupation: .occupation
        case .nationality: .nationality
        case .validUntil: .validUntil
        case .province, .regency, .birth, .sex, .village, .district: nil
        }
    }
}

/// The values of a card's rows, labels and colons cut off.
struct Bodies {
    private var runs: [CardRow: GlyphRun] = [:]
    /// The first header line.
    private(set) var province = GlyphRun()
    /// The second header line.
    private(set) var regency = GlyphRun()

    subscript(row: CardRow) -> GlyphRun { runs[row] ?? GlyphRun() }

    init(layout: PrintedLayout, frame: CardFrame, assignment: [CardRow: [Int]]) {
        for (row, indices) in assignment {
            var parts: [GlyphRun] = []
            for (count, index) in indices.enumerated() {
                let run = Self.withoutStrays(layout.rows[index], row, frame)
                parts.append(count == 0 ? Self.withoutLabel(run, layout.rows[index].label, row, frame) : run)
            }
            runs[row] = GlyphRun.joining(parts)
        }
        removeLabelEnds(frame)
        province = self[.province]
        regency = self[.regency]
        if let halves = Header.split(province) {
            province = halves.province
            if regency.isEmpty { regency = halves.regency }
        }
        if let match = LabelMatcher.prefix("PROVINSI", in: province), match.similarity > 0.6 {
            province = province.dropFirst(match.end)
        }
    }

    /// A row without what stands far from the rest of it: background words, print of the photo.
    private static func withoutStrays(_ printed: PrintedRow, _ row: CardRow, _ frame: CardFrame) -> GlyphRun {
        if row.label == nil {
            // A header is one run of words around the one that names it, or around the middle of the card.
            let center = 0.47
            let index = printed.runs.indices.max { a, b in
                func weight(_ index: Int) -> Double {
                    let run = printed.runs[index]
                    let middle = ((run.start?.x ?? 0) + (run.end?.x ?? 0)) / 2
                    let column = Double(frame.column(of: Point(middle, run.start?.y ?? 0)))
                    return Double(Header.evidence(for: row, run.text.uppercased())) * 2 - abs(column - center)
                        + Double(run.glyphs.count) * 0.02
                }
                return weight(a) < weight(b)
            }
            guard let index else { return GlyphRun() }
            return .joining(printed.contiguousRuns(around: index, gap: frame.pitch * 1.3))
        }
        guard row != .sex,
            let value = printed.runs.firstIndex(where: { reachesValues($0, frame) })
        else { return printed.run }
        let kept = printed.contiguousRuns(around: value, gap: frame.pitch * 2.5)
        let labels = printed.runs.prefix(value).filter { run in
            !kept.contains { $0.glyphs.first?.line == run.glyphs.first?.line }
        }
        return .joining(labels + kept)
    }

    /// Removes what is left of labels that reach up to their values: up to the last small letter that stands clearly left of
    /// where the card's other values begin.
    ///
    /// Values in small letters stay whole.
    private mutating func removeLabelEnds(_ frame: CardFrame) {
        let labelled = runs.filter { $0.key.label != nil && $0.key != .nik }
        let starts = labelled.values.compactMap { $0.start.map(frame.column(of:)) }.sorted()
        guard starts.count >= 5 else { return }
        let start = starts[starts.count / 2]
        for (row, run) in labelled {
            let half = run.meanAdvance / 2 / frame.cardWidth
            let last = run.glyphs.lastIndex { $0.character.isLowercase && frame.column(of: $0.center) < start - half }
            guard let last else { continue }
            let rest = run.dropFirst(last + 1).trimmedStart(Self.separators.contains)
            let small = rest.glyphs.count(where: \.character.isLowercase)
            if !rest.isEmpty, small * 4 <= rest.glyphs.count(where: \.character.isLetter) { runs[row] = rest }
        }
    }

    /// Whether a run starts in the values' column or goes on into it; the longest labels end just before.
    private static func reachesValues(_ run: GlyphRun, _ frame: CardFrame) -> Bool {
        let columns = run.glyphs.map { frame.column(of: $0.center) / CardProportions.valueOffset }
        return (columns.first ?? 0) > 0.8 || columns.filter { $0 > 1 }.count >= 2
    }

    /// Characters that stand between a label and its value.
    private static let separators: Set<Character> = [":", ";", ".", ",", "=", "|", "'", "`", "~", " ", "·", "_", "*"]

    /// The value of a row.
    ///
    /// - Parameters:
    ///   - run: What was read in the row.
    ///   - unread: Where its label stands, if that was not read.
    ///   - row: The row.
    ///   - frame: Where the card's columns stand.
    /// - Returns: The run without the label and the colon.
    private static func withoutLabel(
        _ run: GlyphRun, _ unread: UnreadLabel?, _ row: CardRow, _ frame: CardFrame
    ) -> GlyphRun {
        guard let label = row.label else { return run }
        let strip = { (run: GlyphRun) in run.trimmedStart(separators.contains) }
        let valueLeft = CardProportions.valueOffset
        let run = unread.map { run.right(of: $0) } ?? run
        guard let start = run.start else { return run }
        if unread != nil || frame.column(of: start) >= valueLeft * 0.8 {
            // A label's last letter may stick to the colon.
            let colon = run.glyphs.prefix(3).firstIndex { $0.character == ":" }
            let isBeforeValue = colon.map { frame.column(of: run.glyphs[$0].center) < valueLeft * 1.25 } ?? false
            return strip(isBeforeValue ? run.dropFirst((colon ?? 0) + 1) : run)
        }
        let match = LabelMatcher.prefix(label, in: run)
        let colon = run.glyphs.firstIndex { glyph in
            (glyph.character == ":" || glyph.character == ";") && frame.column(of: glyph.center) < valueLeft * 1.25
        }
        if let match, match.similarity > 0.55, LabelEvidence.weight(match, row, in: run) > 0.3 {
            var end = match.end
            // What is left of a half-read label: small letters, or anything before the colon.
            if let colon, colon >= end, colon - end <= 4 { end = colon }
            while end < run.glyphs.count, run.glyphs[end].character.isLowercase, !row.hasCapitalLabel { end += 1 }
            return strip(run.dropFirst(end))
        }
        if let colon { return strip(run.dropFirst(colon + 1)) }
        // A label beyond recognition: the value is what stands in the values' column.
        return strip(GlyphRun(Array(run.glyphs.drop { frame.column(of: $0.center) < valueLeft * 0.88 })))
    }
}

extension GlyphRun {
    /// What stands right of a label, whose quad has a margin.
    fileprivate func right(of label: UnreadLabel) -> GlyphRun {
        let end = label.quad.rightMiddle.x - 0.5 * label.quad.height
        return GlyphRun(Array(glyphs.drop { $0.center.x < end }))
    }
}

/// `Tempat/Tgl Lahir`: a place and a date, with or without the comma.
enum BirthLine {
    static func split(_ run: GlyphRun) -> (place: GlyphRun, date: GlyphRun) {
        guard let date = TextForm.date(in: run.text) else {
            // A date too damaged to be one still begins with digits.
            guard let digit = run.glyphs.firstIndex(where: { $0.character.isWholeNumber }) else {
                return (run, GlyphRun())
            }
            return (run.prefix(digit), run.dropFirst(digit))
        }
        let place = run.prefix(date.range.lowerBound).trimmed { " ,.;:-".contains($0) }
        return (place, GlyphRun(Array(run.glyphs[date.range])))
    }
}

/// `Jenis Kelamin`, with `Gol. Darah` further right on the same line.
enum SexLine {
    static func split(
        _ run: GlyphRun, _ frame: CardFrame, _ bloodLabel: UnreadLabel?
    ) -> (sex: GlyphRun, blood: GlyphRun) {
        let strip = { (run: GlyphRun) in run.trimmed { " :;.,=|'`_*~".contains($0) } }
        if let label = LabelMatcher.anywhere("GOLDARAH", in: run), label.similarity > 0.55 {
            return (strip(run.prefix(label.start)), strip(run.dropFirst(label.end)))
        }
        if let bloodLabel {
            let end = frame.column(of: bloodLabel.quad.rightMiddle) - 0.01
            let index = run.glyphs.firstIndex { frame.column(of: $0.center) > end } ?? run.glyphs.count
            return (strip(run.prefix(index)), strip(run.dropFirst(index)))
        }
        // The label is not known: the blood type is what stands where it is printed.
        let bloodLeft = CardProportions.bloodLabelOffset
        let index = run.glyphs.firstIndex { frame.column(of: $0.center) > bloodLeft } ?? run.glyphs.count
        let rest = strip(run.dropFirst(index))
        let last = GlyphRun(
            Array(rest.glyphs.reversed().prefix { $0.character != " " && $0.character != ":" }.reversed()))
        let isBloodType = Vocabulary.bloodTypes.contains(last.text.uppercased())
        return (strip(run.prefix(index)), isBloodType ? last : GlyphRun())
    }
}

/// The place and date of issue, printed under the photo without labels.
struct IssueBlock {
    private(set) var place = GlyphRun()
    private(set) var date = GlyphRun()

    /// Takes the first date under the photo, and the text right above it, which may stick to a long value beside it.
    init(_ layout: inout PrintedLayout, _ frame: CardFrame) {
        let rows = layout.photoColumn
        let runs = rows.flatMap { row in row.runs.map { (row: row, run: $0) } }
        let dated =
            runs.first { TextForm.date(in: $0.run.text) != nil } ?? runs.first { Self.isMisreadDate($0.run.text) }
        guard let dated else {
            // The date was not read: the place is the first text that could be one.
            place = rows.first { $0.run.text.filter(\.isLetter).count >= 3 }?.run ?? GlyphRun()
            return
        }
        let range = TextForm.date(in: dated.run.text)?.range ?? 0..<dated.run.glyphs.count
        date = GlyphRun(Array(dated.run.glyphs[range]))
        let before = dated.run.prefix(range.lowerBound)
        if before.text.filter(\.isLetter).count > 2 {
            place = before
            return
        }
        // Both are centred under the photo, the place about one row above.
        let above = runs.filter { candidate in
            let distance = (dated.row.v - candidate.row.v) / frame.pitch
            let offset = abs(Self.middle(candidate.run) - Self.middle(dated.run)) / frame.cardWidth
            return Self.placeDistance.contains(distance) && offset < 0.1
                && candidate.run.text.filter(\.isLetter).count >= 2
        }
        place = GlyphRun.joining(above.map(\.run))
        guard place.isEmpty else { return }
        for index in layout.rows.indices
        where Self.placeDistance.contains((dated.row.v - layout.rows[index].v) / frame.pitch) {
            guard let cut = layout.rows[index].cutOff(centeredAt: Self.middle(dated.run)) else { continue }
            place = cut
            return
        }
    }

    /// Whether digits and dashes are almost a date: one was passed over, or taken for something else.
    private static func isMisreadDate(_ text: String) -> Bool {
        let marks = text.count { "-.,/ ".contains($0) }
        let digits = text.count(where: \.isWholeNumber)
        return (6...9).contains(digits) && marks >= 1 && digits + marks == text.count
    }

    /// Row pitches from the place to the date below it.
    private static let placeDistance: ClosedRange<Float> = 0.5...1.7

    private static func middle(_ run: GlyphRun) -> Float { ((run.start?.x ?? 0) + (run.end?.x ?? 0)) / 2 }
}
