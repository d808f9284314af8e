import Raster
import Testing

extension BinaryMap {
    /// A map drawn with `#` for set pixels.
    init(_ rows: [String]) {
        let size = Size(width: rows.first?.count ?? 0, height: rows.count)
        self.init(size: size, values: rows.joined().map { $0 == "#" ? 1 : 0 })
    }
}

@Suite("contours")
struct ContourTests {
    /// Contour points as column and row of their pixels.
    static func pixels(_ contour: Contour) -> [[Int]] { contour.points.map { [Int($0.x - 0.5), Int($0.y - 0.5)] } }

    @Test("maps without set pixels have none", arguments: [[], ["."], ["...", "..."]])
    func nothing(rows: [String]) { #expect(BinaryMap(rows).contours().isEmpty) }

    @Test(
        "borders as OpenCV 4 finds them",
        arguments: [
            (["#"], [[[0, 0]]]),
            (["###"], [[[0, 0], [2, 0]]]),
            (["#", "#", "#"], [[[0, 0], [0, 2]]]),
            (["....", ".##.", ".##.", "...."], [[[1, 1], [1, 2], [2, 2], [2, 1]]]),
            (["#.#"], [[[0, 0]], [[2, 0]]]),
            (["#..", ".#.", "..#"], [[[0, 0], [2, 2]]]),
            ([".#.", "###", ".#."], [[[1, 0], [0, 1], [1, 2], [2, 1]]]),
        ] as [([String], [[[Int]]])])
    func outer(rows: [String], expected: [[[Int]]]) {
        let contours = BinaryMap(rows).contours()
        #expect(contours.allSatisfy { !$0.isHole })
        #expect(contours.map(Self.pixels) == expected)
    }

    @Test("a ring has an outer border and a hole, and an island in it is a component")
    func holes() {
        let ring = BinaryMap(["#####", "#...#", "#.#.#", "#...#", "#####"]).contours()
        #expect(ring.map(\.isHole) == [false, true, false])
        #expect(Self.pixels(ring[0]) == [[0, 0], [0, 4], [4, 4], [4, 0]])
        #expect(Set(Self.pixels(ring[1])) == [[0, 1], [1, 0], [3, 0], [4, 1], [4, 3], [3, 4], [1, 4], [0, 3]])
        #expect(Self.pixels(ring[2]) == [[2, 2]])
    }

    @Test("one outer border a component, around all of its pixels", arguments: 1...60)
    func components(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let size = Size(
            width: Int.random(in: 1...40, using: &generator), height: Int.random(in: 1...30, using: &generator))
        let share = Double.random(in: 0.1...0.9, using: &generator)
        let values = (0..<size.pixelCount).map { _ in UInt8(Double.random(in: 0..<1, using: &generator) < share ? 7 : 0)
        }
        let map = BinaryMap(size: size, values: values)
        let hulls = map.contours().filter { !$0.isHole }.map { Set(Polygon.convexHull(of: $0.points).points) }
        let expected = Self.components(of: map).map { Set(Polygon.convexHull(of: $0).points) }
        #expect(Set(hulls) == Set(expected), "seed \(seed)")
        #expect(hulls.count == expected.count, "seed \(seed)")
    }

    /// The pixel centers of each component, by flooding.
    static func components(of map: BinaryMap) -> [[Point]] {
        var rest = map.values
        var components: [[Point]] = []
        for start in rest.indices where rest[start] != 0 {
            var component: [Point] = []
            var pending = [start]
            rest[start] = 0
            while let at = pending.popLast() {
                let (x, y) = (at % map.size.width, at / map.size.width)
                component.append(Point(Float(x) + 0.5, Float(y) + 0.5))
                for row in max(0, y - 1)...min(map.size.height - 1, y + 1) {
                    for column in max(0, x - 1)...min(map.size.width - 1, x + 1) {
                        let next = row * map.size.width + column
                        guard rest[next] != 0 else { continue }
                        rest[next] = 0
                        pending.append(next)
                    }
                }
            }
            components.append(component)
        }
        return components
    }
}

@Suite("float map")
struct FloatMapTests {
    /// Value 10 * row + column, 10 columns, 6 rows.
    static let map = FloatMap(
        size: Size(width: 10, height: 6), values: (0..<60).map { Float($0) })

    @Test(
        "the mean is of the centers inside and on the edge",
        arguments: [
            (Quad(x: 0, y: 0, width: 10, height: 6), 29.5),
            (Quad(x: 2, y: 1, width: 1, height: 1), 12),
            (Quad(x: 2.5, y: 1.5, width: 2, height: 1), 18),
            (Quad(x: -5, y: -5, width: 6, height: 6), 0),
            (Quad(x: 2.1, y: 1.1, width: 0.1, height: 0.1), 12),
            (Quad(Point(3.5, 1.5), Point(5.5, 3.5), Point(3.5, 5.5), Point(1.5, 3.5)), 33),
            (Quad(x: 20, y: 20, width: 3, height: 3), 0),
            (Quad(Point(.nan, 0), Point(1, 0), Point(1, 1), Point(0, 1)), 0),
            (Quad(Point(4.5, 2.5), Point(4.5, 2.5), Point(4.5, 2.5), Point(4.5, 2.5)), 24),
            (Quad(Point(1.5, 2.5), Point(4.5, 2.5), Point(4.5, 2.5), Point(1.5, 2.5)), 22.5),
        ] as [(Quad, Float)])
    func mean(quad: Quad, expected: Float) { #expect(abs(Self.map.mean(inside: quad) - expected) < 1e-4) }

    @Test("an empty map has a mean of 0")
    func empty() {
        let map = FloatMap(size: Size(width: 0, height: 0), values: [])
        #expect(map.mean(inside: Quad(x: 0, y: 0, width: 5, height: 5)) == 0)
        #expect(map.thresholded(above: 0).values.isEmpty)
    }

    @Test("the threshold itself is not above it")
    func threshold() {
        let map = FloatMap(size: Size(width: 4, height: 1), values: [0.2, 0.3, 0.4, .nan])
        #expect(map.thresholded(above: 0.3).values == [0, 0, 1, 0])
    }
}
