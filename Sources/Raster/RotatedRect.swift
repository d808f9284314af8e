/// A rectangle at any angle.
public struct RotatedRect: Hashable, Sendable {
    /// The middle, in pixels.
    public var center: Point
    /// The length of the edge that lies at ``angle``, in pixels.
    public var width: Float
    /// The length of the other edge, in pixels.
    public var height: Float
    /// Degrees, clockwise on screen, from the x axis to the edge of length ``width``; -45 to 45 when made from points.
    public var angle: Float

    /// Creates a rectangle from its middle, its edges and its angle in degrees.
    public init(center: Point, width: Float, height: Float, angle: Float) {
        self.center = center
        self.width = width
        self.height = height
        self.angle = angle
    }

    /// The rectangle of least area around any points, as OpenCV's `minAreaRect`; one of its edges holds a hull edge.
    ///
    /// One point gives a rectangle of no width and height, points on one line one without one of them.
    /// - Parameter points: In any order; those that are not finite are ignored. nil when there are none.
    /// - Complexity: O(n log n + h²) for a hull of h corners.
    public init?(enclosing points: [Point]) {
        let hull = Polygon.convexHull(of: points).points
        guard let first = hull.first else { return nil }
        self.init(center: first, width: 0, height: 0, angle: 0)
        guard var previous = hull.last, hull.count > 1 else { return }
        var leastArea = Double.infinity
        for corner in hull {
            let candidate = Extent(of: hull, along: previous, corner)
            // Strictly less: of equal rectangles the first stays, so the result doesn't hang on rounding noise.
            if candidate.area < leastArea * (1 - 1e-6) {
                leastArea = candidate.area
                self = candidate.rect
            }
            previous = corner
        }
    }

    /// Edge lengths multiplied, in square pixels.
    public var area: Float { width * height }

    /// The corners, clockwise from the top-left as seen on screen.
    ///
    /// As PaddleOCR orders them: of the two leftmost corners the upper one is first, of the other two the upper one
    /// second. A rectangle that stands on a corner is read along its falling edges.
    public var quad: Quad {
        let radians = Double(angle) * .pi / 180
        let (cosine, sine) = (Trigonometry.cosine(radians), Trigonometry.sine(radians))
        let across = Point(Float(cosine), Float(sine)) * (width / 2)
        let down = Point(Float(-sine), Float(cosine)) * (height / 2)
        return Quad(
            ordering: center - across - down, center + across - down, center + across + down, center - across + down)
    }

    /// The rectangle with every edge moved out by `distance` pixels; a negative one moves them in, at most to nothing.
    public func outset(by distance: Float) -> RotatedRect {
        RotatedRect(
            center: center, width: max(0, width + 2 * distance), height: max(0, height + 2 * distance), angle: angle)
    }
}

extension Quad {
    /// The quad of four corners of a convex shape given in any order, top-left first, clockwise.
    ///
    /// Of the two leftmost corners the upper one is top-left and the lower one bottom-left, likewise on the right.
    public init(ordering a: Point, _ b: Point, _ c: Point, _ d: Point) {
        let byX = [a, b, c, d].sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let (left, right) = ((byX[0], byX[1]), (byX[2], byX[3]))
        let (topLeft, bottomLeft) = left.0.y <= left.1.y ? (left.0, left.1) : (left.1, left.0)
        let (topRight, bottomRight) = right.0.y <= right.1.y ? (right.0, right.1) : (right.1, right.0)
        self.init(topLeft, topRight, bottomRight, bottomLeft)
    }
}

/// A hull's bounds in the frame of one of its edges.
private struct Extent {
    let area: Double
    let rect: RotatedRect

    init(of hull: [Point], along start: Point, _ end: Point) {
        let (dx, dy) = (Double(end.x) - Double(start.x), Double(end.y) - Double(start.y))
        let length = (dx * dx + dy * dy).squareRoot()
        var (ux, uy) = (dx / length, dy / length)
        // The same rectangle seen along whichever edge lies within 45 degrees of the x axis.
        if abs(uy) > abs(ux) { (ux, uy) = (uy, -ux) }
        if ux < 0 { (ux, uy) = (-ux, -uy) }
        var (left, right, top, bottom) = (0.0, 0.0, 0.0, 0.0)
        for point in hull {
            let (x, y) = (Double(point.x) - Double(start.x), Double(point.y) - Double(start.y))
            let (across, down) = (x * ux + y * uy, y * ux - x * uy)
            (left, right) = (min(left, across), max(right, across))
            (top, bottom) = (min(top, down), max(bottom, down))
        }
        let (middleX, middleY) = ((left + right) / 2, (top + bottom) / 2)
        area = (right - left) * (bottom - top)
        rect = RotatedRect(
            center: Point(
                Float(Double(start.x) + middleX * ux - middleY * uy),
                Float(Double(start.y) + middleX * uy + middleY * ux)),
            width: Float(right - left), height: Float(bottom - top),
            angle: Float(Trigonometry.arcTangent(uy, ux) * 180 / .pi))
    }
}
