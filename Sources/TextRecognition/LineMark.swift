import Raster

/// The connected cells of a map that mark the middle of one line of print.
struct LineMark: Sendable {
    /// First and last column, as edges, in cells.
    var left: Float
    var right: Float
    /// Sum of the probabilities of its cells.
    var weight: Float = 0
    /// Cells.
    var count = 0
    /// Weighted sums for the straight line through the cells' centers.
    private var x: Double = 0
    private var y: Double = 0
    private var xx: Double = 0
    private var xy: Double = 0

    private init() { (left, right) = (.infinity, -.infinity) }

    /// Mean probability of its cells.
    var score: Float { weight / Float(max(count, 1)) }
    /// Probability a column: how many cells thick it is.
    var thickness: Float { weight / max(right - left, 1) }

    private mutating func add(_ column: Int, _ row: Int, _ probability: Float) {
        let (px, py, p) = (Double(column) + 0.5, Double(row) + 0.5, Double(probability))
        left = min(left, Float(column))
        right = max(right, Float(column + 1))
        weight += probability
        count += 1
        x += p * px
        y += p * py
        xx += p * px * px
        xy += p * px * py
    }

    private func merged(with other: LineMark) -> LineMark {
        var result = self
        result.left = min(left, other.left)
        result.right = max(right, other.right)
        result.weight += other.weight
        result.count += other.count
        result.x += other.x
        result.y += other.y
        result.xx += other.xx
        result.xy += other.xy
        return result
    }

    /// The line's slope, `dy / dx`.
    private var slope: Float {
        let w = Double(max(weight, 1e-6))
        let variance = xx / w - (x / w) * (x / w)
        guard variance > 1 else { return 0 }
        return Float((xy / w - x / w * (y / w)) / variance)
    }

    /// Its middle's height at a column, in cells.
    func height(at column: Float) -> Float {
        let w = max(weight, 1e-6)
        return Float(y) / w + slopeIfLong * (column - Float(x) / w)
    }

    /// Whether most of another mark lies on this one.
    func covers(_ other: LineMark) -> Bool {
        let shared = min(right, other.right) - max(left, other.left)
        let middle = (other.left + other.right) / 2
        return shared > 0.6 * (other.right - other.left)
            && abs(height(at: middle) - other.height(at: middle)) < 0.6 * max(thickness, other.thickness)
    }

    /// A short mark's slope is chance: cards are seen straight on, so none is the better guess.
    private var slopeIfLong: Float { right - left > 6 * thickness ? slope : 0 }

    /// Thickness and slope, chance taken out of those of short marks.
    ///
    /// - Parameter usual: The median thickness of the card's marks.
    /// - Returns: Thickness in cells and slope in rows a column.
    func shape(usual: Float) -> (thickness: Float, slope: Float) {
        // The NIK's digits are half as tall again; a letter by itself is measured badly.
        let isLong = right - left > 5 * usual
        let bounds = isLong ? 0.75 * usual...1.7 * usual : 0.9 * usual...1.3 * usual
        return (min(max(thickness, bounds.lowerBound), bounds.upperBound), slopeIfLong)
    }

    /// The median thickness of long marks; of all where none is long.
    static func usualThickness(of marks: [LineMark]) -> Float {
        let long = marks.filter { $0.right - $0.left > 8 * $0.thickness }
        let values = (long.isEmpty ? marks : long).map(\.thickness).sorted()
        return values.isEmpty ? 3 : values[values.count / 2]
    }

    /// The marks of a map, from top to bottom.
    static func marks(in map: FloatMap, above threshold: Float, atLeast leastCells: Int) -> [LineMark] {
        var isOpen = map.values.map { $0 > threshold }
        var marks: [LineMark] = []
        var stack: [Int] = []
        isOpen.withUnsafeMutableBufferPointer { isOpen in
            for start in isOpen.indices where isOpen[start] {
                isOpen[start] = false
                stack.append(start)
                let mark = mark(from: &stack, of: map, isOpen)
                if mark.count >= leastCells { marks.append(mark) }
            }
        }
        return marks
    }

    /// The mark of all open cells that are connected with the stack's, which are closed.
    private static func mark(
        from stack: inout [Int], of map: FloatMap, _ isOpen: UnsafeMutableBufferPointer<Bool>
    ) -> LineMark {
        let (width, height) = (map.size.width, map.size.height)
        var mark = LineMark()
        while let cell = stack.popLast() {
            let (row, column) = (cell / width, cell % width)
            mark.add(column, row, map.values[cell])
            for near in max(row - 1, 0)...min(row + 1, height - 1) {
                for beside in max(column - 1, 0)...min(column + 1, width - 1) where isOpen[near &* width &+ beside] {
                    isOpen[near &* width &+ beside] = false
                    stack.append(near &* width &+ beside)
                }
            }
        }
        return mark
    }

    /// The mark with what goes on beyond its ends more faintly: print that the network half believes in beside print that it
    /// is sure of.
    ///
    /// - Parameters:
    ///   - map: The map that it was found in.
    ///   - threshold: The probability that a cell must have.
    ///   - gap: How many columns without such a cell may lie between.
    ///   - others: The map's other marks, which it does not grow into.
    /// - Returns: The longer mark, or the same.
    func grown(in map: FloatMap, above threshold: Float, gap: Int, beside others: [LineMark]) -> LineMark {
        var result = self
        let half = max(Int((thickness / 2).rounded()), 1)
        for direction in [-1, 1] {
            var column = Int(direction < 0 ? left : right) - (direction < 0 ? 1 : 0)
            var last = column
            while (0..<map.size.width).contains(column), abs(column - last) <= gap {
                let height = height(at: Float(column) + 0.5)
                let isTaken = others.contains { other in
                    Float(column + 1) > other.left && Float(column) < other.right
                        && abs(other.height(at: Float(column)) - height) < thickness
                }
                if isTaken { break }
                for row in Int(height) - half...Int(height) + half where (0..<map.size.height).contains(row) {
                    let probability = map.values[row * map.size.width + column]
                    guard probability > threshold else { continue }
                    result.add(column, row, probability)
                    last = column
                }
                column += direction
            }
        }
        return result
    }

    /// Marks that follow each other on one row within `gap` cells put together.
    static func joined(_ marks: [LineMark], gap: Float) -> [LineMark] {
        var result: [LineMark] = []
        for mark in marks.sorted(by: { $0.left < $1.left }) {
            let index = result.firstIndex { last in
                let seam = (last.right + mark.left) / 2
                let tall = max(last.thickness, mark.thickness)
                return mark.left - last.right < gap && mark.left > last.right - tall
                    && abs(last.height(at: seam) - mark.height(at: seam)) < 0.6 * tall
            }
            if let index { result[index] = result[index].merged(with: mark) } else { result.append(mark) }
        }
        return result.sorted { $0.height(at: $0.left) < $1.height(at: $1.left) }
    }
}
