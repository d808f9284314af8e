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
        var strongestLabel: Float
    }

    private struct State: Hashable {
        var row: CardRow
        var extraLines: Int
    }

    private let frame: CardFrame
    private let evidence: [Evidence]

    init(_ rows: [PrintedRow], _ frame: CardFrame) {
        self.frame = frame
        evidence = rows.map { Self.evidence($0, frame) }
    }

    /// The indices of the printed rows of each row of the card, from top to bottom.
    func assign() -> [CardRow: [Int]] {
        var best: [[State: (score: Float, from: (index: Int, state: State)?)]] = []
        for index in evidence.indices {
            var states: [State: (score: Float, from: (index: Int, state: State)?)] = [:]
            func offer(_ state: State, _ score: Float, from: (index: Int, state: State)?) {
                if score > states[state]?.score ?? -.infinity { states[state] = (score, from) }
            }
            for row in CardRow.allCases {
                let emission = emission(index, row)
                let start = emission - 0.3 * Float(row.rawValue) - unusedCost(0..<index)
                offer(State(row: row, extraLines: 0), start, from: nil)
                for previous in 0..<index {
                    for (state, entry) in best[previous] where state.row < row {
                        let skipped = Float(row.rawValue - state.row.rawValue - 1)
                        let score =
                            entry.score + emission - 0.7 * skipped - unusedCost(previous + 1..<index)
                            - gapCost(previous, index, row.position - state.row.position,
                                spread: max(row.positionSpread, state.row.positionSpread))
                        offer(State(row: row, extraLines: 0), score, from: (previous, state))
                    }
                }
            }
            for previous in 0..<index {
                for (state, entry) in best[previous] where state.extraLines < state.row.maximumExtraLines {
                    let score =
                        entry.score + continuation(index, of: state.row) - unusedCost(previous + 1..<index)
                        - gapCost(previous, index, 1, spread: 0.1)
                    offer(State(row: state.row, extraLines: state.extraLines + 1), score, from: (previous, state))
                }
            }
            best.append(states)
        }
        return path(through: best)
    }

    private func path(
        through best: [[State: (score: Float, from: (index: Int, state: State)?)]]
    ) -> [CardRow: [Int]] {
        var end: (index: Int, state: State, score: Float)?
        for index in best.indices {
            for (state, entry) in best[index] {
                let missing = 0.3 * Float(CardRow.validUntil.rawValue - state.row.rawValue)
                let score = entry.score - missing - unusedCost(index + 1..<evidence.count)
                if score > end?.score ?? -.infinity { end = (index, state, score) }
            }
        }
        var result: [CardRow: [Int]] = [:]
        var step = end.map { (index: $0.index, state: $0.state) }
        while let current = step {
            result[current.state.row, default: []].insert(current.index, at: 0)
            step = best[current.index][current.state]?.from
        }
        return result
    }

    private static func evidence(_ row: PrintedRow, _ frame: CardFrame) -> Evidence {
        let run = row.run
        let column = row.startColumn(frame)
        let text = run.text.uppercased()
        var labels: [Float] = []
        var values: [Float?] = []
        for kind in CardRow.allCases {
            var weight: Float = 0
            var value = text
            if let label = kind.label {
                if let match = LabelMatcher.prefix(label, in: run), match.similarity > 0.5 {
                    weight = max(0, LabelEvidence.weight(match, kind, in: run))
                    value = run.dropFirst(match.end).text.uppercased()
                }
                // What starts where values start is no label, whatever it spells.
                if column > CardProportions.valueOffset * 0.7 { weight *= 0.25 }
            } else {
                weight = Header.evidence(for: kind, text)
            }
            labels.append(weight)
            values.append(ValuePatterns.fit(weight > 0.5 ? value : text, kind))
        }
        return Evidence(
            v: row.v, startColumn: column, labels: labels, values: values, strongestLabel: labels.max() ?? 0)
    }

    private func emission(_ index: Int, _ row: CardRow) -> Float {
        let evidence = evidence[index]
        let label = evidence.labels[row.rawValue]
        var score = 6 * label
        let strongest = evidence.strongestLabel
        if strongest > label { score -= 5 * max(0, strongest - max(label, 0.4)) }
        if let fit = evidence.values[row.rawValue] {
            score += 3 * fit - 0.8 * (1 - fit)
        } else if let other = evidence.values.compactMap({ $0 }).max(), other > 0.9 {
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
        score -= 6 * max(0, evidence.strongestLabel - 0.3)
        if evidence.startColumn < CardProportions.valueOffset * 0.6 { score -= 3 }
        if evidence.startColumn > 0.45 { score -= 3 }
        if let fit = evidence.values.compactMap({ $0 }).max() { score -= 2 * max(0, fit - 0.5) }
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
