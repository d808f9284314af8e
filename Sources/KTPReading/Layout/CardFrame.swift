import Raster
import TextRecognition

/// Where the card's rows and columns lie in view space, found from labels and from values of unmistakable form.
///
/// The view is roughly upright; what tilt and perspective are left is modelled as a direction of print that changes
/// linearly across the view, and a left edge that leans.
struct CardFrame: Sendable {
    /// Slope of the lines of print, `dy / dx`, as `constant + alongX * x + alongY * y`.
    var slope: (constant: Float, alongX: Float, alongY: Float)
    /// Left edge of the labels at row coordinate 0, and its lean per pixel of row coordinate.
    var labelLeft: (atTop: Float, lean: Float)
    /// Pixels from one row to the next.
    var pitch: Float
    /// Row coordinate of the row `Nama`, by the unshifted layout.
    var nameRow: Float
    /// How many labels and values agree with the frame.
    var support: Int

    /// The card's width in view pixels, by its print where its corners are not known.
    var cardWidth: Float

    /// The row coordinate of a point: the y at which its line of print crosses the labels' left edge.
    func row(of point: Point) -> Float {
        let left = labelLeft.atTop + labelLeft.lean * point.y
        let middle = (point.x + left) / 2
        let direction = slope.constant + slope.alongX * middle + slope.alongY * point.y
        return point.y - direction * (point.x - left)
    }

    /// How far right of the labels' left edge a point lies, as a share of the card's width.
    func column(of point: Point) -> Float {
        (point.x - labelLeft.atTop - labelLeft.lean * point.y) / cardWidth
    }
}

/// Finds the ``CardFrame`` by consensus: the hypothesis that most labels and values agree with.
struct CardFrameFitter {
    /// Something whose row and column are known.
    private struct Anchor {
        var point: Point
        var row: CardRow
        /// Whether it stands where values stand.
        var isValue: Bool
        var weight: Float
        /// Row coordinate under the slope model.
        var v: Float = 0

        /// Columns right of the labels' left edge, as a share of the card's width.
        var offset: Float { isValue ? CardProportions.valueOffset : row.isIndented ? CardProportions.indent : 0 }
    }

    /// The best frame for the lines of a view.
    ///
    /// - Parameters:
    ///   - lines: The lines.
    ///   - labels: Where labels stand that were not read.
    /// - Returns: The frame; nil when fewer than three labels and values agree on any.
    func fit(_ lines: [TextLine], labels: [UnreadLabel]) -> CardFrame? {
        let slope = Self.slope(of: lines)
        // Where labels stand by themselves, lines hold none.
        var anchors = Self.anchors(in: lines, mayHoldLabels: labels.isEmpty)
        guard anchors.count >= 3 else { return nil }
        // All lines of print extended to the same x give row coordinates.
        let x0 = anchors.map(\.point.x).sorted()[anchors.count / 4]
        for index in anchors.indices {
            let point = anchors[index].point
            let direction = slope.0 + slope.1 * (point.x + x0) / 2 + slope.2 * point.y
            anchors[index].v = point.y - direction * (point.x - x0)
        }
        guard let best = Self.consensus(anchors) else { return nil }
        return CardFrame(
            slope: slope, labelLeft: Self.left(of: labels, pitch: best.pitch) ?? best.left, pitch: best.pitch,
            nameRow: best.nameRow, support: best.support, cardWidth: best.pitch * CardProportions.widthInPitches)
    }

    /// The left edge of labels that were not read, indented ones brought back; nil for too few of them.
    private static func left(of labels: [UnreadLabel], pitch: Float) -> (atTop: Float, lean: Float)? {
        let width = pitch * CardProportions.widthInPitches
        // Three rows of thirteen are indented, and the blood type's label stands far right: the middle one is neither.
        let sorted = labels.map(\.start.x).sorted()
        guard sorted.count >= 5 else { return nil }
        let usual = sorted[sorted.count / 2]
        let points = labels.compactMap { label -> [Double]? in
            let offset = (label.start.x - usual) / width
            let indent = offset > CardProportions.indent / 2 ? CardProportions.indent : 0
            guard abs(offset - indent) < 0.03 else { return nil }
            return [1, Double(label.start.y), Double(label.start.x - indent * width)]
        }
        guard points.count >= 4, let fit = LinearSystem.leastSquares(points) else { return nil }
        return (Float(fit[0]), Float(fit[1]))
    }

    private struct Hypothesis {
        var left: (atTop: Float, lean: Float)
        var pitch: Float
        var nameRow: Float
        var score: Float
        var support: Int
    }

    private static func consensus(_ anchors: [Anchor]) -> Hypothesis? {
        var best: Hypothesis?
        for a in anchors {
            for b in anchors where b.row > a.row && b.v > a.v {
                let pitch = (b.v - a.v) / (b.row.position - a.row.position)
                let width = pitch * CardProportions.widthInPitches
                // A second line of name or address would show as a pitch off by one row in ten; both are tried.
                let lefts = (a.point.x - a.offset * width, b.point.x - b.offset * width)
                guard pitch > 3, abs(lefts.0 - lefts.1) < 0.06 * width + 0.08 * (b.v - a.v) else { continue }
                let lean = (lefts.1 - lefts.0) / (b.v - a.v)
                let candidate = score(
                    anchors, pitch: pitch, nameRow: a.v - a.row.position * pitch,
                    left: (lefts.0 - lean * a.point.y, lean))
                if candidate.score > best?.score ?? 0 { best = candidate }
            }
        }
        guard let best, best.support >= 3 else { return nil }
        return refined(best, anchors)
    }

    /// Which anchors agree: at most one for a row, within half a row of their place or one or two lines below it.
    private static func inliers(
        _ anchors: [Anchor], pitch: Float, nameRow: Float, left: (atTop: Float, lean: Float)
    ) -> [CardRow: (anchor: Anchor, agreement: Float)] {
        var best: [CardRow: (anchor: Anchor, agreement: Float)] = [:]
        let width = pitch * CardProportions.widthInPitches
        for anchor in anchors {
            let row = (anchor.v - nameRow) / pitch - anchor.row.position
            let shift = min(max(row.rounded(), -1), anchor.row > .name ? 2 : 0)
            let rowError = max(0, abs(row - shift) - anchor.row.positionSpread) / 0.35
            let left = left.atTop + left.lean * anchor.point.y
            let columnError = abs(anchor.point.x - left - anchor.offset * width) / (width * 0.035)
            guard rowError < 1.5, columnError < 1.5 else { continue }
            let agreement = anchor.weight * (1 - 0.15 * abs(shift)) * (1 - 0.2 * rowError - 0.2 * columnError)
            if agreement > best[anchor.row]?.agreement ?? 0 { best[anchor.row] = (anchor, agreement) }
        }
        return best
    }

    private static func score(
        _ anchors: [Anchor], pitch: Float, nameRow: Float, left: (atTop: Float, lean: Float)
    ) -> Hypothesis {
        let agreeing = inliers(anchors, pitch: pitch, nameRow: nameRow, left: left)
        return Hypothesis(
            left: left, pitch: pitch, nameRow: nameRow, score: agreeing.values.reduce(0) { $0 + $1.agreement },
            support: agreeing.count)
    }

    /// The left edge fitted to all labels that agree; the pitch as the median over neighbouring ones.
    private static func refined(_ hypothesis: Hypothesis, _ anchors: [Anchor]) -> Hypothesis {
        var result = hypothesis
        let agreeing = inliers(
            anchors, pitch: hypothesis.pitch, nameRow: hypothesis.nameRow, left: hypothesis.left
        ).values.map(\.anchor)
        let labels = agreeing.filter { !$0.isValue }
        let width = hypothesis.pitch * CardProportions.widthInPitches
        if labels.count >= 4,
            let fit = LinearSystem.leastSquares(
                labels.map { [1, Double($0.point.y), Double($0.point.x - $0.offset * width)] })
        {
            result.left = (Float(fit[0]), Float(fit[1]))
        }
        return result
    }

    private static func anchors(in lines: [TextLine], mayHoldLabels: Bool) -> [Anchor] {
        var anchors: [Anchor] = []
        for (index, line) in lines.enumerated() where !line.steps.isEmpty {
            let run = GlyphRun(line, index: index)
            let letters = LabelMatcher.Letters(run.ascii)
            var isLabel = false
            for row in CardRow.allCases where mayHoldLabels {
                guard let label = row.label,
                    let match = LabelMatcher.prefix(label, in: letters, atLeast: 0.6), match.similarity > 0.6
                else { continue }
                let weight = LabelEvidence.weight(match, row, in: run)
                guard weight > 0.4 else { continue }
                isLabel = true
                anchors.append(Anchor(point: line.quad.leftMiddle, row: row, isValue: false, weight: weight))
            }
            guard !isLabel else { continue }
            let patterns = ValuePatterns(run.text)
            for row in CardRow.allCases {
                guard let fit = patterns.fit(row), fit > 0.75 else { continue }
                anchors.append(Anchor(point: line.quad.leftMiddle, row: row, isValue: true, weight: fit * 0.5))
            }
        }
        return anchors
    }

    /// The direction of print by weighted least squares over the long lines, with one look back to drop outliers.
    ///
    /// Text that someone wrote across the card runs another way: what is far from the median direction has no say.
    private static func slope(of lines: [TextLine]) -> (Float, Float, Float) {
        func direction(_ line: TextLine) -> Float {
            let along = line.quad.rightMiddle - line.quad.leftMiddle
            return along.y / max(along.x, 1)
        }
        var kept = lines.filter { $0.quad.width > 4 * $0.quad.height && $0.steps.count >= 4 }
        let directions = kept.map(direction).sorted()
        if let median = directions.isEmpty ? nil : directions[directions.count / 2] {
            kept = kept.filter { abs(direction($0) - median) < 0.1 }
        }
        var result: (Float, Float, Float) = (0, 0, 0)
        for _ in 0..<2 {
            let rows = kept.map { line -> [Double] in
                let center = line.quad.center
                return [1, Double(center.x), Double(center.y), Double(direction(line))]
            }
            let weights = kept.map { Double($0.quad.width * $0.quad.width) }
            guard kept.count >= 6, let fit = LinearSystem.leastSquares(rows, weights: weights) else {
                // Too few lines for three unknowns: their weighted mean.
                let total = weights.reduce(0, +)
                let mean = zip(rows, weights).reduce(0) { $0 + $1.0[3] * $1.1 }
                return (total > 0 ? Float(mean / total) : 0, 0, 0)
            }
            result = (Float(fit[0]), Float(fit[1]), Float(fit[2]))
            kept = kept.filter { line in
                let center = line.quad.center
                let expected = result.0 + result.1 * center.x + result.2 * center.y
                return abs(direction(line) - expected) < 0.08
            }
        }
        return result
    }
}

/// How much a label found at the start of a text says about the row.
enum LabelEvidence {
    /// 1 for a clean label in its own letter case; less for capitals where the card prints small letters, since values are
    /// in capitals (`AGAM`, `SALAM`).
    static func weight(_ match: LabelMatcher.Match, _ row: CardRow, in run: GlyphRun) -> Float {
        let label = run.glyphs[match.start..<match.end]
        let small = label.filter(\.character.isLowercase).count
        let letters = label.filter(\.character.isLetter).count
        var weight = match.similarity
        if !row.hasCapitalLabel && letters > 0 {
            weight -= 0.35 * max(0, 1 - 2 * Float(small) / Float(letters))
        }
        if row == .nik || row == .rtRW {
            // Three letters are quickly alike: whatever follows them must not be one more letter.
            if match.similarity < 0.85 { weight -= 0.3 }
            if match.end < run.glyphs.count, run.glyphs[match.end].character.isLetter { weight -= 0.4 }
        }
        return weight - 0.15 * Float(match.start)
    }
}
