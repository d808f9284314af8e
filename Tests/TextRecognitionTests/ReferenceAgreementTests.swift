import Inference
import Raster
import TestSupport
import Testing
import TextRecognition

/// Our networks and steps beside RapidOCR's on the sample cards; figures are printed so that a drop can be traced.
@Suite("agreement with RapidOCR", .tags(.models), .enabled(if: Repository.hasModels, "\(Repository.modelsHint)"))
struct ReferenceAgreementTests {
    /// What RapidOCR itself returns: regions whose string it is at least half sure of.
    private static func kept(_ picture: Vectors.Picture) -> [Vectors.Line] {
        picture.lines.filter { $0.confidence >= 0.5 }
    }

    private static func image(_ picture: Vectors.Picture) throws -> Image {
        try Photo(bytes: Repository.example(picture.file)).decoded().image
    }

    private static func model(
        _ choose: KeyPath<ModelManifest, ModelManifest.Model>
    ) throws -> (model: ModelManifest.Model, session: OpenVINOSession) {
        let model = try ModelManifest(directory: Repository.models)[keyPath: choose]
        let file = try ModelFile(model, in: Repository.models)
        return (model, try OpenVINOSession(file, configuration: .init(precision: "f32")))
    }

    private static func percent(_ part: Int, of all: Int) -> Double { 100 * Double(part) / Double(max(all, 1)) }

    @Test(
        "the sample cards decode to OpenCV's pixels, within 3",
        arguments: try Vectors.load("pictures", as: Vectors.Picture.self))
    func decoding(picture: Vectors.Picture) throws {
        let image = try Self.image(picture)
        #expect(image.size == Size(picture.size))
        for sample in picture.samples {
            let index = (sample[1] * image.width + sample[0]) * 3
            for channel in 0..<3 { #expect(abs(Int(image.pixels[index + channel]) - sample[2 + channel]) <= 3) }
        }
    }

    @Test("at least 95 % of RapidOCR's regions are ours, at an overlap over 0.7")
    func regions() throws {
        let (model, session) = try Self.model(\.detector)
        let detector = TextDetector(session: session, model: model)
        var (found, all, sum) = (0, 0, Float(0))
        for picture in try Vectors.load("pictures", as: Vectors.Picture.self) {
            let image = try Self.image(picture)
            #expect(TextDetector.inputSize(for: image.size, longSide: 736) == Size(picture.inputSize))
            let regions = try detector.detectText(in: image).regions
            for line in Self.kept(picture) {
                let quad = try #require(Quad(coordinates: line.quad))
                let overlap = regions.map { $0.quad.overlap(with: quad) }.max() ?? 0
                if overlap <= 0.7 { print("\(picture.file): \(line.text) overlaps ours by \(overlap)") }
                found += overlap > 0.7 ? 1 : 0
                all += 1
                sum += overlap
            }
        }
        print("regions: \(found) of \(all), mean overlap \(sum / Float(all))")
        #expect(Self.percent(found, of: all) >= 95)
    }

    @Test("at least 99 % of the characters that RapidOCR reads in its regions are ours, by plain best path")
    func strings() throws {
        let (model, session) = try Self.model(\.recognizer)
        let recognizer = try TextRecognizer(session: session, model: model)
        var decoder = CTCDecoder(alphabet: recognizer.alphabet)
        decoder.spaceThreshold = 2
        var (wrong, all, wrongLetters, letters) = (0, 0, 0, 0)
        for picture in try Vectors.load("pictures", as: Vectors.Picture.self) {
            let image = try Self.image(picture)
            let lines = Self.kept(picture)
            let regions = try lines.map { TextRegion(quad: try #require(Quad(coordinates: $0.quad)), score: $0.score) }
            let ours = try recognizer.recognizeText(in: regions, of: image)
            for (line, ours) in zip(lines, ours) {
                let probabilities = try #require(ours.probabilities)
                let text = String(decoder.decode(probabilities).map(\.character))
                if text != line.text { print("\(picture.file): \"\(text)\" for \"\(line.text)\"") }
                wrong += editDistance(text, line.text)
                all += line.text.count
                let (a, b) = (text.filter { $0 != " " }, line.text.filter { $0 != " " })
                wrongLetters += editDistance(a, b)
                letters += b.count
            }
        }
        print("characters: \(all - wrong) of \(all), without spaces \(letters - wrongLetters) of \(letters)")
        #expect(Self.percent(all - wrong, of: all) >= 99)
    }
}
