import Inference
import Raster
import TestSupport
import Testing
import TextRecognition

@Suite("line finder")
struct LineFinderTests {
    /// A mark of the network's answer: plane 0 for a value, 1 for a label, and the cells that it covers.
    private struct Mark {
        var plane: Int
        var columns: Range<Int>
        /// First row, at the left end.
        var top: Int
        var thickness = 4
        /// Rows that the right end lies lower.
        var fall = 0
        var probability: Float = 0.9
    }

    private static let card = Image(size: Size(width: 320, height: 160), red: 200, green: 200, blue: 200).grayscale()

    private static func find(_ marks: [Mark]) throws -> LineFinder.Result {
        let session = FakeInferenceSession { _, shape in
            let (width, height) = (shape[3] / 2, shape[2] / 2)
            var values = [Float](repeating: 0.02, count: 2 * width * height)
            for mark in marks {
                for column in mark.columns {
                    let drop = mark.fall * (column - mark.columns.lowerBound) / mark.columns.count
                    for row in mark.top + drop..<mark.top + drop + mark.thickness {
                        values[mark.plane * width * height + row * width + column] = mark.probability
                    }
                }
            }
            return (values, [1, 2, height, width])
        }
        return try LineFinder(session: session, model: .made(scale: 1)).findLines(on: card)
    }

    @Test("a mark becomes the line around it, values apart from labels")
    func kinds() throws {
        let found = try Self.find([
            Mark(plane: 1, columns: 10..<40, top: 20), Mark(plane: 0, columns: 50..<120, top: 20),
            Mark(plane: 0, columns: 50..<90, top: 40),
        ])
        #expect(found.values.count == 2 && found.labels.count == 1)
        let value = try #require(found.values.first).quad
        // Cells of two pixels; a mark ends 0.15 capitals before the line, which gets a margin of its own.
        #expect((92..<100).contains(value.topLeft.x) && (240..<248).contains(value.topRight.x), "\(value)")
        #expect(abs(value.center.y - 44) < 1)
        // Four cells are 0.6 of the capitals; 0.42 of them are added above and below.
        #expect(abs(value.height - 8 / 0.6 * 1.84 * 0.9) < 2, "\(value.height)")
        #expect(abs(found.labels[0].quad.center.x - 50) < 1)
        #expect(abs(found.values[0].score - 0.9) < 0.01)
        #expect(found.map.size == Size(width: 160, height: 80) && found.map.values.max() == 0.9)
    }

    @Test("lines come from top to bottom")
    func order() throws {
        let found = try Self.find([60, 20, 40].map { Mark(plane: 0, columns: 30..<90, top: $0) })
        #expect(found.values.map { ($0.quad.center.y / 40).rounded() } == [1, 2, 3])
    }

    @Test("a gap of a letter is bridged, one between two columns is not, nor two rows", arguments: [4, 30])
    func gaps(gap: Int) throws {
        let found = try Self.find([
            Mark(plane: 0, columns: 20..<60, top: 20), Mark(plane: 0, columns: 60 + gap..<60 + gap + 40, top: 20),
            Mark(plane: 0, columns: 30..<60, top: 34),
        ])
        #expect(found.values.count == (gap == 4 ? 2 : 3))
    }

    @Test("a line that falls is cut along its fall")
    func slope() throws {
        let found = try Self.find([
            Mark(plane: 0, columns: 20..<120, top: 20, fall: 10), Mark(plane: 0, columns: 20..<120, top: 50),
        ])
        let quad = try #require(found.values.first).quad
        let fall = (quad.topRight.y - quad.topLeft.y) / (quad.topRight.x - quad.topLeft.x)
        #expect(abs(fall - 0.1) < 0.01, "\(fall)")
    }

    @Test("specks and what the network doubts are no lines")
    func specks() throws {
        let found = try Self.find([
            Mark(plane: 0, columns: 20..<22, top: 20, thickness: 2),
            Mark(plane: 0, columns: 20..<90, top: 40, probability: 0.4),
        ])
        #expect(found.values.isEmpty && found.labels.isEmpty)
    }

    @Test("an answer of another shape is told as such")
    func shape() throws {
        let session = FakeInferenceSession { _, _ in ([0, 0], [1, 2]) }
        let finder = try LineFinder(session: session, model: .made(scale: 1))
        let error = #expect(throws: ModelError.self) { try finder.findLines(on: Self.card) }
        #expect(error?.code == .unexpectedShape)
    }
}
