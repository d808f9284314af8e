/// A ring of points, closed from the last to the first.
public struct Polygon: Hashable, Sendable {
    /// The corners in order; fewer than three enclose nothing.
    public var points: [Point]

    /// Creates a ring from its corners in order.
    public init(_ points: [Point]) { self.points = points }

    /// The area in square pixels, positive when the ring runs clockwise on screen; 0 for fewer than three points.
    public var signedArea: Float {
        guard let origin = points.first, points.count > 2 else { return 0 }
        // From the first corner, so that far-off rings keep their digits.
        var sum: Float = 0
        for index in 1..<points.count - 1 { sum += (points[index] - origin).cross(points[index + 1] - origin) }
        return sum / 2
    }

    /// The area in square pixels, never negative; 0 for fewer than three points.
    public var area: Float { abs(signedArea) }

    /// The length of the closed ring in pixels: 0 for one point, there and back for two.
    public var perimeter: Float {
        guard var last = points.last else { return 0 }
        var sum: Float = 0
        for point in points {
            sum += last.distance(to: point)
            last = point
        }
        return sum
    }

    /// The smallest convex ring around any points, clockwise on screen, by Andrew's monotone chain.
    ///
    /// Points on an edge are dropped, repeated ones merged and those that are not finite ignored.
    /// - Parameter points: In any order.
    /// - Returns: No corners for no points, one for equal points, the two ends for points on one line.
    /// - Complexity: O(n log n).
    public static func convexHull(of points: [Point]) -> Polygon {
        let sorted = points.filter { $0.x.isFinite && $0.y.isFinite }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        guard let first = sorted.first, let last = sorted.last, first != last else {
            return Polygon(Array(sorted.prefix(1)))
        }
        // With y down, left to right along the upper chain and back along the lower one is clockwise.
        let upper = chain(sorted)
        let lower = chain(sorted.reversed())
        return Polygon(upper.dropLast() + lower.dropLast())
    }

    private static func chain(_ points: [Point]) -> [Point] {
        var chain: [Point] = []
        for point in points {
            while chain.count > 1, !turnsClockwise(chain[chain.count - 2], chain[chain.count - 1], point) {
                chain.removeLast()
            }
            if chain.last != point { chain.append(point) }
        }
        return chain
    }

    private static func turnsClockwise(_ a: Point, _ b: Point, _ c: Point) -> Bool {
        let (abX, abY) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
        let (acX, acY) = (Double(c.x) - Double(a.x), Double(c.y) - Double(a.y))
        return abX * acY - abY * acX > 0
    }
}
