import Raster
import Testing

@Suite("polygon")
struct PolygonTests {
    @Test(
        "hulls of degenerate and of simple sets",
        arguments: [
            ([], []),
            ([Point(2, 3)], [Point(2, 3)]),
            ([Point(2, 3), Point(2, 3), Point(2, 3)], [Point(2, 3)]),
            ([Point(5, 5), Point(1, 1)], [Point(1, 1), Point(5, 5)]),
            ([Point(0, 0), Point(2, 2), Point(1, 1), Point(3, 3), Point(3, 3)], [Point(0, 0), Point(3, 3)]),
            ([Point(4, 0), Point(4, 7), Point(4, 3)], [Point(4, 0), Point(4, 7)]),
            ([Point(0, 0), Point(.nan, 1), Point(1, .infinity)], [Point(0, 0)]),
            (
                [Point(0, 0), Point(4, 0), Point(4, 4), Point(0, 4), Point(2, 2), Point(2, 0), Point(4, 4)],
                [Point(0, 0), Point(4, 0), Point(4, 4), Point(0, 4)]
            ),
        ] as [([Point], [Point])])
    func hulls(points: [Point], expected: [Point]) {
        #expect(Polygon.convexHull(of: points).points == expected)
    }

    @Test("a hull is clockwise, convex and around every point", arguments: 1...30)
    func invariants(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let points = (0..<Int.random(in: 3...80, using: &generator)).map { _ in
            Point(Float(Int.random(in: 0...20, using: &generator)), Float(Int.random(in: 0...20, using: &generator)))
        }
        let hull = Polygon.convexHull(of: points).points
        for (a, b) in zip(hull, hull.dropFirst() + hull.prefix(1)) {
            for point in points { #expect((b - a).cross(point - a) >= 0, "seed \(seed)") }
        }
        #expect(Polygon(hull).signedArea >= 0)
    }

    @Test(
        "area and perimeter",
        arguments: [
            ([], 0, 0), ([Point(1, 1)], 0, 0), ([Point(0, 0), Point(3, 4)], 0, 10),
            ([Point(0, 0), Point(4, 0), Point(4, 3)], 6, 12), ([Point(0, 0), Point(4, 3), Point(4, 0)], -6, 12),
            ([Point(1, 1), Point(2, 2), Point(3, 3)], 0, 4 * Float(2).squareRoot()),
        ] as [([Point], Float, Float)])
    func measures(points: [Point], signedArea: Float, perimeter: Float) {
        let polygon = Polygon(points)
        #expect(polygon.signedArea == signedArea)
        #expect(polygon.area == abs(signedArea))
        #expect(abs(polygon.perimeter - perimeter) < 1e-5)
    }
}

@Suite("rotated rectangle")
struct RotatedRectTests {
    @Test("no points make no rectangle, few make a flat one")
    func degenerate() throws {
        #expect(RotatedRect(enclosing: []) == nil)
        #expect(RotatedRect(enclosing: [Point(.nan, 0)]) == nil)
        let one = try #require(RotatedRect(enclosing: [Point(3, 4), Point(3, 4)]))
        #expect(one == RotatedRect(center: Point(3, 4), width: 0, height: 0, angle: 0))
        let line = try #require(RotatedRect(enclosing: [Point(0, 0), Point(6, 0), Point(3, 0)]))
        #expect(line == RotatedRect(center: Point(3, 0), width: 6, height: 0, angle: 0))
        let steep = try #require(RotatedRect(enclosing: [Point(2, 0), Point(2, 8)]))
        #expect(steep.center == Point(2, 4) && steep.width == 0 && steep.height == 8)
    }

    @Test("a turned rectangle is found again", arguments: [-44, -30, -5, 0, 1, 20, 44] as [Float])
    func turned(angle: Float) throws {
        let rect = RotatedRect(center: Point(100, 80), width: 120, height: 30, angle: angle)
        let middles = [rect.quad.leftMiddle, rect.quad.center, rect.quad.rightMiddle]
        let found = try #require(RotatedRect(enclosing: rect.quad.corners + middles))
        #expect(found.center.distance(to: rect.center) < 1e-3)
        #expect(abs(found.width - 120) < 1e-3 && abs(found.height - 30) < 1e-3)
        #expect(abs(found.angle - angle) < 1e-3)
    }

    @Test("no other angle gives less area, and every point is inside", arguments: 1...20)
    func least(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let points = (0..<12).map { _ in
            Point(Float.random(in: 0...90, using: &generator), Float.random(in: 0...40, using: &generator))
        }
        let rect = try #require(RotatedRect(enclosing: points))
        let corners = rect.quad.corners
        for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            for point in points { #expect((b - a).cross(point - a) > -0.05 * a.distance(to: b), "seed \(seed)") }
        }
        for degrees in stride(from: Float(-45), to: 45, by: 0.5) {
            let axes = RotatedRect(center: Point(0, 0), width: 2, height: 2, angle: degrees).quad
            let (across, down) = ((axes.topRight - axes.topLeft) * 0.5, (axes.bottomLeft - axes.topLeft) * 0.5)
            func extent(_ axis: Point) -> Float {
                let positions = points.map { $0.dot(axis) }
                return (positions.max() ?? 0) - (positions.min() ?? 0)
            }
            #expect(rect.area <= extent(across) * extent(down) * 1.001, "seed \(seed)")
        }
    }

    @Test("its quad is clockwise from the top-left", arguments: [-45, -30, 0, 10, 44] as [Float])
    func quads(angle: Float) {
        let quad = RotatedRect(center: Point(50, 50), width: 40, height: 10, angle: angle).quad
        #expect(abs(quad.area - 400) < 0.01)
        #expect(quad.topLeft.x < quad.topRight.x && quad.topLeft.y < quad.bottomLeft.y)
        #expect(abs(quad.width - 40) < 1e-3)
    }

    @Test("outset moves every edge and never turns inside out")
    func outset() {
        let rect = RotatedRect(center: Point(5, 5), width: 10, height: 4, angle: 30)
        #expect(rect.outset(by: 3) == RotatedRect(center: Point(5, 5), width: 16, height: 10, angle: 30))
        #expect(rect.outset(by: -3) == RotatedRect(center: Point(5, 5), width: 4, height: 0, angle: 30))
    }
}
