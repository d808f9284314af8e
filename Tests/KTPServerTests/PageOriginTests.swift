import HTTPTypes
import HummingbirdTesting
import KTPServer
import Testing

@Suite("Pages of other sites")
struct PageOriginTests {
    private static func status(_ origin: String?, keys: Bool = false) async throws -> [HTTPResponse.Status] {
        var server = TestServer()
        server.configuration.origins = ["https://ktp.example.id", "http://ktp.example.id:8080"]
        if keys { server.configuration.keys = try APIKeys(parsing: "a \(APIKeys.digest(of: "rahasia")) read,nik") }
        return try await server.run { client in
            var headers: HTTPFields = keys ? [.authorization: "Bearer rahasia"] : [:]
            headers[.origin] = origin
            let nik = try await client.execute(uri: "/v1/nik/1", method: .get, headers: headers)
            let card = try await client.send(try picture(), to: "/v1/ktp", type: "image/png", headers: headers)
            let older = try await client.send(
                Array(#"{"filename": "none.png"}"#.utf8), to: "/ocr/ktp", type: "application/json", headers: headers)
            return [nik.status, card.status, older.status]
        }
    }

    @Test(
        "a page of this machine, one that is named, and a program may use the server",
        arguments: [
            nil, "http://localhost:5000", "http://127.0.0.1", "http://127.0.0.1:8000", "https://[::1]:5000",
            "HTTP://LOCALHOST",
            "https://ktp.example.id", "http://ktp.example.id:8080",
        ])
    func allowed(origin: String?) async throws {
        #expect(try await Self.status(origin) == [.ok, .ok, .notFound])
    }

    @Test(
        "a page of another site may not, whatever its name looks like",
        arguments: [
            "http://example.com:5000", "http://localhost.example.com", "http://127.0.0.1.example.com",
            "http://127.0.0.1@example.com",
            "http://ktp.example.id", "https://ktp.example.id:8443", "null", "", "file://", "http://",
            "http://1.127.0.0.1",
        ])
    func refused(origin: String) async throws {
        #expect(try await Self.status(origin) == [.forbidden, .forbidden, .forbidden])
    }

    @Test("with keys the key decides")
    func keys() async throws {
        #expect(try await Self.status("http://example.com", keys: true) == [.ok, .ok, .notFound])
    }
}
