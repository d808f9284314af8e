import Inference

/// Lines laid side by side in one strip that the network reads in one run.
struct LineStrip: Sendable {
    /// A line's place in the strip.
    struct Place: Sendable {
        /// Its index among all lines.
        var line: Int
        /// Its first column, in pixels.
        var start: Int
        /// Its columns.
        var width: Int
    }

    /// Columns of the strip.
    var width: Int
    /// Its lines, from left to right.
    var places: [Place]

    /// Lays lines into strips, the widest first, each into the first strip that has room for it.
    ///
    /// Strips have the layout's width, those of a line longer than that its widest: the network is compiled for these two.
    ///
    /// - Parameters:
    ///   - widths: The lines' widths in pixels, none beyond the widest strip's.
    ///   - layout: How the network was trained to see strips.
    /// - Returns: The strips.
    static func laid(_ widths: [Int], by layout: ModelManifest.Model.Strip) -> [LineStrip] {
        var strips: [LineStrip] = []
        for line in widths.indices.sorted(by: { widths[$0] > widths[$1] }) {
            let width = widths[line]
            let free = strips.firstIndex { $0.nextStart(layout) + width <= $0.width }
            if let free {
                let start = strips[free].nextStart(layout)
                strips[free].places.append(Place(line: line, start: start, width: width))
            } else {
                let place = Place(line: line, start: 0, width: width)
                strips.append(LineStrip(width: width > layout.width ? layout.widest : layout.width, places: [place]))
            }
        }
        return strips
    }

    /// Each line alone, its width rounded up so that only few widths occur.
    static func alone(_ widths: [Int], step: Int) -> [LineStrip] {
        widths.indices.sorted { widths[$0] > widths[$1] }.map { line in
            let place = Place(line: line, start: 0, width: widths[line])
            return LineStrip(width: rounded(widths[line], to: step), places: [place])
        }
    }

    private func nextStart(_ layout: ModelManifest.Model.Strip) -> Int {
        places.last.map { Self.rounded($0.start + $0.width, to: layout.step) + layout.gap } ?? 0
    }

    private static func rounded(_ value: Int, to step: Int) -> Int { (value + step - 1) / step * step }
}
