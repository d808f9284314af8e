package import Raster

extension Quad {
    /// Intersection over union with another convex clockwise quad, 0...1.
    package func overlap(with other: Quad) -> Float {
        let common = Polygon(corners).clipped(to: Polygon(other.corners)).area
        let union = Polygon(corners).area + Polygon(other.corners).area - common
        return union > 0 ? common / union : 0
    }

    /// The largest distance between corresponding corners, in pixels.
    package func largestDistance(to other: Quad) -> Float {
        zip(corners, other.corners).map { $0.distance(to: $1) }.max() ?? 0
    }

    /// A quad from eight coordinates, x before y.
    package init?(coordinates: [Float]) {
        guard coordinates.count == 8 else { return nil }
        let points = stride(from: 0, to: 8, by: 2).map { Point(coordinates[$0], coordinates[$0 + 1]) }
        self.init(points[0], points[1], points[2], points[3])
    }
}

extension Polygon {
    /// The part inside a convex clockwise ring, by Sutherland and Hodgman's clipping.
    package func clipped(to window: Polygon) -> Polygon {
        guard var start = window.points.last else { return Polygon([]) }
        var rest = points
        for end in window.points {
            rest = Self.clip(rest, rightOf: start, end)
            start = end
        }
        return Polygon(rest)
    }

    private static func clip(_ ring: [Point], rightOf start: Point, _ end: Point) -> [Point] {
        guard var previous = ring.last else { return [] }
        let edge = end - start
        var kept: [Point] = []
        for point in ring {
            let (before, now) = (edge.cross(previous - start), edge.cross(point - start))
            if (before < 0) != (now < 0) { kept.append(previous + (point - previous) * (before / (before - now))) }
            if now >= 0 { kept.append(point) }
            previous = point
        }
        return kept
    }
}
