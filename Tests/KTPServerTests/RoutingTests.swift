import HTTPTypes
import HummingbirdTesting
import KTPReading
import Testing

@Suite("routes, ids and the log")
struct RoutingTests {
    private static func notFound(_ response: TestResponse) -> String {
        let id = response.headers[.init("X-Request-Id") ?? .server] ?? "?"
        return #"{"type":"urn:bacaktp:problem:not_found","title":"Not Found","status":404,"detail":"Not Found","#
            + #""code":"not_found","request_id":"\#(id)","message":{"id":"Tidak ditemukan.","en":"Not Found"}}"#
    }

    @Test("the server says that it is alive")
    func healthz() async throws {
        try await TestServer().run { client in
            let response = try await client.execute(uri: "/healthz", method: .get)
            #expect(response.status == .ok)
            #expect(response.text == #"{"status":"ok"}"#)
            #expect(response.headers[.contentType] == "application/json")
        }
    }

    @Test(
        "a path that does not exist is not found",
        arguments: [
            "/ocr", "/ocr/ktp/x", "/OCR/KTP", "/ocr%2fktp", "/healthz.json", "/../healthz", "/%00", "/é", "*",
        ])
    func unknownPath(path: String) async throws {
        try await TestServer().run { client in
            for method in [HTTPRequest.Method.get, .post, .delete] {
                let response = try await client.execute(uri: path, method: method)
                #expect(response.status == .notFound)
                let isOlder = path.hasPrefix("/ocr/")
                #expect(
                    response.text
                        == (isOlder
                            ? #"{"status":404,"error":true,"message":"Not Found"}"# : Self.notFound(response)))
                #expect(response.headers[.contentType] == (isOlder ? "application/json" : "application/problem+json"))
            }
        }
    }

    @Test("a method that a path does not have is answered with those it has")
    func methods() async throws {
        let other = HTTPRequest.Method("BREW") ?? .trace
        try await TestServer().run { client in
            for method in [HTTPRequest.Method.get, .put, .delete, .patch, .options, .trace, other] {
                let response = try await client.execute(uri: "/ocr/ktp", method: method)
                #expect(response.status == .methodNotAllowed)
                #expect(response.headers[.allow] == "POST")
                #expect(response.text == #"{"status":405,"error":true,"message":"Method Not Allowed"}"#)
            }
            let response = try await client.execute(uri: "/healthz", method: .post)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "GET, HEAD")
        }
    }

    @Test("HEAD is answered without a body, also where it fails")
    func head() async throws {
        try await TestServer().run { client in
            let found = try await client.execute(uri: "/healthz", method: .head)
            #expect(found.status == .ok && found.text.isEmpty && found.headers[.contentLength] == "15")
            let missing = try await client.execute(uri: "/nope", method: .head)
            #expect(missing.status == .notFound && missing.text.isEmpty)
            #expect(missing.headers[.contentLength] == String(Self.notFound(missing).utf8.count))
        }
    }

    @Test("every answer has an id of its own, whatever the client sends")
    func requestIDs() async throws {
        try await TestServer().run { client in
            let name = try #require(HTTPField.Name("X-Request-Id"))
            var ids: Set<String> = []
            for path in ["/healthz", "/healthz", "/nope", "/ocr/ktp"] {
                let response = try await client.execute(uri: path, method: .get, headers: [name: "3201123456789001"])
                ids.insert(try #require(response.headers[name]))
            }
            #expect(ids.count == 4 && !ids.contains("3201123456789001"))
        }
    }

    @Test("the log has one line a request, with the route and not the path")
    func accessLog() async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "budi-santoso.jpg")
            _ = try await client.execute(uri: "/healthz?nik=3201123456789001", method: .get)
            _ = try await client.post(filename: "budi-santoso.jpg")
            _ = try await client.post(filename: "siti-aminah.jpg")
            _ = try await client.execute(uri: "/ktp/3201123456789001", method: .get)
            _ = try await client.execute(uri: "/ocr/ktp", method: .get)
            _ = try await client.execute(uri: "/healthz", method: try #require(.init("N3201123456789001")))
        }
        let lines = server.log.lines.filter { $0.hasPrefix("info: request ") }
        let expected = [
            "method=GET request_id=ID route=/healthz status=200", "method=POST request_id=ID route=/ocr/ktp status=200",
            "method=POST request_id=ID route=/ocr/ktp status=404", "method=GET request_id=ID route=none status=404",
            "method=GET request_id=ID route=/ocr/ktp status=405",
            "method=other request_id=ID route=/healthz status=405",
        ]
        #expect(
            lines.map { line in
                line.split(separator: " ").dropFirst(2).filter { !$0.hasPrefix("ms=") }
                    .map { $0.hasPrefix("request_id=") ? "request_id=ID" : String($0) }.joined(separator: " ")
            } == expected)
        for line in server.log.lines {
            #expect(!line.contains("3201123456789001") && !line.lowercased().contains("budi") && !line.contains("siti"))
        }
    }

    private struct Surprise: Error, CustomStringConvertible {
        var description: String { "/home/budi/3201123456789001.jpg" }
    }

    @Test("an internal error tells the client an id and the log the cause")
    func internalError() async throws {
        var server = TestServer()
        server.read = { _ in throw Surprise() }
        try await server.run { [server] client in
            let response = try await client.post(image: try picture())
            #expect(response.status == .internalServerError)
            let id = try #require(response.headers[.init("X-Request-Id") ?? .server])
            #expect(
                response.text
                    == #"{"status":500,"error":true,"message":"An internal server error occurred","id":"\#(id)"}"#)
            let lines = server.log.lines.filter { $0.hasPrefix("error: ") }
            #expect(lines.count == 1 && lines.allSatisfy { $0.contains("request_id=\(id)") && $0.contains("Surprise") })
            // The text of an error that is not ours may say anything.
            #expect(!server.log.lines.contains { $0.contains("budi") || $0.contains("3201123456789001") })
        }
    }
}
