import Inference
import Raster
import Synchronization
import TestSupport
import Testing
import TextRecognition

@Suite("text detector")
struct TextDetectorTests {
    private static let white = Color(255, 255, 255)
    private static let black = Color(0, 0, 0)

    private static func page(_ size: Size, bars: [(x: Int, y: Int, w: Int, h: Int)]) -> Image {
        var canvas = Canvas(size: size, color: white)
        for bar in bars { canvas.fill(x: bar.x, y: bar.y, Size(width: bar.w, height: bar.h), color: black) }
        return canvas.image
    }

    @Test(
        "the input is a multiple of 32 on both sides, shrunk to the long side and never enlarged",
        arguments: [
            (Size(width: 1600, height: 1200), Size(width: 736, height: 544)),
            (Size(width: 1200, height: 1600), Size(width: 544, height: 736)),
            (Size(width: 736, height: 736), Size(width: 736, height: 736)),
            (Size(width: 720, height: 480), Size(width: 704, height: 480)),
            (Size(width: 400, height: 300), Size(width: 384, height: 288)),
            (Size(width: 100, height: 10), Size(width: 96, height: 32)),
            (Size(width: 1, height: 1), Size(width: 32, height: 32)),
            (Size(width: 10_000, height: 20), Size(width: 736, height: 32)),
        ])
    func inputSize(size: Size, expected: Size) {
        #expect(TextDetector.inputSize(for: size, longSide: 736) == expected)
    }

    @Test("regions come back in pixels of the image", arguments: [1, 2, 4])
    func scalesBack(factor: Int) throws {
        let model = try ModelManifest.Model.made()
        let detector = TextDetector(session: FakeInferenceSession.darkIsText, model: model)
        let bar = (x: 200 * factor, y: 100 * factor, w: 200 * factor, h: 20 * factor)
        let image = Self.page(Size(width: 736 * factor, height: 480 * factor), bars: [bar])
        let result = try detector.detectText(in: image)
        #expect(result.map.size == Size(width: 736, height: 480))
        let region = try #require(result.regions.first)
        #expect(result.regions.count == 1)
        // 200 x 20 between pixel centers, grown.
        let distance: Float = 200 * 20 * 1.6 / 440
        let scale = Float(factor)
        let expected = Quad(
            x: (200.5 - distance) * scale, y: (100.5 - distance) * scale, width: (200 + 2 * distance) * scale,
            height: (20 + 2 * distance) * scale)
        #expect(region.quad.largestDistance(to: expected) < 1.5 * scale)
    }

    @Test("each axis is scaled by its own factor")
    func ownFactors() throws {
        // 300 x 200 becomes 288 x 192; 100 x 40 becomes 96 x 32.
        let detector = TextDetector(session: FakeInferenceSession.darkIsText, model: try .made())
        let image = Self.page(Size(width: 100, height: 40), bars: [(25, 15, 50, 10)])
        let center = try #require(try detector.detectText(in: image).regions.first).quad.center
        #expect(abs(center.x - 50) < 1 && abs(center.y - 20) < 1)
    }

    @Test("an image without text has no regions, and a map all the same")
    func blank() throws {
        let detector = TextDetector(session: FakeInferenceSession.darkIsText, model: try .made())
        let result = try detector.detectText(in: Self.page(Size(width: 64, height: 64), bars: []))
        #expect(result.regions.isEmpty)
        #expect(result.map.values.count == 64 * 64)
    }

    @Test(
        "the network sees normalized planes in the manifest's order, in the upper left of a square, mirrored in the rest"
    )
    func input() throws {
        let seen = Mutex<(input: [Float], shape: [Int])>(([], []))
        let session = FakeInferenceSession { input, shape in
            seen.withLock { $0 = (input, shape) }
            return ([Float](repeating: 0, count: shape[2] * shape[3]), [1, 1, shape[2], shape[3]])
        }
        var canvas = Canvas(size: Size(width: 64, height: 32), color: Color(255, 51, 0))
        canvas.fill(x: 0, y: 0, Size(width: 1, height: 1), color: Color(0, 0, 0))
        let image = canvas.image
        let result = try TextDetector(session: session, model: try .made()).detectText(in: image)
        let (input, shape) = seen.withLock { $0 }
        #expect(shape == [1, 3, 736, 736])
        #expect(result.map.size == image.size)
        for (plane, value) in [1, 0.2, 0].enumerated() {
            // 736 is eleven and a half times 64, and 23 times 32.
            for y in [0, 1, 31, 32, 62, 63, 64, 735] {
                let row = Array(input[(plane * 736 + y) * 736..<(plane * 736 + y + 1) * 736])
                let dark: Set<Int> =
                    [0, 63, 64].contains(y) ? [0, 127, 128, 255, 256, 383, 384, 511, 512, 639, 640] : []
                #expect(row.indices.allSatisfy { abs(row[$0] - (dark.contains($0) ? 0 : Float(value))) < 1e-6 })
            }
        }
    }

    @Test("an answer of another shape throws", arguments: [[1, 1, 32, 64], [1, 32, 32], [1, 1, 16, 16], []])
    func wrongShape(shape: [Int]) throws {
        let session = FakeInferenceSession { _, _ in ([Float](repeating: 0, count: shape.reduce(1, *)), shape) }
        let detector = TextDetector(session: session, model: try .made())
        let image = Image(size: Size(width: 32, height: 32), red: 0, green: 0, blue: 0)
        let error = #expect(throws: ModelError.self) { try detector.detectText(in: image) }
        #expect(error?.code == .unexpectedShape)
    }

    @Test("the network's failure is passed on")
    func failure() throws {
        let session = FakeInferenceSession { _, _ in throw ModelError(.runFailed, "out of order") }
        let detector = TextDetector(session: session, model: try .made())
        let image = Image(size: Size(width: 32, height: 32), red: 0, green: 0, blue: 0)
        let error = #expect(throws: ModelError.self) { try detector.detectText(in: image) }
        #expect(error?.code == .runFailed)
    }
}
