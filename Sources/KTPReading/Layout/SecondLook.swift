package import Raster
package import TextRecognition

/// Where a value must stand that the detector found no text for.
///
/// A blood type is one letter or a dash, which text detectors are not trained to see; worn lines drop out too. The
/// layout says where they are, so those places are read once more, label and value in one crop.
package struct SecondLook {
    /// A place to read, and the line that it replaces.
    struct Spot: Sendable {
        var region: TextRegion
        /// Index of the label's own line; nil when that was not found either.
        var replaces: Int?
        /// Indices of other lines that lie within the place and go once it is read.
        var covers: [Int] = []
        /// Whether a lone dash may be all that is printed there.
        var mayHoldDash = false
    }

    /// Most places looked at in one card.
    private static let limit = 6

    /// The places of a card's missing values.
    static func spots(in card: ExtractedCard, _ lines: [TextLine]) -> [Spot] {
        var spots: [Spot] = []
        let lineHeight = Self.lineHeight(lines)
        if card.fields[.bloodType]?.value == nil, let spot = bloodType(card, lines) { spots.append(spot) }
        if let spot = cutNumber(card, lines) { spots.append(spot) }
        for row in CardRow.allCases where row >= .nik {
            if let indices = card.assignment[row] {
                guard let key = row.fieldKey ?? row.firstKey, card.fields[key] == nil, let printed = indices.first
                else {
                    continue
                }
                let label = card.rowLines[printed].last.map { lines[$0].quad }
                if let label, let line = card.rowLines[printed].last {
                    spots.append(
                        Spot(
                            region: cut(label, toColumn: 0.6, card.frame), replaces: line, mayHoldDash: row == .religion
                        ))
                }
            } else if let v = expectedRow(row, card) {
                spots.append(Spot(region: band(at: v, lineHeight, card.frame), replaces: nil))
            }
        }
        return Array(spots.prefix(limit))
    }

    /// Right of the label `Gol. Darah`.
    private static func bloodType(_ card: ExtractedCard, _ lines: [TextLine]) -> Spot? {
        let parts = card.assignment[.sex]?.first.map { card.rowLines[$0] } ?? []
        func covered(by place: TextRegion, but label: Int? = nil) -> [Int] {
            parts.filter { $0 != label && lies(lines[$0].quad, in: place.quad) }
        }
        if let label = card.bloodLabel {
            let column = bloodTypeEnd(from: card.frame.column(of: label.quad.rightMiddle))
            let region = cut(label.quad, toColumn: column, card.frame)
            return Spot(region: region, covers: covered(by: region), mayHoldDash: true)
        }
        guard let printed = card.assignment[.sex]?.first else { return nil }
        for index in parts {
            let run = GlyphRun(lines[index], index: index)
            guard let match = LabelMatcher.anywhere("GOLDARAH", in: run), match.similarity > 0.6 else { continue }
            guard let end = run.end else { continue }
            // The line's own box may reach into the photo.
            let column = bloodTypeEnd(from: card.frame.column(of: end))
            let region = cut(lines[index].quad, toColumn: column, card.frame)
            return Spot(region: region, replaces: index, covers: covered(by: region, but: index), mayHoldDash: true)
        }
        // Neither label nor type was found: all that is right of the sex.
        let ends = parts.compactMap { index in GlyphRun(lines[index], index: index).end }
        let sexEnd = ends.map(card.frame.column(of:)).filter { $0 < CardProportions.bloodLabelOffset }.max()
        guard let sexEnd, card.fields[.bloodType] == nil else { return nil }
        let region = band(
            at: card.rowCoordinates[printed], lineHeight(lines), card.frame,
            from: max(sexEnd + 0.03, CardProportions.bloodLabelOffset - 0.06), to: CardProportions.photoLeft + 0.03)
        return Spot(region: region, replaces: nil, mayHoldDash: true)
    }

    /// The NIK's line drawn out to both sides, where it has too few digits to be whole or was found in parts.
    private static func cutNumber(_ card: ExtractedCard, _ lines: [TextLine]) -> Spot? {
        guard let field = card.fields[.nik], let printed = card.assignment[.nik]?.first else { return nil }
        let parts = card.rowLines[printed].filter { lines[$0].text.contains(where: \.isNumber) }
        let digits = field.text.count(where: \.isNumber)
        guard (10..<16).contains(digits) || field.value == nil && parts.count > 1,
            let longest = parts.max(by: { lines[$0].steps.count < lines[$1].steps.count })
        else { return nil }
        let others = parts.filter { $0 != longest }
        let place = numberPlace(from: lines[longest], and: others.map { lines[$0].quad }, digitCount: digits)
        let region = TextRegion(quad: place, score: 0)
        return Spot(region: region, replaces: longest, covers: others)
    }

    /// Where a number that was cut off must stand, in the lines' space.
    ///
    /// - Parameters:
    ///   - longest: The longest of its parts.
    ///   - others: The quads of the others.
    ///   - digitCount: How many digits were read in all of them.
    /// - Returns: The quad around all parts, drawn out to the right by what is missing and to the left a little.
    package static func numberPlace(from longest: TextLine, and others: [Quad], digitCount: Int) -> Quad {
        let quad = longest.quad
        let digit = 1 / Float(max(longest.steps.count, 1))
        let ends = others.flatMap { [share(of: $0.leftMiddle, quad), share(of: $0.rightMiddle, quad)] }
        let right = max(leastReach, Float(16 - digitCount) + 0.7)
        return quad.slice(
            from: min(0, ends.min() ?? 0) - leastReach * digit, to: max(1, ends.max() ?? 1) + right * digit)
    }

    /// Digits by which a number that was cut off is drawn out at least, at each end.
    private static let leastReach: Float = 2.2

    /// Whether a part of a row lies within a place of the same row.
    private static func lies(_ part: Quad, in place: Quad) -> Bool {
        share(of: part.leftMiddle, place) > -0.02 && share(of: part.rightMiddle, place) < 1.02
    }

    /// How far along a line a point lies: 0 at its left end, 1 at its right one.
    private static func share(of point: Point, _ quad: Quad) -> Float {
        let along = quad.rightMiddle - quad.leftMiddle
        return (point - quad.leftMiddle).dot(along) / max(along.dot(along), 1)
    }

    /// Where the blood type ends at the latest: its letter follows within 12 % of the card's width, before the photo.
    private static func bloodTypeEnd(from labelEnd: Float) -> Float {
        max(labelEnd + 0.07, min(labelEnd + 0.12, CardProportions.photoLeft - 0.01))
    }

    /// A line's quad drawn out to the right, or cut, until it ends at a column.
    private static func cut(_ quad: Quad, toColumn column: Float, _ frame: CardFrame) -> TextRegion {
        let missing = (column - frame.column(of: quad.rightMiddle)) * frame.cardWidth
        return TextRegion(quad: quad.slice(from: 0, to: 1 + missing / max(quad.width, 1)), score: 0)
    }

    /// The row coordinate of a row between two that were found.
    private static func expectedRow(_ row: CardRow, _ card: ExtractedCard) -> Float? {
        let above = card.assignment.filter { $0.key < row }.max { $0.key < $1.key }
        let below = card.assignment.filter { $0.key > row }.min { $0.key < $1.key }
        guard let above, let last = above.value.last else { return nil }
        let v = card.rowCoordinates[last] + (row.position - above.key.position) * card.frame.pitch
        // Nothing between two neighbours that stand close.
        if let below, let first = below.value.first, card.rowCoordinates[first] - v < card.frame.pitch * 0.6 {
            return nil
        }
        return v
    }

    /// A part of the card along one line of print, by default the left one, between two columns.
    private static func band(
        at v: Float, _ height: Float, _ frame: CardFrame, from start: Float = -0.01, to end: Float = 0.6
    ) -> TextRegion {
        func edge(_ column: Float, _ offset: Float) -> Point {
            let left = frame.labelLeft.atTop + frame.labelLeft.lean * v
            let x = left + column * frame.cardWidth
            let direction = frame.slope.constant + frame.slope.alongX * (x + left) / 2 + frame.slope.alongY * v
            return Point(x, v + direction * (x - left) + offset)
        }
        let half = height / 2
        return TextRegion(
            quad: Quad(edge(start, -half), edge(end, -half), edge(end, half), edge(start, half)), score: 0)
    }

    private static func lineHeight(_ lines: [TextLine]) -> Float {
        let heights = lines.filter { $0.steps.count >= 4 }.map(\.quad.height).sorted()
        return heights.isEmpty ? 24 : heights[heights.count / 2]
    }
}

extension CardRow {
    /// The first field of the rows that hold several, or that are read together.
    fileprivate var firstKey: FieldKey? {
        switch self {
        case .birth: .birthPlace
        case .sex: .sex
        case .village: .village
        case .district: .district
        default: nil
        }
    }
}
