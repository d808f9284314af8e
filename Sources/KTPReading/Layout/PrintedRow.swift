import Raster
import TextRecognition

/// The text lines that stand side by side on one line of print.
struct PrintedRow: Sendable {
    /// Row coordinate in view pixels, see ``CardFrame/row(of:)``.
    var v: Float
    /// The lines' characters, from left to right.
    var runs: [GlyphRun]
    /// The label at its left that was not read.
    var label: UnreadLabel?
    /// The label of the blood type, further right, that was not read.
    var bloodLabel: UnreadLabel?

    /// All characters from left to right.
    var run: GlyphRun { .joining(runs) }

    /// The runs that belong together with the one at `index`: no gap to the next wider than `gap` pixels.
    func contiguousRuns(around index: Int, gap: Float) -> [GlyphRun] {
        func isNear(_ left: GlyphRun, _ right: GlyphRun) -> Bool {
            guard let end = left.end, let start = right.start else { return true }
            return start.x - end.x < gap
        }
        var first = index
        while first > 0, isNear(runs[first - 1], runs[first]) { first -= 1 }
        var last = index
        while last + 1 < runs.count, isNear(runs[last], runs[last + 1]) { last += 1 }
        return Array(runs[first...last])
    }

    /// Cuts off the end of the last run that is centered at a place further right: print of the next column, which stands
    /// so close that it was taken for the same line.
    ///
    /// - Parameter center: The place, a view pixel column.
    /// - Returns: What was cut off; nil, and nothing is changed, when the run does not reach beyond that place or no words
    ///   of its end are centered there.
    mutating func cutOff(centeredAt center: Float) -> GlyphRun? {
        guard let run = runs.last, let start = run.start, let end = run.end, run.glyphs.count > 1 else { return nil }
        let width = run.meanAdvance
        let left = 2 * center - end.x
        guard end.x - center > 1.5 * width, left - start.x > 2 * width else { return nil }
        // A space near where it must begin, or the nearest character.
        func distance(_ index: Int) -> Float {
            let isWord = run.glyphs[index - 1].character == " "
            return abs(run.glyphs[index].center.x - left) - (isWord ? 1.5 * width : 0)
        }
        let letters = run.glyphs.indices.dropFirst().filter { run.glyphs[$0].character != " " }
        guard let first = letters.min(by: { distance($0) < distance($1) }), distance(first) < width else { return nil }
        runs[runs.count - 1] = run.prefix(first).trimmed { $0 == " " }
        return run.dropFirst(first).trimmed { $0 == " " }
    }

    /// Column of the first character, see ``CardFrame/column(of:)``.
    func startColumn(_ frame: CardFrame) -> Float { runs.first?.start.map(frame.column(of:)) ?? 0 }
}

/// The print of a card sorted into the rows at the left and the column under the photo.
struct PrintedLayout: Sendable {
    /// Rows from top to bottom.
    var rows: [PrintedRow]
    /// Lines in the column under the photo, from top to bottom.
    var photoColumn: [PrintedRow]

    /// Sorts the lines of a view; slanted background words and empty lines are left out.
    init(_ lines: [TextLine], labels: [UnreadLabel], _ frame: CardFrame) {
        var left: [PrintedRow] = []
        var right: [PrintedRow] = []
        for (index, line) in lines.enumerated() where !line.steps.isEmpty {
            guard Self.isAlongPrint(line.quad, frame) else { continue }
            for run in Self.splitAtGaps(GlyphRun(line, index: index), lineHeight: line.quad.height) {
                guard let start = run.start else { continue }
                let row = PrintedRow(v: frame.row(of: start), runs: [run])
                let column = frame.column(of: start)
                let position = (row.v - frame.nameRow) / frame.pitch
                // The blood type stands as far right as the photo, but higher than anything printed under it; how much
                // higher is not certain, since a second line of a name or address may have moved either.
                if position > (run.glyphs.count > 4 ? 4.6 : 6),
                    Self.isUnderPhoto(from: column, to: run.end.map(frame.column(of:)) ?? column)
                {
                    right.append(row)
                } else if column < 0.64 || position < 3.5 {
                    left.append(row)
                }
            }
        }
        rows = Self.merged(left, within: frame.pitch * 0.5)
        photoColumn = Self.merged(right, within: frame.pitch * 0.5)
        for label in labels { add(label, frame) }
    }

    /// Gives a label to the row that it stands in, if there is one.
    private mutating func add(_ label: UnreadLabel, _ frame: CardFrame) {
        let v = frame.row(of: label.start)
        guard let index = rows.indices.min(by: { abs(rows[$0].v - v) < abs(rows[$1].v - v) }),
            abs(rows[index].v - v) < 0.45 * frame.pitch
        else { return }
        let column = label.column(frame)
        if column < CardProportions.valueOffset * 0.7 {
            rows[index].label = label
        } else if column > CardProportions.bloodLabelOffset - 0.08 {
            rows[index].bloodLabel = label
        }
    }

    /// Whether a run stands in the photo's column; what is wider than the photo is centred under it.
    private static func isUnderPhoto(from start: Float, to end: Float) -> Bool {
        start > 0.57 || (start > 0.42 && (start + end) / 2 > CardProportions.photoColumn + 0.05)
    }

    private static func isAlongPrint(_ quad: Quad, _ frame: CardFrame) -> Bool {
        guard quad.width > 3 * quad.height else { return true }
        let direction = quad.rightMiddle - quad.leftMiddle
        let center = quad.center
        let expected = frame.slope.constant + frame.slope.alongX * center.x + frame.slope.alongY * center.y
        return direction.x > 0 && abs(direction.y / direction.x - expected) < 0.12
    }

    /// A line that reaches across two columns, cut where the gap between two characters is wider than any space.
    private static func splitAtGaps(_ run: GlyphRun, lineHeight: Float) -> [GlyphRun] {
        var parts: [GlyphRun] = [GlyphRun()]
        for glyph in run.glyphs {
            if let last = parts[parts.count - 1].glyphs.last(where: { $0.character != " " }), glyph.character != " ",
                glyph.center.distance(to: last.center) > 2.2 * lineHeight
            {
                parts.append(GlyphRun())
            }
            parts[parts.count - 1].glyphs.append(glyph)
        }
        return parts.map { $0.trimmed { $0 == " " } }.filter { !$0.isEmpty }
    }

    /// Two crops that overlap both hold the characters between them: the left one gives them up.
    private static func withoutOverlaps(_ runs: [GlyphRun]) -> [GlyphRun] {
        var result = runs
        for index in result.indices.dropLast() {
            guard let next = result[index + 1].start else { continue }
            let width = result[index].meanAdvance
            while let last = result[index].end, last.x > next.x - 0.5 * width, result[index].glyphs.count > 1 {
                result[index].glyphs.removeLast()
            }
        }
        return result
    }

    private static func merged(_ pieces: [PrintedRow], within distance: Float) -> [PrintedRow] {
        var result: [PrintedRow] = []
        for piece in pieces.sorted(by: { $0.v < $1.v }) {
            if let last = result.last, piece.v - last.v < distance {
                let count = Float(last.runs.count)
                result[result.count - 1].v = (last.v * count + piece.v) / (count + 1)
                result[result.count - 1].runs += piece.runs
            } else {
                result.append(piece)
            }
        }
        for index in result.indices {
            result[index].runs = withoutOverlaps(result[index].runs.sorted { ($0.start?.x ?? 0) < ($1.start?.x ?? 0) })
        }
        return result
    }
}
