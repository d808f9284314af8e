public import Inference
public import Raster

/// Finds where lines of print stand on a card seen straight on, values apart from labels, with a network of ours.
///
/// The network marks the middle of each line; how thick the mark is tells the height of its capitals.
public struct LineFinder: Sendable {
    /// How marks become lines; shares are those that the network was trained with (`Training/vision/samples.py`).
    public struct Configuration: Sendable {
        /// Pixels of the card a cell of the map.
        public var stride = 2
        /// The share of the capitals' height that is marked.
        public var strip: Float = 0.6
        /// Capitals' heights that a mark ends before the line does, at each end.
        public var ends: Float = 0.15
        /// Probability above which a cell is marked.
        public var threshold: Float = 0.45
        /// Probability above which a cell beyond a mark's end belongs to it.
        public var faintThreshold: Float = 0.12
        /// Cells that a mark must have.
        public var leastCells = 5
        /// Marks of one row closer than this many capitals' heights are one line.
        public var joinedGap: Float = 1.1
        /// Capitals' heights added above and below, and at each end, so that a crooked line is cut whole.
        public var margin: (down: Float, across: Float) = (0.42, 0.4)

        /// Creates a configuration with the documented defaults.
        public init() {}
    }

    /// What was found.
    public struct Result: Sendable {
        /// Lines of values, in pixels of the card.
        public var values: [TextRegion]
        /// Lines of labels, in pixels of the card.
        public var labels: [TextRegion]
        /// The probability of being the middle of a line of either kind, ``Configuration/stride`` pixels a cell.
        public var map: FloatMap
    }

    private let session: any InferenceSession
    private let input: ModelManifest.Model.Input
    private let configuration: Configuration

    /// Creates a line finder.
    public init(
        session: any InferenceSession, model: ModelManifest.Model, configuration: Configuration = Configuration()
    ) {
        self.session = session
        self.configuration = configuration
        input = model.input
    }

    /// Finds the lines.
    ///
    /// - Parameter card: The luma of the card seen straight on, sides multiples of 16.
    /// - Returns: The lines, from top to bottom.
    /// - Throws: ``ModelError``.
    public func findLines(on card: GrayImage) throws -> Result {
        let cells = Size(width: card.width / configuration.stride, height: card.height / configuration.stride)
        let maps = try session.run(shape: [1, input.channels.count, card.height, card.width]) { buffer in
            card.fill(buffer, as: input)
        } consume: { output, shape in
            guard shape == [1, 2, cells.height, cells.width] else {
                throw ModelError(
                    .unexpectedShape, "the line finder answers \(shape), not [1, 2, \(cells.height), \(cells.width)]")
            }
            return (0..<2).map { kind in
                FloatMap(size: cells, values: Array(output[kind * cells.pixelCount..<(kind + 1) * cells.pixelCount]))
            }
        }
        var marks = maps.map {
            LineMark.marks(in: $0, above: configuration.threshold, atLeast: configuration.leastCells)
        }
        let capital = LineMark.usualThickness(of: marks[0] + marks[1])
        let gap = configuration.joinedGap * capital / configuration.strip
        marks = marks.map { LineMark.joined($0, gap: gap) }
        // Only values are read to their ends.
        let grown = marks[0].enumerated().map { index, mark in
            let others = Array(marks[0][..<index] + marks[0][(index + 1)...])
            return mark.grown(in: maps[0], above: configuration.faintThreshold, gap: Int(gap / 2), beside: others)
        }
        marks[0] = LineMark.joined(grown, gap: gap)
        // What both maps claim is read with the value beside it.
        let values = marks[0]
        marks[1].removeAll { label in values.contains { $0.covers(label) } }
        let regions = marks.map { kind in kind.map { region($0, usual: capital) } }
        let either = FloatMap(size: cells, values: zip(maps[0].values, maps[1].values).map { max($0, $1) })
        return Result(values: regions[0], labels: regions[1], map: either)
    }

    /// The line around a mark, with its margins.
    ///
    /// - Parameters:
    ///   - mark: The mark, in cells.
    ///   - usual: The median thickness of the card's marks, in cells.
    /// - Returns: The line in pixels of the card.
    private func region(_ mark: LineMark, usual: Float) -> TextRegion {
        let (thickness, slope) = mark.shape(usual: usual)
        let capital = thickness / configuration.strip
        let half = capital * (0.5 + configuration.margin.down)
        let along = Point(1, slope)
        let middle = Point((mark.left + mark.right) / 2, mark.height(at: (mark.left + mark.right) / 2))
        let reach = (mark.right - mark.left) / 2 + capital * (configuration.ends + configuration.margin.across)
        let scale = Float(configuration.stride)
        func corner(_ side: Float, _ down: Float) -> Point { (middle + along * side + Point(-slope, 1) * down) * scale }
        return TextRegion(
            quad: Quad(corner(-reach, -half), corner(reach, -half), corner(reach, half), corner(-reach, half)),
            score: mark.score)
    }
}
