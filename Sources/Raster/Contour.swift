/// The border of a component of set pixels that touch at edges or corners.
public struct Contour: Hashable, Sendable {
    /// The centers of the border pixels where it changes direction, in map space; (0.5, 0.5) is the first pixel's.
    public let points: [Point]
    /// Whether it is the border of a hole, made of the pixels around it, not the component's outer one.
    public let isHole: Bool
}

extension BinaryMap {
    /// Every component's outer border and every hole's border, in the order of their first pixels.
    ///
    /// Suzuki and Abe's border following (1985), as OpenCV's `findContours` with `RETR_LIST` and
    /// `CHAIN_APPROX_SIMPLE`, except that the points are pixel centers and not indices, and the order runs forward.
    /// - Returns: No contours for a map without set pixels.
    /// - Complexity: O(pixels).
    public func contours() -> [Contour] {
        guard size.width > 0, size.height > 0 else { return [] }
        var tracer = BorderTracer(self)
        return tracer.trace()
    }
}

private struct BorderTracer {
    /// Marks of the padded map: 1 set, `followed` on a border, `followedRight` on one with an unset right neighbor.
    private static let followed: Int8 = 2
    private static let followedRight: Int8 = -126
    /// The eight neighbors, counterclockwise on screen from the right one.
    private static let steps = [(1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1)]

    private let size: Size
    private let stride: Int
    private let deltas: [Int]
    private var marks: [Int8]

    init(_ map: BinaryMap) {
        size = map.size
        stride = map.size.width + 2
        let width = stride
        deltas = Self.steps.map { $0.0 + $0.1 * width }
        marks = [Int8](repeating: 0, count: width * (map.size.height + 2))
        for y in 0..<size.height {
            let (from, to) = (y * size.width, (y + 1) * width + 1)
            for x in 0..<size.width where map.values[from + x] != 0 { marks[to + x] = 1 }
        }
    }

    mutating func trace() -> [Contour] {
        var contours: [Contour] = []
        for y in 1...size.height {
            var previous: Int8 = 0
            for x in 1...size.width {
                let at = y * stride + x
                let mark = marks[at]
                guard mark != previous else { continue }
                if previous == 0, mark == 1 {
                    contours.append(Contour(points: follow(from: at, x, y, isHole: false), isHole: false))
                } else if mark == 0, previous >= 1 {
                    contours.append(Contour(points: follow(from: at - 1, x - 1, y, isHole: true), isHole: true))
                }
                previous = marks[at]
            }
        }
        return contours
    }

    /// Walks one border around, marking its pixels; a pixel is a point where the walk turns.
    private mutating func follow(from start: Int, _ x: Int, _ y: Int, isHole: Bool) -> [Point] {
        var position = (x: x, y: y)
        var points: [Point] = []
        func add() { points.append(Point(Float(position.x) - 0.5, Float(position.y) - 0.5)) }
        let unset = isHole ? 0 : 4
        var direction = unset
        repeat { direction = (direction - 1) & 7 } while marks[start + deltas[direction]] == 0 && direction != unset
        guard direction != unset else {
            marks[start] = Self.followedRight
            add()
            return points
        }
        let last = start + deltas[direction]
        var at = start
        var previousDirection = direction ^ 4
        while true {
            let end = direction
            var turned = direction
            repeat { turned += 1 } while marks[at + deltas[turned & 7]] == 0
            direction = turned & 7
            if UInt(bitPattern: direction - 1) < UInt(bitPattern: end) {
                marks[at] = Self.followedRight
            } else if marks[at] == 1 {
                marks[at] = Self.followed
            }
            if direction != previousDirection {
                add()
                previousDirection = direction
            }
            let next = at + deltas[direction]
            position = (position.x + Self.steps[direction].0, position.y + Self.steps[direction].1)
            if next == start, at == last { return points }
            at = next
            direction = (direction + 4) & 7
        }
    }
}
