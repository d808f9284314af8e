import Raster
import Testing

@Suite("homography")
struct HomographyTests {
    @Test("corners go to corners and the inverse brings them back", arguments: 1...50)
    func roundTrip(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        func jitter() -> Float { Float.random(in: -150...150, using: &generator) }
        let source = Quad(Size(width: 1_000, height: 630))
        let target = Quad(x: 300, y: 200, width: 1_400, height: 900).map { Point($0.x + jitter(), $0.y + jitter()) }
        let map = try #require(Homography(from: source, to: target))
        let inverse = try #require(map.inverse)
        for (a, b) in zip(source.corners, target.corners) {
            #expect(map(a).distance(to: b) < 0.01)
            #expect(inverse(b).distance(to: a) < 0.01)
        }
        let round = inverse.after(map)
        for _ in 0..<20 {
            let point = Point(
                Float.random(in: 0...1_000, using: &generator), Float.random(in: 0...630, using: &generator))
            #expect(inverse(map(point)).distance(to: point) < 0.02)
            #expect(round(point).distance(to: point) < 0.02)
        }
    }

    @Test("degenerate quads have no map, singular maps no inverse")
    func degenerate() {
        let point = Quad(Point(3, 3), Point(3, 3), Point(3, 3), Point(3, 3))
        #expect(Homography(from: point, to: Quad(Size(width: 5, height: 5))) == nil)
        #expect(Homography([1, 2, 3, 2, 4, 6, 0, 0, 1]).inverse == nil)
        #expect(Homography([Double](repeating: 0, count: 9)).inverse == nil)
    }

    @Test("maps compose from right to left")
    func composition() {
        let double = Homography.scale(2)
        let shift = Homography([1, 0, 5, 0, 1, -1, 0, 0, 1])
        #expect(double.after(shift)(Point(1, 1)) == Point(12, 0))
        #expect(shift.after(double)(Point(1, 1)) == Point(7, 1))
        #expect(Homography.identity(Point(3, 4)) == Point(3, 4))
    }

    @Test("least squares finds the line through points, weighted")
    func leastSquares() throws {
        let rows: [[Double]] = [[0, 1, 1], [1, 1, 3], [2, 1, 5], [3, 1, 100]]
        let line = try #require(LinearSystem.leastSquares(rows, weights: [1, 1, 1, 0]))
        #expect(abs(line[0] - 2) < 1e-9 && abs(line[1] - 1) < 1e-9)
        #expect(LinearSystem.leastSquares([]) == nil)
        #expect(LinearSystem.solve([[1, 1, 2], [2, 2, 4]]) == nil)
    }
}

@Suite("quad")
struct QuadTests {
    @Test("four corners in any order become the same quad")
    func ordering() {
        let corners = [Point(10, 12), Point(90, 8), Point(95, 60), Point(8, 64)]
        let expected = Quad(corners[0], corners[1], corners[2], corners[3])
        for a in 0..<4 {
            for b in 0..<4 where b != a {
                for c in 0..<4 where c != a && c != b {
                    let d = 6 - a - b - c
                    #expect(Quad(ordering: corners[a], corners[b], corners[c], corners[d]) == expected)
                }
            }
        }
        #expect(expected.area > 0)
    }

    @Test("sizes, center and slices of an upright quad")
    func measures() {
        let quad = Quad(x: 10, y: 20, width: 40, height: 8)
        #expect(quad.width == 40 && quad.height == 8 && quad.area == 320)
        #expect(quad.center == Point(30, 24))
        #expect(quad.slice(from: 0.25, to: 0.5) == Quad(x: 20, y: 20, width: 10, height: 8))
        #expect(quad.band(from: 0.25, to: 0.5) == Quad(x: 10, y: 22, width: 40, height: 2))
        #expect(quad.turnedUpsideDown.turnedUpsideDown == quad)
        #expect(quad.turnedUpsideDown.area == 320)
    }
}
