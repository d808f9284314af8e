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
        _ choose: (ModelManifest) throws -> ModelManifest.Model
    ) throws -> (model: ModelManifest.Model, session: OpenVINOSession) {
        let model = try choose(ModelManifest(directory: Repository.models))
        let file = try ModelFile(model, in: Repository.models)
        return (model, try OpenVINOSession(file, configuration: .init(precision: "f32")))
    }

    private static func percent(_ part: Int, of all: Int) -> Double { 100 * Double(part) / Double(max(all, 1)) }

    @Test(
        "the sample cards decode to OpenCV's luma, within 1, and to its colors, which it smooths, within 6",
        arguments: try Vectors.load("pictures", as: Vectors.Picture.self))
    func decoding(picture: Vectors.Picture) throws {
        let image = try Self.image(picture)
        #expect(image.size == Size(picture.size))
        for sample in picture.samples {
            let index = (sample[1] * image.width + sample[0]) * 3
            let (ours, theirs) = (image.pixels[index..<index + 3].map(Int.init), Array(sample[2..<5]))
            #expect(zip(ours, theirs).allSatisfy { abs($0 - $1) <= 6 })
            #expect(abs(Self.luma(ours) - Self.luma(theirs)) <= 1)
        }
    }

    private static func luma(_ rgb: [Int]) -> Double {
        zip(rgb, [0.299, 0.587, 0.114]).reduce(0) { $0 + Double($1.0) * $1.1 }
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

    /// Characters of RapidOCR's strings, and how many edits make ours of them.
    private struct Count {
        var wrong = 0
        var all = 0

        mutating func add(_ text: String, for reference: String) {
            wrong += editDistance(text, reference)
            all += reference.count
        }

        var percent: Double { ReferenceAgreementTests.percent(all - wrong, of: all) }
    }

    /// Reads regions and counts what differs from RapidOCR's strings; lines without a region are passed over.
    private static func compare(
        _ chosen: (Vectors.Picture, Image, Vectors.Line) throws -> TextRegion?
    ) throws -> (characters: Count, withoutSpaces: Count) {
        let (model, session) = try model { try $0.recognizer(named: "PP-OCRv6_rec_small_latin") }
        let recognizer = try TextRecognizer(session: session, model: model)
        var decoder = CTCDecoder(alphabet: recognizer.alphabet)
        decoder.spaceThreshold = 2
        var (characters, withoutSpaces) = (Count(), Count())
        for picture in try Vectors.load("pictures", as: Vectors.Picture.self) {
            let image = try image(picture)
            for line in kept(picture) {
                guard let region = try chosen(picture, image, line) else { continue }
                let read = try recognizer.recognizeText(in: [region], of: image)
                let probabilities = try #require(read.first?.probabilities)
                let text = String(decoder.decode(probabilities).map(\.character))
                if text != line.text { print("\(picture.file): \"\(text)\" for \"\(line.text)\"") }
                characters.add(text, for: line.text)
                withoutSpaces.add(text.filter { $0 != " " }, for: line.text.filter { $0 != " " })
            }
        }
        return (characters, withoutSpaces)
    }

    @Test("at least 99 % of the characters that RapidOCR reads in its regions are ours, by plain best path")
    func strings() throws {
        let (characters, withoutSpaces) = try Self.compare { _, _, line in
            TextRegion(quad: try #require(Quad(coordinates: line.quad)), score: line.score)
        }
        print("in its regions: \(characters), without spaces \(withoutSpaces)")
        #expect(characters.percent >= 99)
        #expect(withoutSpaces.percent >= 99)
    }

    @Test("where both found a line, at least 99 % of the characters but spaces are alike, each in its own region")
    func ownRegions() throws {
        let (model, session) = try Self.model(\.detector)
        let detector = TextDetector(session: session, model: model)
        var regions: [String: [TextRegion]] = [:]
        let (characters, withoutSpaces) = try Self.compare { picture, image, line in
            let found = try regions[picture.file] ?? detector.detectText(in: image).regions
            regions[picture.file] = found
            let quad = try #require(Quad(coordinates: line.quad))
            return found.first { $0.quad.overlap(with: quad) > 0.7 }
        }
        print("in our regions: \(characters), without spaces \(withoutSpaces)")
        #expect(withoutSpaces.percent >= 99)
    }
}
