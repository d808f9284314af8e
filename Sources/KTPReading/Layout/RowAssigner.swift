/// Decides which printed row is which, by the best path through the card's known order of rows.
///
/// Each assignment is scored by what the label says, what the value looks like, and how far apart the rows stand; a row
/// may be missing, a value may take further lines, and a row may be none of the card's.
struct RowAssigner {
    /// What one row says about itself.
    private struct Evidence {
        var v: Float
        var startColumn: Float
        /// Weight of the label of each row kind, 0 when it is not there.
        var labels: [Float]
        /// How well the value fits each row kind; nil where the kind has no form.
        var values: [Float?]
        /// The best of these; nil where there is none.
        var bestValue: Float?
        var strongestLabel: Float
        /// Whether a label that was not read stands at its left; nil where labels were read.
        var hasLabel: Bool?
    }

    /// A row of the card and how many further lines of it came before.
    private struct State {
        var row: CardRow
        var extraLines: Int

        static let linesPerRow = 3
        static let count = CardRow.allCases.count * linesPerRow
        var index: Int { row.rawValue * Self.linesPerRow + extraLines }

        init(_ row: CardRow, _ extraLines: Int = 0) {
            self.row = row
            self.extraLines = extraLines
        }

        init?(index: Int) {
            guard let row = CardRow(rawValue: index / Self.linesPerRow) else { return nil }
            self.init(row, index % Self.linesPerRow)
        }
    }

    /// The best path that ends with one printed row in one state.
    private struct Path {
        var score = -Float.infinity
        /// Printed row and state before; -1 at the start.
        var previousRow = -1
        var previousState = -1
    }

    /// Rows further apart than this many printed rows are not neighbours.
    private static let reach = 8

    private let frame: CardFrame
    private let evidence: [Evidence]
    /// ``emission(_:_:)`` of each printed row and row of the card, made once.
    private var emissions: [[Float]] = []

    init(_ rows: [PrintedRow], _ frame: CardFrame) {
        self.frame = frame
        let knowsLabels = rows.contains { $0.label != nil }
        evidence = rows.map { Self.evidence($0, frame, knowsLabels: knowsLabels) }
        emissions = evidence.indices.map { index in CardRow.allCases.map { score(index, $0) } }
    }

    private func emission(_ index: Int, _ row: CardRow) -> Float { emissions[index][row.rawValue] }

    /// The indices of the printed rows of each row of the card, from top to bottom.
    func assign() -> [CardRow: [Int]] {
        var best: [[Path]] = []
        for index in evidence.indices {
            var paths = [Path](repeating: Path(), count: State.count)
            for row in CardRow.allCases {
                let score = emission(index, row) - 0.3 * Float(row.rawValue) - unusedCost(0..<index)
                paths[State(row).index] = Path(score: score)
            }
            for previous in max(0, index - Self.reach)..<index {
                let unused = unusedCost(previous + 1..<index)
                for (stateIndex, path) in best[previous].enumerated() where path.score > -.infinity {
                    guard let state = State(index: stateIndex) else { continue }
                    extend(path.score - unused, from: (previous, state), to: index, &paths)
                }
            }
            best.append(paths)
        }
        return path(through: best)
    }

    /// Offers every way to go on from one printed row to another.
    private func extend(_ score: Float, from: (row: Int, state: State), to index: Int, _ paths: inout [Path]) {
        func offer(_ state: State, _ score: Float) {
            guard score > paths[state.index].score else { return }
            paths[state.index] = Path(score: score, previousRow: from.row, previousState: from.state.index)
        }
        for row in CardRow.allCases where row > from.state.row {
            let skipped = Float(row.rawValue - from.state.row.rawValue - 1)
            let gap = gapCost(
                from.row, index, row.position - from.state.row.position,
                spread: max(row.positionSpread, from.state.row.positionSpread))
            offer(State(row), score + emission(index, row) - 0.7 * skipped - gap)
        }
        if from.state.extraLines < from.state.row.maximumExtraLines {
            let gap = gapCost(from.row, index, 1, spread: 0.1)
            offer(
                State(from.state.row, from.state.extraLines + 1),
                score + continuation(index, of: from.state.row) - gap)
        }
    }

    private func path(through best: [[Path]]) -> [CardRow: [Int]] {
        var end = (row: -1, state: -1)
        var highest = -Float.infinity
        for index in best.indices {
            let unused = unusedCost(index + 1..<evidence.count)
            for (stateIndex, path) in best[index].enumerated() {
                guard let state = State(index: stateIndex) else { continue }
                let missing = 0.3 * Float(CardRow.validUntil.rawValue - state.row.rawValue)
                let score = path.score - missing - unused
                if score > highest { (highest, end) = (score, (index, stateIndex)) }
            }
        }
        var result: [CardRow: [Int]] = [:]
        while end.row >= 0, let state = State(index: end.state) {
            result[state.row, default: []].insert(end.row, at: 0)
            let path = best[end.row][end.state]
            end = (path.previousRow, path.previousState)
        }
        return result
    }

    private static func evidence(_ row: PrintedRow, _ frame: CardFrame, knowsLabels: Bool) -> Evidence {
        let run = row.run
        let column = row.startColumn(frame)
        let text = run.text.uppercased()
        let letters = LabelMatcher.Letters(run.ascii)
        let whole = patterns(text)
        var labels: [Float] = []
        var values: [Float?] = []
        for kind in CardRow.allCases {
            var weight: Float = 0
            var patterns = whole
            if let label = kind.label {
                if let unread = row.label {
                    weight = unreadWeight * unread.fit(kind, frame)
                } else if !knowsLabels, let match = LabelMatcher.prefix(label, in: letters, atLeast: 0.5),
                    match.similarity > 0.5
                {
                    weight = max(0, LabelEvidence.weight(match, kind, in: run))
                    // What starts where values start is no label, whatever it spells.
                    if column > CardProportions.valueOffset * 0.7 { weight *= 0.25 }
                    if weight > 0.5 { patterns = Self.patterns(run.dropFirst(match.end).text.uppercased()) }
                }
            } else if row.v < frame.nameRow {
                // Villages and streets begin with such words too.
                weight = Header.evidence(for: kind, text)
            }
            labels.append(weight)
            values.append(patterns.fit(kind))
        }
        return Evidence(
            v: row.v, startColumn: column, labels: labels, values: values, bestValue: values.compactMap { $0 }.max(),
            strongestLabel: labels.max() ?? 0, hasLabel: knowsLabels ? row.label != nil : nil)
    }

    /// A text's patterns; the colon may stand in the value's own line.
    private static func patterns(_ text: String) -> ValuePatterns {
        ValuePatterns(String(text.drop { " :;.".contains($0) }))
    }

    /// What the place and length of a label that was not read weigh, next to 1 for one that was.
    private static let unreadWeight: Float = 0.5

    /// How well a printed row fits a row of the card, by itself.
    private func score(_ index: Int, _ row: CardRow) -> Float {
        let evidence = evidence[index]
        let label = evidence.labels[row.rawValue]
        var score = 6 * label
        if let hasLabel = evidence.hasLabel, hasLabel != (row.label != nil) { score -= hasLabel ? 3 : 1 }
        let strongest = evidence.strongestLabel
        if strongest > label { score -= 5 * max(0, strongest - max(label, 0.4)) }
        if let fit = evidence.values[row.rawValue] {
            score += 3 * fit - 0.8 * (1 - fit)
        } else if let other = evidence.bestValue, other > 0.9 {
            score -= 1
        }
        // The frame's absolute position: rows stray by a spread, or by whole rows when values take more lines.
        let stray = (evidence.v - frame.nameRow) / frame.pitch - row.position
        let shift = min(max(stray.rounded(), -1), 2)
        score -= min(4, 3 * max(0, abs(stray - shift) - row.positionSpread)) + 0.2 * abs(shift)
        return score
    }

    private func continuation(_ index: Int, of row: CardRow) -> Float {
        let evidence = evidence[index]
        var score: Float = [.name, .street, .occupation].contains(row) ? -0.4 : -2
        // What fits no row at all is a word of the ground and no label.
        let isLabelled = evidence.hasLabel == true && evidence.strongestLabel > 0.1
        score -= 6 * max(0, max(evidence.strongestLabel, isLabelled ? 0.9 : 0) - 0.3)
        if evidence.startColumn < CardProportions.valueOffset * 0.6 { score -= 3 }
        if evidence.startColumn > 0.45 { score -= 3 }
        if let fit = evidence.bestValue { score -= 2 * max(0, fit - 0.5) }
        return score
    }

    /// The cost of rows that are taken for none of the card's.
    private func unusedCost(_ range: Range<Int>) -> Float {
        range.reduce(0) { $0 + 1.5 + 4 * max(0, evidence[$1].strongestLabel - 0.4) }
    }

    private func gapCost(_ a: Int, _ b: Int, _ expected: Float, spread: Float) -> Float {
        let gap = (evidence[b].v - evidence[a].v) / frame.pitch
        let deviation = (gap - expected) / (0.2 + 0.04 * expected + spread)
        return min(deviation * deviation / 2, 8)
    }
}
