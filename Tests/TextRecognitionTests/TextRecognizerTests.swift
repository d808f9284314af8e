import Inference
import Raster
import Synchronization
import TestSupport
import Testing
import TextRecognition

@Suite("text recognizer")
struct TextRecognizerTests {
    private static let alphabet = "ABCDEFGHIJ "

    private static func recognizer(
        threads: Int = 1, session: FakeInferenceSession? = nil
    ) throws -> TextRecognizer {
        var configuration = TextRecognizer.Configuration()
        configuration.threads = threads
        return try TextRecognizer(
            session: session ?? .painted(classCount: alphabet.count + 1),
            model: .made(alphabet: alphabet, height: 16, scale: 1), configuration: configuration)
    }

    /// A picture whose columns, eight a step, are painted with the classes of a text; `_` is the blank.
    static func painted(_ texts: [String]) throws -> (image: Image, regions: [TextRegion]) {
        let classes = Alphabet(alphabet)
        let width = (texts.map(\.count).max() ?? 1) * 8
        var canvas = Canvas(size: Size(width: width, height: texts.count * 16), color: Color(0, 0, 0))
        var regions: [TextRegion] = []
        for (row, text) in texts.enumerated() {
            for (column, character) in text.enumerated() {
                let label = UInt8(classes.classIndex(of: character) ?? 0)
                canvas.fill(x: column * 8, y: row * 16, Size(width: 8, height: 16), color: Color(label, 0, 0))
            }
            let quad = Quad(x: 0, y: Float(row * 16), width: Float(text.count * 8), height: 16)
            regions.append(TextRegion(quad: quad, score: 1))
        }
        return (canvas.image, regions)
    }

    @Test(
        "a painted line becomes its text",
        arguments: [
            ("ABC", "ABC"), ("AA_A", "AA"), ("A B", "A B"), ("_J_", "J"), ("____", ""),
            ("HGFEDCBAHGFE", "HGFEDCBAHGFE"),
        ])
    func painted(path: String, expected: String) throws {
        let page = try Self.painted([path])
        let line = try #require(try Self.recognizer().recognizeText(in: page.regions, of: page.image).first)
        #expect(line.text == expected)
        #expect(line.quad == page.regions[0].quad)
        #expect(abs(line.confidence - (expected.isEmpty ? 0 : 0.9)) < 1e-5)
        // Widths are multiples of 64; the steps that lie in the padding are dropped.
        #expect(line.contentShare == 1)
        #expect(line.probabilities?.stepCount == path.count)
    }

    @Test("a line's steps stand where its characters do")
    func positions() throws {
        let page = try Self.painted(["AB_CD"])
        let line = try #require(try Self.recognizer().recognizeText(in: page.regions, of: page.image).first)
        for (position, expected) in zip(line.steps.map(\.position), [0.1, 0.3, 0.7, 0.9] as [Float]) {
            #expect(abs(position - expected) < 1e-5)
        }
    }

    @Test("lines come back in the regions' order, whatever their lengths and threads", arguments: [1, 2, 5])
    func order(threads: Int) throws {
        let texts = ["AB", "CDEFGH", "I", "JABCDEFGHI", "BD", "AHAHAHA", "", "DEF"].map { $0 + "_" }
        let page = try Self.painted(texts)
        let lines = try Self.recognizer(threads: threads).recognizeText(in: page.regions, of: page.image)
        #expect(lines.map { $0.text + "_" } == texts)
        #expect(lines.map(\.quad) == page.regions.map(\.quad))
    }

    @Test("no regions give no lines", arguments: [1, 2])
    func noRegions(threads: Int) throws {
        let image = Image(size: Size(width: 8, height: 8), red: 0, green: 0, blue: 0)
        #expect(try Self.recognizer(threads: threads).recognizeText(in: [], of: image).isEmpty)
    }

    @Test("a region without area gives an empty line in its place")
    func degenerate() throws {
        var page = try Self.painted(["AB", "CD"])
        let point = Quad(Point(3, 3), Point(3, 3), Point(3, 3), Point(3, 3))
        page.regions.insert(TextRegion(quad: point, score: 1), at: 1)
        let lines = try Self.recognizer(threads: 2).recognizeText(in: page.regions, of: page.image)
        #expect(lines.map(\.text) == ["AB", "", "CD"])
        #expect(lines[1].probabilities == nil && lines[1].confidence == 0)
    }

    @Test("an upside-down region is read from its own top-left")
    func upsideDown() throws {
        let page = try Self.painted(["ABCD"])
        let region = TextRegion(quad: page.regions[0].quad.turnedUpsideDown, score: 1)
        #expect(try Self.recognizer().recognizeText(in: [region], of: page.image).map(\.text) == ["DCBA"])
    }

    @Test("crops keep the quad's proportions between 8 pixels and the most allowed")
    func crops() throws {
        let recognizer = try Self.recognizer()
        let image = Image(size: Size(width: 4000, height: 40), red: 9, green: 9, blue: 9)
        let photo = PhotoPyramid(DecodedPhoto(image: image, scale: 1))
        func size(_ width: Float, _ height: Float, stretch: Float = 1) -> Size? {
            recognizer.lineCrop(Quad(x: 0, y: 0, width: width, height: height), of: photo, stretch: stretch)?.size
        }
        #expect(size(100, 20) == Size(width: 80, height: 16))
        #expect(size(101, 20) == Size(width: 81, height: 16))
        #expect(size(1, 30) == Size(width: 8, height: 16))
        #expect(size(4000, 10) == Size(width: 1600, height: 16))
        #expect(size(0, 0) == nil)
        #expect(size(100, 20, stretch: 1.25) == Size(width: 100, height: 16))
        #expect(size(4000, 10, stretch: 0.5) == Size(width: 1600, height: 16))
    }

    @Test("a stretched region is shown to the network wider, and found in its own place")
    func stretched() throws {
        let seen = Mutex<[Float]>([])
        let session = FakeInferenceSession { input, _ in
            seen.withLock { $0 = input }
            return ([Float](repeating: 0, count: 12), [1, 1, 12])
        }
        var page = try Self.painted(["JJJJJ"])
        page.regions[0].stretch = 1.2
        let lines = try Self.recognizer(session: session).recognizeText(in: page.regions, of: page.image)
        #expect(lines.map(\.quad) == page.regions.map(\.quad))
        let row = seen.withLock { $0[..<64] }
        #expect(row[..<48].allSatisfy { $0 == 10 } && row[48...].allSatisfy { $0 == 0 })
    }

    @Test("a character's ink is how much darker than its ground it is, in light and in shadow")
    func ink() throws {
        var canvas = Canvas(size: Size(width: 96, height: 16), color: Color(200, 200, 200))
        canvas.fill(x: 48, y: 0, Size(width: 48, height: 16), color: Color(100, 100, 100))
        canvas.fill(x: 10, y: 2, Size(width: 3, height: 12), color: Color(20, 20, 20))
        canvas.fill(x: 82, y: 2, Size(width: 3, height: 12), color: Color(10, 10, 10))
        canvas.fill(x: 34, y: 2, Size(width: 3, height: 12), color: Color(180, 180, 180))
        let meter = InkMeter(canvas.image.grayscale())
        #expect(abs(meter.measure(at: 11.5 / 96).darkness - 0.9) < 0.01)
        #expect(abs(meter.measure(at: 83.5 / 96).darkness - 0.9) < 0.01)
        #expect(abs(meter.measure(at: 35.5 / 96).darkness - 0.1) < 0.01)
        #expect(meter.measure(at: 22 / 96).darkness == 0)
        #expect(abs(meter.measure(at: 22 / 96).ground - 200 / 255) < 0.01)
    }

    @Test("what lies to the right of the line is zero in the network's input")
    func padding() throws {
        let seen = Mutex<(input: [Float], shape: [Int])>(([], []))
        let session = FakeInferenceSession { input, shape in
            seen.withLock { $0 = (input, shape) }
            return ([Float](repeating: 0, count: 12), [1, 1, 12])
        }
        let page = try Self.painted(["JJJJJ"])
        _ = try Self.recognizer(session: session).recognizeText(in: page.regions, of: page.image)
        let (input, shape) = seen.withLock { $0 }
        #expect(shape == [1, 3, 16, 64])
        for y in 0..<16 {
            #expect(input[y * 64..<y * 64 + 40].allSatisfy { $0 == 10 })
            #expect(input[y * 64 + 40..<(y + 1) * 64].allSatisfy { $0 == 0 })
        }
        #expect(input[16 * 64..<3 * 16 * 64].allSatisfy { $0 == 0 })
    }

    @Test("another number of classes or axes throws", arguments: [[1, 4, 11], [1, 4, 13], [4, 12], [1, 1, 4, 12]])
    func wrongShape(shape: [Int]) throws {
        let session = FakeInferenceSession { _, _ in ([Float](repeating: 0, count: shape.reduce(1, *)), shape) }
        let page = try Self.painted(["AB", "CD", "EF"])
        for threads in [1, 2] {
            let recognizer = try Self.recognizer(threads: threads, session: session)
            let error = #expect(throws: ModelError.self) {
                try recognizer.recognizeText(in: page.regions, of: page.image)
            }
            #expect(error?.code == .unexpectedShape)
        }
    }

    @Test("a manifest without alphabet or height is refused", arguments: [(String?.none, Int?.some(48)), ("AB", nil)])
    func incompleteManifest(alphabet: String?, height: Int?) throws {
        let model = try ModelManifest.Model.made(alphabet: alphabet, height: height)
        let error = #expect(throws: ModelError.self) {
            try TextRecognizer(session: FakeInferenceSession.painted(classCount: 3), model: model)
        }
        #expect(error?.code == .unexpectedShape)
    }
}

@Suite("line strips")
struct LineStripTests {
    private static func model(width: Int, gap: Int) throws -> ModelManifest.Model {
        var model = try ModelManifest.Model.made(alphabet: "ABCDEFGHIJ ", height: 16, scale: 1)
        model.input.strip = ModelManifest.Model.Strip(width: width, widest: width + 32, gap: gap, step: 8)
        return model
    }

    @Test(
        "lines side by side read as each alone, in the regions' order",
        arguments: [(64, 8), (64, 0), (128, 16), (256, 8), (1024, 32)], [1, 3])
    func sideBySide(strip: (width: Int, gap: Int), threads: Int) throws {
        let texts = ["AB", "CDEFGH", "I", "JABCDEFGHI", "BD", "AHAHAHA", "DEF"]
        let page = try TextRecognizerTests.painted(texts.map { $0 + "_" })
        let widths = Mutex<[Int]>([])
        let answer = FakeInferenceSession.painted(classCount: 12)
        let session = FakeInferenceSession { input, shape in
            widths.withLock { $0.append(shape[3]) }
            #expect(input.allSatisfy { !$0.isNaN })
            return try answer.run(shape: shape) {
                _ = $0.update(fromContentsOf: input)
            } consume: {
                (Array($0), $1)
            }
        }
        var configuration = TextRecognizer.Configuration()
        configuration.threads = threads
        let recognizer = try TextRecognizer(
            session: session, model: Self.model(width: strip.width, gap: strip.gap), configuration: configuration)
        let lines = try recognizer.recognizeText(in: page.regions, of: page.image)
        #expect(lines.map(\.text) == texts)
        for (line, text) in zip(lines, texts) {
            #expect(line.probabilities?.stepCount == text.count + 1 && line.contentShare == 1)
            let share = 0.5 / Float(text.count + 1)
            #expect(abs((line.steps.first?.position ?? 0) - share) < 1e-4)
        }
        // Ten characters and a blank are 88 columns: that line needs a wide strip where 64 are usual.
        let seen = widths.withLock { $0 }
        let wide = seen.filter { $0 == strip.width + 32 }.count
        #expect(wide == (strip.width == 64 ? 1 : 0) && seen.count { $0 == strip.width } == seen.count - wide)
        #expect(seen.count <= texts.count && (strip.width < 1024 || seen.count == 1))
    }

    @Test("a line longer than the widest strip is squeezed into one")
    func squeezed() throws {
        let page = try TextRecognizerTests.painted(["JABCDEFGHI_"])
        let widths = Mutex<[Int]>([])
        let session = FakeInferenceSession { input, shape in
            widths.withLock { $0.append(shape[3]) }
            return ([Float](repeating: 0, count: shape[3] / 8 * 12), [1, shape[3] / 8, 12])
        }
        let recognizer = try TextRecognizer(session: session, model: Self.model(width: 32, gap: 8))
        let lines = try recognizer.recognizeText(in: page.regions, of: page.image)
        #expect(widths.withLock { $0 } == [64] && lines.first?.probabilities?.stepCount == 8)
    }
}
