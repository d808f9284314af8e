/// Rows of text in columns that line up.
package struct TextTable {
    /// Where a column's text stands in it.
    package enum Alignment: Sendable { case left, right }

    private var rows: [[String]]
    private let alignments: [Alignment]

    /// Starts a table.
    ///
    /// - Parameters:
    ///   - header: The first row.
    ///   - alignments: One for each column, from the first on; further columns stand left.
    package init(_ header: [String], alignments: [Alignment] = []) {
        rows = [header]
        self.alignments = alignments
    }

    /// Adds a row with as many cells as the header, or fewer.
    package mutating func add(_ row: [String]) { rows.append(row) }

    /// The table, each row ending in a line feed, two spaces between columns and none at the end.
    package var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                let isRight = column < alignments.count && alignments[column] == .right
                return isRight ? padding + cell : cell + padding
            }
            let line = cells.joined(separator: "  ")
            let end = line.lastIndex { $0 != " " }
            return (end.map { line[...$0] } ?? "") + "\n"
        }.joined()
    }
}
