import Foundation
import Gazetteer
import Hummingbird
import KTPReading
import NIOCore

extension RouteTable {
    /// Every route of the server.
    ///
    /// - Throws: An error of the system when the uploads folder can be neither found nor made.
    init(
        _ configuration: ServerConfiguration, _ parts: ServerParts, limits: BodyLimits, gate: ConnectionGate
    ) throws {
        let budget = BufferBudget(limit: configuration.maximumBufferedBytes)
        let pictures = PictureReader(
            readings: parts.readings, reader: parts.read, accepted: configuration.accepted, budget: budget,
            metrics: parts.metrics)
        let intake = Intake(
            uploads: try UploadsFolder(path: configuration.uploads), bodies: BodyReader(limits: limits),
            readings: parts.readings)
        let page = PageFiles()
        func file(_ template: String, _ name: String) -> Route {
            Route(method: .get, template: template) { _, _ in try page.response(name) }
        }
        routes = [
            Route(
                method: .post, template: "/ocr/ktp", scope: .read,
                respond: OlderEndpoint(intake: intake, pictures: pictures).respond),
            Route(
                method: .post, template: "/v1/ktp", scope: .read,
                respond: ReadingEndpoint(intake: intake, pictures: pictures).respond),
            Route(
                method: .post, template: "/v1/ktp/compare", scope: .read,
                respond: ComparisonEndpoint(intake: intake, pictures: pictures).respond),
            Route(method: .get, template: "/v1/nik/{nik}", scope: .nik) { _, context in
                let segment = try context.parameters.require("nik")
                let nik = segment.removingPercentEncoding ?? segment
                return .json(NIKFacts(nik, gazetteer: parts.gazetteer, today: .today).json)
            },
            Route(method: .get, template: "/healthz") { _, _ in .json(.object([("status", .string("ok"))])) },
            Route(method: .get, template: "/readyz") { _, _ in
                guard parts.readiness.state == .ready else { throw APIError.notReady }
                return .json(.object([("status", .string("ready"))]))
            },
            Route(method: .get, template: "/metrics", scope: .metrics) { _, _ in
                let text = parts.metrics.text(
                    load: parts.readings.load, connections: gate.count, heldBytes: budget.usedBytes)
                return .bytes(ByteBuffer(string: text), type: "text/plain; version=0.0.4; charset=utf-8")
            },
            file("/", "index.html"), file("/docs", "docs.html"), file("/openapi.json", "openapi.json"),
            Route(method: .get, template: "/page/{file}") { _, context in
                try page.response(try context.parameters.require("file"))
            },
        ]
    }
}

extension APIError {
    fileprivate static let notReady = APIError(
        .notReady, .serviceUnavailable, "The server is starting or ending", id: "Server sedang mulai atau berhenti.",
        headers: [.retryAfter: "1"])
}
