import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

@Suite("API keys")
struct APIKeyTests {
    private static func server(_ lines: String...) throws -> TestServer {
        var server = TestServer()
        server.configuration.keys = try APIKeys(parsing: lines.joined(separator: "\n"))
        return server
    }

    private static func line(_ key: String, _ rest: String) -> String { "kasir \(APIKeys.digest(of: key)) \(rest)" }

    private static func bearer(_ key: String) -> HTTPFields { [.authorization: "Bearer \(key)"] }

    @Test("without a key, with a wrong one, or with one that may not, nothing is read")
    func refused() async throws {
        try await Self.server(Self.line("rahasia", "nik")).run { client in
            for headers in [[:], Self.bearer("salah"), [.authorization: "Basic rahasia"]] as [HTTPFields] {
                let response = try await client.execute(uri: "/v1/nik/1", method: .get, headers: headers)
                #expect(response.status == .unauthorized && response.headers[.wwwAuthenticate] == "Bearer")
                #expect(try response.json()["code"] == .string("unauthorized"))
            }
            let response = try await client.send(
                try picture(), to: "/v1/ktp", type: "image/png", headers: Self.bearer("rahasia"))
            #expect(response.status == .forbidden)
            #expect(try response.json()["code"] == .string("forbidden"))
            let older = try await client.post(filename: "a.png")
            #expect(older.text == #"{"status":401,"error":true,"message":"A valid API key is needed."}"#)
        }
    }

    @Test("either header opens what the key may do; two keys of one name are good at the same time")
    func admitted() async throws {
        try await Self.server("# kunci", "", Self.line("lama", "read,nik"), Self.line("baru", "read,nik,metrics")).run {
            client in
            for key in ["lama", "baru"] {
                let name = try #require(HTTPField.Name("X-Api-Key"))
                for headers in [Self.bearer(key), [name: key]] as [HTTPFields] {
                    #expect(try await client.execute(uri: "/v1/nik/1", method: .get, headers: headers).status == .ok)
                    let response = try await client.send(
                        try picture(), to: "/v1/ktp", type: "image/png", headers: headers)
                    #expect(response.status == .ok)
                }
            }
            #expect(
                try await client.execute(uri: "/metrics", method: .get, headers: Self.bearer("lama")).status
                    == .forbidden)
            #expect(try await client.execute(uri: "/metrics", method: .get, headers: Self.bearer("baru")).status == .ok)
            for open in ["/", "/healthz", "/readyz", "/openapi.json", "/docs"] {
                #expect(try await client.execute(uri: open, method: .get).status == .ok)
            }
        }
    }

    @Test("a key that may come so often is told when to come again")
    func rate() async throws {
        try await Self.server(Self.line("a", "nik 3"), Self.line("b", "nik")).run { client in
            var statuses: [Int] = []
            for _ in 0..<4 {
                let response = try await client.execute(uri: "/v1/nik/1", method: .get, headers: Self.bearer("a"))
                statuses.append(response.status.code)
                if response.status == .tooManyRequests {
                    #expect(response.headers[.retryAfter].flatMap { Int($0) }.map { (1...20).contains($0) } == true)
                    #expect(try response.json()["code"] == .string("rate_limited"))
                }
            }
            #expect(statuses == [200, 200, 200, 429])
            #expect(try await client.execute(uri: "/v1/nik/1", method: .get, headers: Self.bearer("b")).status == .ok)
        }
    }

    @Test(
        "a file of keys that cannot be used is told by its line",
        arguments: [
            "", "kasir", "kasir abc read", "kasir \(String(repeating: "0", count: 64)) write",
            "kasir \(String(repeating: "g", count: 64)) read", "kasir \(String(repeating: "0", count: 64)) read 0",
            "kasir \(String(repeating: "0", count: 64)) read 1 2",
        ])
    func faults(text: String) {
        let fault = #expect(throws: ServerConfiguration.Fault.self) { try APIKeys(parsing: text) }
        #expect(fault?.key == "keys")
    }

    @Test("only with keys may the server be reached from elsewhere")
    func address() throws {
        for host in ["0.0.0.0", "::", "192.168.1.5", "ktp.example"] {
            var configuration = ServerConfiguration()
            configuration.host = host
            #expect(throws: ServerConfiguration.Fault.self) { try configuration.validate() }
            configuration.keys = try APIKeys(parsing: Self.line("a", "read"))
            try configuration.validate()
        }
        for host in ["127.0.0.1", "127.1.2.3", "localhost", "::1"] {
            var configuration = ServerConfiguration()
            configuration.host = host
            try configuration.validate()
        }
    }
}
