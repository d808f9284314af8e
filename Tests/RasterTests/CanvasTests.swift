import Raster
import Testing

@Suite("canvas")
struct CanvasTests {
    static let red = Color(255, 0, 0)
    static let white = Color(255, 255, 255)

    @Test("a quad's edges are painted and its inside is not")
    func quad() {
        var canvas = Canvas(size: Size(width: 20, height: 20), color: Self.white)
        canvas.strokeQuad(Quad(x: 4.5, y: 4.5, width: 10, height: 10), color: Self.red, thickness: 1)
        for (x, y) in [(4, 4), (9, 4), (14, 9), (9, 14), (4, 9)] { #expect(canvas[x, y] == Self.red) }
        for (x, y) in [(9, 9), (0, 0), (19, 9)] { #expect(canvas[x, y] == Self.white) }
    }

    @Test(
        "what falls outside is cut off",
        arguments: [
            (Point(-1e9, 3), Point(1e9, 3)), (Point(.nan, 0), Point(5, 5)), (Point(.infinity, 0), Point(5, 5)),
            (Point(100, 100), Point(200, 200)), (Point(3, 3), Point(3, 3)),
        ])
    func clipping(start: Point, end: Point) {
        var canvas = Canvas(size: Size(width: 8, height: 8), color: Self.white)
        canvas.strokeLine(from: start, to: end, color: Self.red)
        #expect(canvas.image.size == Size(width: 8, height: 8))
        canvas.strokeLine(from: start, to: end, color: Self.red, thickness: 0)
    }

    @Test("a quad is filled with every pixel that it touches, whichever way it is turned")
    func filledQuads() {
        let quads = [
            Quad(x: 2.5, y: 3.5, width: 4, height: 2), Quad(Point(6, 1), Point(11, 6), Point(6, 11), Point(1, 6)),
            Quad(Point(11, 2), Point(9, 9), Point(-3, 7), Point(-5, -4)), Quad(x: 4.2, y: 4.2, width: 0.1, height: 0.1),
        ]
        for quad in quads.flatMap({ [$0, $0.turnedUpsideDown] }) {
            var canvas = Canvas(size: Size(width: 12, height: 12), color: Self.white)
            canvas.fill(quad, color: Self.red)
            for y in 0..<12 {
                for x in 0..<12 {
                    let middle = Point(Float(x) + 0.5, Float(y) + 0.5)
                    // How far the pixel's middle is outside: the largest of its distances from the edges.
                    let outside =
                        zip(quad.corners, quad.corners.dropFirst() + [quad.topLeft]).map { start, end in
                            (middle - start).cross(end - start) / end.distance(to: start)
                        }.max() ?? 0
                    if outside < 0 { #expect(canvas[x, y] == Self.red, "\(x), \(y) of \(quad)") }
                    if outside > 1.5 { #expect(canvas[x, y] == Self.white, "\(x), \(y) of \(quad)") }
                }
            }
        }
        var canvas = Canvas(size: Size(width: 2, height: 2), color: Self.white)
        canvas.fill(Quad(Point(.nan, 0), Point(9, 0), Point(9, 9), Point(0, .infinity)), color: Self.red)
        #expect(canvas[0, 0] == Self.white)
        canvas.fill(Quad(x: 0.6, y: 0.6, width: 0.2, height: 0.2), color: Self.red)
        #expect(canvas[0, 0] == Self.red && canvas[1, 0] == Self.white)
    }

    @Test("pictures and fills are placed, also partly outside", arguments: [(-2, -1), (3, 2), (7, 7), (-9, 20)])
    func placing(x: Int, y: Int) {
        let image = Image.noise(width: 4, height: 3, seed: 15)
        var placed = Canvas(size: Size(width: 8, height: 8), color: Self.white)
        placed.place(image, x: x, y: y)
        var filled = Canvas(size: Size(width: 8, height: 8), color: Self.white)
        filled.fill(x: x, y: y, image.size, color: Self.red)
        for row in 0..<8 {
            for column in 0..<8 {
                let isInside = (x..<x + 4).contains(column) && (y..<y + 3).contains(row)
                #expect(placed.image[column, row] == (isInside ? image[column - x, row - y] : [255, 255, 255]))
                #expect(filled[column, row] == (isInside ? Self.red : Self.white))
            }
        }
        #expect(placed[8, 0] == nil && placed[0, -1] == nil)
    }
}
