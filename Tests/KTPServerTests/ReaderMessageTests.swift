import KTPReading
import KTPServer
import Raster
import Testing

@Suite("a reading crosses to another process and back")
struct ReaderMessageTests {
    private static let full: CardReading = {
        var reading = CardReading.sample
        reading.status = .review
        reading.reasons = ["nik.low_confidence"]
        for key in FieldKey.allCases where reading.fields[key] == nil { reading.fields[key] = .absent }
        reading.fields[.district] = Field(
            value: "CIMAHI", text: "C1MAHI", confidence: 0.8123,
            quad: Quad(x: 1.5, y: 2, width: 30.1, height: 4), source: .corrected, rule: "region.snapped",
            candidates: [.init(value: "CIMAHI SELATAN", confidence: 0.1)], issues: [.lowConfidence], code: "32.77.01")
        reading.fields[.bloodType] = .absent
        reading.checks = [.init(code: "nik.sex", result: .fail, expected: "PEREMPUAN", found: "LAKI-LAKI")]
        reading.card.quad = Quad(x: 0, y: 0, width: 100, height: 63)
        reading.card.number = 2
        reading.card.others = [.init(number: 1, quad: Quad(x: 120, y: 0, width: 100, height: 63))]
        reading.quality.advice = [.init(code: "glare", indonesian: "Ada pantulan.", english: "There is glare.")]
        reading.timing.total = .microseconds(12_340)
        reading.pictures = [CardPicture(kind: .photo, jpeg: [0xFF, 0xD8, 0], size: Size(width: 2, height: 3))]
        return reading
    }()

    @Test("a reading is the same byte for byte")
    func reading() throws {
        let frame = ReaderReply.reading(Self.full).frame
        guard case .reading(let reading)? = ReaderReply(frame: frame) else {
            Issue.record("no reading")
            return
        }
        #expect(reading.detailsJSON(id: "a") == Self.full.detailsJSON(id: "a"))
        #expect(reading.pictures == Self.full.pictures)
        #expect(reading.card.others == Self.full.card.others && reading.card.number == 2)
    }

    @Test("errors keep their code and message")
    func errors() {
        for error in [ImageError(.corrupt, "a"), ImageError(.tooLarge, "b"), ImageError(.unsupportedFormat, "c")] {
            guard case .imageError(let copy)? = ReaderReply(frame: ReaderReply.imageError(error).frame) else {
                Issue.record("no error")
                continue
            }
            #expect(copy.code == error.code && copy.message == error.message)
        }
        for error in [ReadingError(.noCardFound, "a"), ReadingError(.notAKTP, "b")] {
            guard case .readingError(let copy)? = ReaderReply(frame: ReaderReply.readingError(error).frame) else {
                Issue.record("no error")
                continue
            }
            #expect(copy.code == error.code && copy.message == error.message)
        }
    }

    @Test(
        "what is no answer is none",
        arguments: ["", "{}", "x", #"{"kind":"reading","reading":{}}"#, #"{"kind":"image_error","code":"?"}"#])
    func garbage(text: String) {
        #expect(ReaderReply(frame: Array(text.utf8)) == nil)
    }

    @Test("a request keeps its picture and what is asked")
    func request() throws {
        var options = ReadingOptions()
        options.pictures = [.masked, .photo]
        options.card = 3
        let request = try #require(ReaderRequest(frames: ReaderRequest(picture: [1, 2, 3], options: options).frames))
        #expect(request.picture == [1, 2, 3] && request.options == options)
        #expect(ReaderRequest(frames: ([], [1])) == nil)
        #expect(ReaderRequest(frames: ([0], [1])) == nil)
        #expect(ReaderRequest(frames: ([0, 0, 0], [1])) == nil)
        #expect(ReaderRequest(frames: ([0, 0], [1]))?.options == ReadingOptions())
    }
}
