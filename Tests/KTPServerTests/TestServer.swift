import Foundation
import Gazetteer
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KTPReading
import KTPServer
import Logging
import NIOCore
import Raster
import Testing

/// A server around a fake reader, with an uploads folder of its own that goes with it.
struct TestServer: Sendable {
    /// What the fake reader makes of a photo; called on the pool's threads.
    typealias Read = @Sendable (Photo) throws -> CardReading

    let folder = TemporaryFolder()
    let log = LogRecorder()
    var configuration = ServerConfiguration()
    var workers = 2
    var capacity: Int?
    var read: Read = { _ in .sample }
    /// What the fake reader was asked for last.
    let asked = Box<ReadingOptions?>(nil)
    let readiness = Readiness(.ready)
    /// The pool of the server that runs.
    let pool = Box<ReadingPool?>(nil)

    /// The folder that the server looks files up in; the one above it belongs to the test too.
    var uploads: String { folder.path + "/uploads" }

    /// Runs a server for the time of one test.
    @discardableResult
    func run<Value: Sendable>(
        _ setup: TestingSetup = .router, _ test: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        var configuration = configuration
        configuration.uploads = uploads
        let pool = ReadingPool(workers: workers, capacity: capacity)
        self.pool.change { $0 = pool }
        defer { self.pool.change { $0 = nil } }
        let application = try buildApplication(
            configuration: configuration, parts: try parts(reading: pool), logger: log.logger)
        let value = try await application.test(setup, test)
        await pool.shutdown()
        return value
    }

    /// What the server reads with.
    func parts(reading pool: ReadingPool) throws -> ServerParts {
        let regions = folder.path + "/gazetteer"
        try FileManager.default.createDirectory(atPath: regions, withIntermediateDirectories: true)
        try Data("32\tJawa Barat\n32.04\tKabupaten Bandung\n32.04.37\tSoreang\n".utf8)
            .write(to: URL(fileURLWithPath: regions + "/regions.tsv"))
        try Data("32.04.37.2001\tSoreang\n".utf8).write(to: URL(fileURLWithPath: regions + "/villages.tsv"))
        return ServerParts(
            readings: pool,
            read: { [read, asked] bytes, options in
                asked.change { $0 = options }
                return try read(Photo(bytes: bytes))
            },
            gazetteer: try Gazetteer(directory: regions), readiness: readiness)
    }

    /// Puts a file into the uploads folder.
    func put(_ bytes: [UInt8], as name: String) throws {
        let url = URL(fileURLWithPath: uploads + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }
}

/// A folder that is removed with its last reference.
final class TemporaryFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/ktp-server-\(UUID().uuidString)"

    init() { try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension TestClientProtocol {
    /// Posts to the older endpoint.
    func post(_ body: String, type: String? = "application/json") async throws -> TestResponse {
        try await post(Array(body.utf8), type: type)
    }

    /// Posts to the older endpoint.
    func post(_ body: [UInt8], type: String?) async throws -> TestResponse {
        var headers: HTTPFields = [:]
        headers[.contentType] = type
        return try await execute(uri: "/ocr/ktp", method: .post, headers: headers, body: ByteBuffer(bytes: body))
    }

    /// Posts a form with one picture to the older endpoint.
    func post(image: [UInt8]) async throws -> TestResponse {
        try await post(Form(parts: [("image", image)]).body, type: Form.contentType)
    }

    /// Asks the older endpoint for a file of the uploads folder.
    func post(filename: String) async throws -> TestResponse {
        try await post(JSONValue.object([("filename", .string(filename))]).serialized())
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}

/// A form with named parts.
struct Form {
    static let boundary = "----batas-7MA4YWxkTrZu0gW"
    static let contentType = "multipart/form-data; boundary=\(boundary)"

    var parts: [(name: String, content: [UInt8])]

    var body: [UInt8] {
        var body: [UInt8] = []
        for part in parts {
            body += "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"; ".utf8
            body += "filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n".utf8
            body += part.content + Array("\r\n".utf8)
        }
        return body + Array("--\(Self.boundary)--\r\n".utf8)
    }
}

/// A picture that differs from others by its width.
func picture(width: Int = 8) throws -> [UInt8] {
    try Image(size: Size(width: width, height: 4), red: 200, green: 220, blue: 240).pngData()
}

extension CardReading {
    /// The reading that the contract shows.
    static let sample = CardReading(values: [
        .nik: "3201123456789001", .name: "BUDI SANTOSO", .birthPlace: "BANDUNG", .birthDate: "01-01-1990",
        .sex: "LAKI-LAKI", .religion: "ISLAM", .maritalStatus: "KAWIN", .occupation: "KARYAWAN SWASTA",
        .nationality: "WNI", .street: "JL. MERDEKA NO. 10", .rtRW: "001/002", .village: "CIHAMPELAS",
        .district: "CIMAHI", .regency: "KABUPATEN BANDUNG", .province: "JAWA BARAT", .bloodType: "O",
        .validUntil: "SEUMUR HIDUP", .issuePlace: "BANDUNG", .issueDate: "04-10-2016",
    ])

    /// A reading with these values and none besides.
    init(values: [FieldKey: String], status: Status = .accept) {
        self.init(
            status: status, reasons: [], fields: values.mapValues { Field(value: $0, text: $0, confidence: 0.99) },
            checks: [], card: Card(kind: .ektp, confidence: 1, quad: nil, rotation: 0),
            quality: Quality(
                score: 1, sharpness: 1, glare: 0, brightness: 0.6, cardWidth: 1000, isCropped: false,
                isGrayscale: false, advice: []),
            models: Models(detector: "d", recognizer: "r"), timing: Timing())
    }
}

/// Keeps what is logged, as `message key=value ...` with the keys in order.
final class LogRecorder: Sendable {
    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
            let pairs = all.map { " \($0.key)=\($0.value)" }.joined()
            recorder.append("\(event.level): \(event.message)\(pairs)")
        }
    }

    private let box = Box<[String]>([])

    var logger: Logger { Logger(label: "test") { _ in Handler(recorder: self) } }

    /// Every line so far.
    var lines: [String] { box.value }

    private func append(_ line: String) { box.change { $0.append(line) } }
}

/// A value behind a lock.
final class Box<Value: Sendable>: @unchecked Sendable {
    // Guarded by `lock`.
    private var content: Value
    private let lock = NSLock()

    init(_ value: Value) { content = value }

    var value: Value { lock.withLock { content } }

    @discardableResult
    func change<Result>(_ body: (inout Value) -> Result) -> Result { lock.withLock { body(&content) } }
}
