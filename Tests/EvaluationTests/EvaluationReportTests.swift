import Evaluation
import KTPReading
import Raster
import Synchronization
import Testing

/// Four pictures with known mistakes.
///
/// - `a` (scan): all right.
/// - `b` (scan): one character of the NIK wrong, the blood type missing, a birth place for a blank.
/// - `c` (phone): refused.
/// - `d` (phone): shows no card and is refused.
@Suite("Evaluation reports")
struct EvaluationReportTests {
    private static let card: [FieldKey: LabelledDataset.Truth] = [
        .nik: .printed("3201"), .bloodType: .printed("AB"), .birthPlace: .blank,
    ]
    private static let dataset = LabelledDataset(
        folder: "set",
        pictures: [
            .init(file: "a", profile: "scan", truth: card), .init(file: "b", profile: "scan", truth: card),
            .init(file: "c", profile: "phone", truth: card), .init(file: "d", profile: "phone", truth: nil),
        ])

    private static func evaluator(jobs: Int = 1) -> Evaluator {
        Evaluator(jobs: jobs) { path, _ in
            switch path {
            case "set/a": .sample([.nik: "3201", .bloodType: "AB"])
            case "set/b": .sample([.nik: "3Z01", .birthPlace: "X"], confidence: 0.92)
            case "set/c": throw ReadingError(.noCardFound, "no text")
            default: throw ReadingError(.notAKTP, "another card")
            }
        }
    }

    @Test("fields are counted by profile as exact, missing, wrong and extra")
    func fields() throws {
        let report = Self.evaluator().evaluate(Self.dataset)
        #expect(report.profiles == ["scan", "phone"])
        let nik = try #require(report.fields["scan"]?[.nik])
        #expect([nik.printed, nik.exact, nik.missing, nik.wrong, nik.extra] == [2, 1, 0, 1, 0])
        #expect(nik.exactRate == 0.5)
        #expect(nik.characterErrorRate == 1.0 / 8)
        let blood = try #require(report.fields["scan"]?[.bloodType])
        #expect([blood.printed, blood.exact, blood.missing, blood.wrong] == [2, 1, 1, 0])
        #expect(blood.characterErrorRate == 0.5)
        let place = try #require(report.fields["scan"]?[.birthPlace])
        #expect([place.printed, place.blank, place.extra] == [0, 2, 1])
        #expect(place.exactRate == nil)
    }

    @Test("a refused card is all missing, a refused other picture is right")
    func refusals() throws {
        let report = Self.evaluator().evaluate(Self.dataset)
        #expect(report.fields["phone"]?[.nik]?.missing == 1)
        let phone = try #require(report.cards["phone"])
        #expect([phone.cards, phone.refused, phone.failed, phone.others, phone.othersRefused] == [1, 1, 0, 1, 1])
        #expect(phone.fifteenRate == 0)
    }

    @Test("a whole card needs every field of its set; the older fifteen leave the blood type out")
    func wholeCards() throws {
        let older = Evaluator { _, _ in .sample([.nik: "3201", .bloodType: "B"]) }
        let tally = try #require(older.evaluate(Self.dataset).cards["scan"])
        #expect([tally.cards, tally.fifteenRight, tally.allRight] == [2, 2, 0])
        let scan = try #require(Self.evaluator().evaluate(Self.dataset).cards["scan"])
        #expect([scan.cards, scan.fifteenRight, scan.allRight] == [2, 1, 1])
        #expect(FieldKey.older.count == 15)
    }

    @Test("characters confused come from values read wrongly, not from missing ones")
    func confusions() {
        let report = Self.evaluator().evaluate(Self.dataset)
        #expect(report.confusions.map(\.step) == [Alignment.Step(expected: "2", found: "Z")])
        #expect(report.confusions.map(\.count) == [1])
    }

    @Test("the worst pictures come first and those that are right not at all")
    func worst() {
        let report = Self.evaluator().evaluate(Self.dataset)
        #expect(report.worst.map(\.file) == ["b", "c"])
        #expect(report.worst[0].differences.map(\.key) == [.nik, .birthPlace, .bloodType])
        #expect(report.worst[1].failure?.isRefusal == true)
    }

    @Test("of several cards in a picture each is compared with its own labels, and one that was not found is refused")
    func severalCards() throws {
        let places = (0..<3).map { Quad(x: 10 + 120 * Float($0), y: 10, width: 100, height: 63) }
        let pictures = ["p.jpg#1", "p.jpg#2", "p.jpg#3"].enumerated().map { index, file in
            LabelledDataset.Picture(
                file: file, profile: "several", truth: [.nik: .printed("320\(index)")], card: places[index])
        }
        // The reader numbers the cards its own way: its first is the second of the labels, and the third it does not see.
        let evaluator = Evaluator { path, card in
            #expect(path == "set/p.jpg")
            let (number, seen) = (card ?? 0, [places[1], places[0]])
            var reading = CardReading.sample([.nik: "320\(2 - number)"])
            reading.card.quad = seen[number - 1]
            reading.card.number = number
            reading.card.others = [.init(number: 3 - number, quad: seen[2 - number].map { $0 + Point(4, 3) })]
            return reading
        }
        let report = evaluator.evaluate(LabelledDataset(folder: "set", pictures: pictures))
        let tally = try #require(report.cards["several"])
        #expect([tally.cards, tally.fifteenRight, tally.refused] == [3, 2, 1])
        #expect(report.worst.map(\.file) == ["p.jpg#3"])
        #expect(report.corners["several"]?.errors == [0, 0, .infinity])
    }

    @Test("an unreadable picture counts as failed, not as refused")
    func failures() throws {
        let evaluator = Evaluator { _, _ in throw ImageError(.corrupt, "cut off") }
        let scan = try #require(evaluator.evaluate(Self.dataset).cards["scan"])
        #expect([scan.refused, scan.failed] == [0, 2])
    }

    @Test("several jobs give the same numbers, without a processor time for each picture", arguments: [2, 5])
    func jobs(jobs: Int) {
        let alone = Self.evaluator().evaluate(Self.dataset)
        let together = Self.evaluator(jobs: jobs).evaluate(Self.dataset)
        #expect(alone.fields == together.fields)
        #expect(alone.calibration == together.calibration)
        #expect(alone.timing.processorMedian != nil)
        #expect(together.timing.processorMedian == nil)
        #expect(together.timing.processorMean != nil)
    }

    @Test("an interrupted run reports what was read")
    func interruption() {
        let count = Mutex(0)
        let report = Self.evaluator().evaluate(
            Self.dataset, progress: { _ in count.withLock { $0 += 1 } },
            isInterrupted: { count.withLock { $0 >= 2 } })
        #expect(report.pictures == 2)
    }

    @Test("JSON holds the same numbers, null where there is none")
    func json() {
        let json = Self.evaluator(jobs: 2).evaluate(Self.dataset).json.serialized()
        #expect(json.hasPrefix(#"{"pictures":4,"profiles":{"scan":{"cards":{"count":2,"fifteen_right":1,"#))
        #expect(json.contains(#""nik":{"printed":2,"exact":1,"exact_rate":0.5,"character_error_rate":0.125,"#))
        #expect(json.contains(#""confusions":[{"expected":"2","found":"Z","count":1}]"#))
        #expect(json.contains(#""cpu_median":null"#))
        #expect(json.contains(#"{"field":"gol_darah","expected":"AB","found":null,"confidence":0}"#))
    }
}
