import Foundation
import Gazetteer
import Inference
import KTPReading
import Raster
import Synchronization
import TestSupport
import Testing

/// The sample cards and their truths, read with the real networks.
enum Examples {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Examples").path

    /// Every value of every card by file name.
    static let truths: [String: [FieldKey: String]] = {
        guard let data = FileManager.default.contents(atPath: directory + "/labels.json"),
            let root = try? JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
        else { return [:] }
        return root.mapValues { entry in
            let values = entry["data"] as? [String: Any] ?? [:]
            let address = values["alamat"] as? [String: Any] ?? [:]
            var truth: [FieldKey: String] = [:]
            for key in FieldKey.allCases {
                let path = key.jsonPath
                truth[key] = (path.isInAddress ? address : values)[path.key] as? String
            }
            return truth
        }
    }()

    static let files = truths.keys.sorted()

    static let reader = Result {
        var configuration = CardReader.Configuration(resources: Resources.directory)
        configuration.threadsPerReading = 2
        return try CardReader(configuration: configuration)
    }

    static func photo(_ file: String) throws -> Photo {
        let bytes = try #require(FileManager.default.contents(atPath: directory + "/" + file))
        return try Photo(bytes: [UInt8](bytes))
    }

    /// Expects all nineteen values of a card.
    static func expectAllFields(of file: String, in photo: Photo, _ comment: String) throws {
        let reading = try reader.get().read(photo)
        for key in FieldKey.allCases {
            #expect(reading[key] == truths[file]?[key], "\(file) \(comment) \(key.rawValue)")
        }
    }
}

@Suite(
    "The sample cards", .serialized,
    .enabled(if: FileManager.default.fileExists(atPath: Resources.directory + "/models")))
struct ExampleTests {
    @Test("a reading tells what each stage took, by the clock and of the processor")
    func stages() throws {
        let reading = try Examples.reader.get().read(Examples.photo("ktp_sample.jpg"))
        for timing in [reading.timing, reading.cpu] {
            let stages = [timing.decode, timing.locate, timing.detect, timing.recognize, timing.extract]
            #expect(stages.allSatisfy { $0 > .zero })
            #expect(stages.reduce(.zero, +) == timing.total)
        }
    }

    @Test("there are twelve, each with a truth and all fields of the contract")
    func truthsAreThere() {
        #expect(Examples.files.count >= 12)
        for (file, truth) in Examples.truths { #expect(truth.count == FieldKey.allCases.count, "\(file)") }
    }

    @Test("every field is right", arguments: Examples.files)
    func everyFieldIsRight(in file: String) throws {
        try Examples.expectAllFields(of: file, in: Examples.photo(file), "as it is")
    }

    @Test("turned by a quarter, half and three quarters it reads the same", arguments: Examples.files)
    func turnedCardsReadTheSame(_ file: String) throws {
        let image = try Examples.photo(file).decoded(minimumLongSide: 2000).image
        for turns in 1...3 {
            let turned = Photo(image.rotated(quarterTurns: turns))
            try Examples.expectAllFields(of: file, in: turned, "turned by \(turns * 90)")
        }
    }

    @Test("quads lie on the card, in photo space, and the card's turn is told")
    func quadsAreInPhotoSpace() throws {
        let photo = try Examples.photo("ktp_sample.jpg")
        let upright = try Examples.reader.get().read(photo)
        #expect(upright.card.rotation == 0)
        let nik = try #require(upright.fields[.nik]?.quad)
        // The NIK's digits stand at 0.23 to 0.62 of the picture's width and about a quarter down.
        #expect(abs(nik.center.x / Float(photo.size.width) - 0.42) < 0.05)
        #expect(abs(nik.center.y / Float(photo.size.height) - 0.245) < 0.03)
        let turned = try Examples.reader.get().read(Photo(photo.decoded().image.rotated(quarterTurns: 1)))
        #expect(turned.card.rotation == 90)
        let turnedNIK = try #require(turned.fields[.nik]?.quad)
        #expect(turnedNIK.center.distance(to: Point(Float(photo.size.height) - nik.center.y, nik.center.x)) < 12)
    }

    @Test("of a PDF the first page that shows a card is read, and its pictures are of that page")
    func secondPage() throws {
        let bytes = Array(try #require(FileManager.default.contents(atPath: Examples.directory + "/ktp_sample.jpg")))
        let card = MadePDF.Page(jpeg: (bytes, 1500, 970), width: 500, height: 323.3)
        let file = MadePDF.bytes([MadePDF.Page(width: 595, height: 842), card, card])
        let photo = try Photo(bytes: file, accepting: [.pdf])
        try Examples.expectAllFields(of: "ktp_sample.jpg", in: photo, "on the second page")
        var options = ReadingOptions()
        options.pictures = [.masked]
        let reading = try Examples.reader.get().read(photo, options: options)
        let page = photo.pages[1].size
        let masked = try #require(reading.pictures.first).size
        #expect(abs(Float(masked.width) / Float(masked.height) - Float(page.width) / Float(page.height)) < 0.01)
        #expect(try Examples.reader.get().trace(photo).reading[.nik] == reading[.nik])
    }

    @Test("of pages without anything like a card one is searched for print, and of pages with card-like frames three")
    func pagesWithoutCard() throws {
        func searches(locating locator: @escaping @Sendable (_ cells: Size) -> [Float]) throws -> Int {
            let searches = Mutex(0)
            let detector = FakeInferenceSession { _, shape in
                searches.withLock { $0 += 1 }
                return ([Float](repeating: 0, count: shape[2] * shape[3]), [1, 1, shape[2], shape[3]])
            }
            let lines = FakeInferenceSession { _, shape in
                ([Float](repeating: 0, count: shape[2] * shape[3] / 2), [1, 2, shape[2] / 2, shape[3] / 2])
            }
            let corners = FakeInferenceSession { _, shape in
                let cells = Size(width: shape[3] / 8, height: shape[2] / 8)
                return (locator(cells), [1, 4 * cells.pixelCount + 1])
            }
            let cards = FakeInferenceSession { _, shape in
                let cells = Size(width: shape[3] / 8, height: shape[2] / 8)
                let middles = [Float](repeating: 0, count: 9 * shape[2] * shape[3] / 256)
                return (locator(cells) + middles, [1, 4 * cells.pixelCount + 1 + middles.count])
            }
            let reader = try CardReader(
                manifest: ModelManifest(directory: Repository.models),
                sessions: .init(
                    cardLocator: cards, cornerFinder: corners, lineFinder: lines, detector: detector,
                    recognizer: lines),
                gazetteer: Gazetteer(directory: Repository.resources + "/gazetteer"))
            let pages = [MadePDF.Page](repeating: MadePDF.Page(width: 595, height: 842), count: 6)
            #expect(throws: ReadingError.self) {
                try reader.read(Photo(bytes: MadePDF.bytes(pages), accepting: [.pdf]))
            }
            return searches.withLock { $0 }
        }
        let unsure = try searches { cells in
            [Float](repeating: 1 / Float(cells.pixelCount), count: 4 * cells.pixelCount) + [0]
        }
        let sure = try searches { cells in
            var answer = [Float](repeating: 0, count: 4 * cells.pixelCount) + [1]
            let (left, right) = (cells.width / 4, 3 * cells.width / 4)
            let (top, bottom) = (cells.height * 3 / 8, cells.height * 5 / 8)
            for (corner, place) in [(left, top), (right, top), (right, bottom), (left, bottom)].enumerated() {
                answer[corner * cells.pixelCount + place.1 * cells.width + place.0] = 1
            }
            return answer
        }
        #expect(unsure == 1 && sure == 3)
    }

    @Test("a PDF without a card is refused")
    func noCardInPDF() throws {
        let page = MadePDF.Page(width: 595, height: 842)
        let photo = try Photo(bytes: MadePDF.bytes([page, page]), accepting: [.pdf])
        #expect { try Examples.reader.get().read(photo) } throws: { error in
            (error as? ReadingError)?.code == .noCardFound
        }
    }

    @Test("a picture without a card is refused")
    func noCard() throws {
        let blank = Photo(Image(size: Size(width: 800, height: 500), red: 200, green: 210, blue: 220))
        #expect { try Examples.reader.get().read(blank) } throws: { error in
            (error as? ReadingError)?.code == .noCardFound
        }
    }

    @Test("readings at the same time are the same as one after the other")
    func concurrentReadings() async throws {
        let reader = try Examples.reader.get()
        let files = Array(Examples.files.prefix(4))
        let expected = try files.map { try reader.read(Examples.photo($0)).dataJSON.serialized() }
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (index, file) in files.enumerated() {
                group.addTask { (index, try reader.read(Examples.photo(file)).dataJSON.serialized()) }
            }
            for try await (index, text) in group { #expect(text == expected[index]) }
        }
    }
}
