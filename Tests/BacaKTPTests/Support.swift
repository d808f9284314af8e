import CommandLineTool
import Foundation
import Gazetteer
import KTPReading
import Raster
import Synchronization
import Testing

/// Surroundings that keep what a command prints, with a reader that takes the bytes for the holder's name, or for those of
/// several cards with `+` between.
final class FakeSurroundings: Sendable {
    private let printed = Mutex((output: "", error: ""))
    private let asked = Mutex(
        (reads: [String](), configuration: CardReader.Configuration?.none, accepted: Set<ImageFormat>()))
    private let limit: Int?

    /// - Parameter limit: After so many readings Ctrl-C comes.
    init(interruptedAfter limit: Int? = nil) { self.limit = limit }

    var output: String { printed.withLock { $0.output } }
    var error: String { printed.withLock { $0.error } }
    /// The contents read, in order.
    var reads: [String] { asked.withLock { $0.reads } }
    var configuration: CardReader.Configuration? { asked.withLock { $0.configuration } }
    /// The formats that may be read.
    var accepted: Set<ImageFormat> { asked.withLock { $0.accepted } }

    func surroundings(standardInput: String = "", isTerminal: Bool = false) -> Surroundings {
        Surroundings(
            environment: ["BACAKTP_RESOURCES": "/"], executable: nil, cores: 2, today: .inJakarta(at: 1_790_000_000),
            isErrorTerminal: isTerminal,
            output: { [self] text in printed.withLock { $0.output += text } },
            error: { [self] text in printed.withLock { $0.error += text } },
            standardInput: { Array(standardInput.utf8) },
            makeReader: { [self] configuration, accepted in
                asked.withLock { ($0.configuration, $0.accepted) = (configuration, accepted) }
                return { bytes, options in
                    let text = String(decoding: bytes, as: UTF8.self)
                    let names = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
                    let number = options.card ?? 1
                    let name = names.indices.contains(number - 1) ? names[number - 1] : "dog"
                    self.asked.withLock { $0.reads.append(name) }
                    var reading = try fakeReading(name)
                    reading.card.number = number
                    reading.card.others = names.indices.map { $0 + 1 }.filter { $0 != number }.map {
                        .init(number: $0, quad: Quad(x: Float(100 * $0), y: 0, width: 90, height: 57))
                    }
                    reading.pictures = CardPicture.Kind.allCases.filter(options.pictures.contains).map { kind in
                        CardPicture(kind: kind, jpeg: Array("\(kind) of \(name)".utf8), size: Size(width: 1, height: 1))
                    }
                    return reading
                }
            },
            watchInterruption: { [self] in { self.limit.map { self.reads.count >= $0 } ?? false } })
    }

    /// Runs a command line and returns its exit code.
    func run(_ arguments: String..., input: String = "", isTerminal: Bool = false) async -> Int32 {
        await run(arguments, input: input, isTerminal: isTerminal)
    }

    /// Runs a command line and returns its exit code.
    func run(_ arguments: [String], input: String = "", isTerminal: Bool = false) async -> Int32 {
        await BacaKTPCommand.run(arguments, in: surroundings(standardInput: input, isTerminal: isTerminal))
    }
}

/// Reads nothing: the bytes are the holder's name, and some words are failures.
func fakeReading(_ text: String) throws -> CardReading {
    switch text {
    case "corrupt": throw ImageError(.corrupt, "cut off")
    case "large": throw ImageError(.tooLarge, "too many pixels")
    case "text": throw ImageError(.unsupportedFormat, "not a picture")
    case "dog": throw ReadingError(.noCardFound, "no text")
    case "sim": throw ReadingError(.notAKTP, "another card")
    default: return .sample(name: text)
    }
}

extension CardReading {
    /// A made-up card.
    static func sample(name: String = "BUDI SANTOSO") -> CardReading {
        let values: [FieldKey: String] = [
            .nik: "3201120101900001", .name: name, .birthPlace: "BANDUNG", .birthDate: "01-01-1990",
            .sex: "LAKI-LAKI", .bloodType: "-", .religion: "ISLAM", .maritalStatus: "KAWIN",
            .occupation: "KARYAWAN SWASTA", .nationality: "WNI", .street: "JL. MERDEKA NO. 10", .rtRW: "001/002",
            .village: "CIHAMPELAS", .district: "CIMAHI", .regency: "KABUPATEN BANDUNG", .province: "JAWA BARAT",
            .validUntil: "SEUMUR HIDUP", .issuePlace: "BANDUNG",
        ]
        var fields = values.mapValues { Field(value: $0, text: $0, confidence: 0.99) }
        fields[.birthDate]?.candidates = [Field.Candidate(value: "07-01-1990", confidence: 0.01)]
        fields[.name]?.text = "NAMA: " + name
        fields[.issueDate] = .absent
        return CardReading(
            status: .review, reasons: ["tgl_terbit.missing"], fields: fields,
            checks: [Check(code: "nik.birth_date", result: .pass, expected: "01-01-1990", found: "01-01-1990")],
            card: Card(kind: .ektp, confidence: 0.9, quad: nil, rotation: 0),
            quality: Quality(
                score: 0.93, sharpness: 0.9, glare: 0, brightness: 0.6, cardWidth: 1180, isCropped: false,
                isGrayscale: false, advice: []),
            models: Models(detector: "det@0", recognizer: "rec@0"), timing: Timing())
    }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        // Of one length wherever the system puts it, since tables are as wide as what they hold.
        let name = FileManager.default.temporaryDirectory.path + "/bacaktp-" + UUID().uuidString
        path = name + String(repeating: "-", count: max(0, 120 - name.count))
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a name in the folder.
    func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Writes a file, its folders too, and returns its path.
    @discardableResult func write(_ name: String, _ content: some Sequence<UInt8>) throws -> String {
        let url = URL(fileURLWithPath: self(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content).write(to: url)
        return self(name)
    }

    @discardableResult func write(_ name: String, _ content: String) throws -> String { try write(name, content.utf8) }

    func text(_ name: String) throws -> String { try String(contentsOfFile: self(name), encoding: .utf8) }

    func lines(_ name: String) throws -> [String] { try text(name).split(separator: "\n").map(String.init) }
}

/// Compares text with the file of that name in `Golden`; `RECORD_GOLDEN=1` writes it and fails.
func expectGolden(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name)
    guard ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == nil else {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record("recorded \(name); read it before you commit it", sourceLocation: location)
        return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text == golden, sourceLocation: location)
}

/// The same text with every `"ms"` set to 0, which no two runs agree on.
func withoutTimes(_ text: String) -> String {
    text.replacing(#/"ms":( ?)[0-9.]+/#) { "\"ms\":\($0.output.1)0" }
}
