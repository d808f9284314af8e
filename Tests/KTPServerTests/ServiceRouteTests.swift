import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

@Suite("NIKs, readiness, metrics and the pages")
struct ServiceRouteTests {
    @Test("a NIK is told apart, right or wrong")
    func nik() async throws {
        try await TestServer().run { client in
            let right = try await client.execute(uri: "/v1/nik/3204371708919017", method: .get)
            #expect(right.status == .ok)
            let json = try right.json()
            #expect(json["valid"] == .bool(true) && json["tgl_lahir"] == .string("17-08-1991"))
            #expect(json["region"]?["kecamatan"]?["name"] == .string("SOREANG"))
            let wrong = try await client.execute(uri: "/v1/nik/12", method: .get)
            #expect(wrong.status == .ok)
            #expect(try wrong.json()["valid"] == .bool(false))
        }
    }

    @Test("a server that starts or ends is alive and not ready", arguments: [Readiness.State.starting, .draining])
    func notReady(state: Readiness.State) async throws {
        let server = TestServer()
        try await server.run { client in
            #expect(try await client.execute(uri: "/readyz", method: .get).text == #"{"status":"ready"}"#)
            server.readiness.state = state
            let response = try await client.execute(uri: "/readyz", method: .get)
            #expect(response.status == .serviceUnavailable)
            #expect(try response.json()["code"] == .string("not_ready"))
            let alive = try await client.execute(uri: "/healthz", method: .get)
            #expect(alive.status == .ok)
            #expect((alive.headers[.connection] == "close") == (state == .draining))
        }
    }

    @Test("the metrics count requests, readings, fields and refusals, and nothing of a card")
    func metrics() async throws {
        try await TestServer().run { client in
            _ = try await client.send(try picture(), to: "/v1/ktp", type: "image/png")
            _ = try await client.send([1], to: "/v1/ktp", type: "image/png")
            _ = try await client.execute(uri: "/v1/nik/3201123456789001", method: .get)
            let response = try await client.execute(uri: "/metrics", method: .get)
            #expect(response.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
            let lines = Set(response.text.split(separator: "\n").map(String.init))
            for line in [
                #"bacaktp_http_requests_total{route="/v1/ktp",method="POST",status="200"} 1"#,
                #"bacaktp_http_requests_total{route="/v1/ktp",method="POST",status="415"} 1"#,
                #"bacaktp_http_requests_total{route="/v1/nik/{nik}",method="GET",status="200"} 1"#,
                #"bacaktp_readings_total{status="accept",kind="ektp"} 1"#,
                #"bacaktp_stage_duration_seconds_count{stage="recognize"} 1"#,
                #"bacaktp_stage_cpu_seconds_count{stage="recognize"} 1"#,
                #"bacaktp_fields_total{field="nik",result="filled"} 1"#,
                #"bacaktp_field_confidence_bucket{field="nik",le="0.95"} 0"#,
                #"bacaktp_field_confidence_bucket{field="nik",le="0.99"} 1"#,
                #"bacaktp_field_confidence_count{field="nik"} 1"#,
                #"bacaktp_refusals_total{code="unsupported_format"} 1"#, "bacaktp_readings_running 0",
            ] {
                #expect(lines.contains(line), "\(line)")
            }
            #expect(!response.text.contains("3201123456789001") && !response.text.contains("BUDI"))
        }
    }

    @Test(
        "the pages come with a policy that lets nothing in from elsewhere", arguments: ["/", "/docs", "/page/page.css"])
    func pages(path: String) async throws {
        try await TestServer().run { client in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .ok && !response.text.isEmpty)
            let policy = response.headers[.init("Content-Security-Policy") ?? .server] ?? ""
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            #expect(response.headers[.cacheControl] == "no-store")
        }
    }

    @Test(
        "there is no page outside their folder",
        arguments: ["/page/..%2fpage.css", "/page/", "/page/x.css", "/page/.."])
    func noPage(path: String) async throws {
        try await TestServer().run { client in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .notFound)
        }
    }

    @Test("the description of the API names every route")
    func openAPI() async throws {
        try await TestServer().run { client in
            let response = try await client.execute(uri: "/openapi.json", method: .get)
            #expect(response.headers[.contentType] == "application/json")
            let json = try response.json()
            #expect(json["openapi"]?.text?.hasPrefix("3.1") == true)
            guard case .object(let paths) = json["paths"] ?? .null else {
                Issue.record("there are no paths")
                return
            }
            #expect(
                Set(paths.map(\.key)).isSuperset(of: [
                    "/ocr/ktp", "/v1/ktp", "/v1/ktp/compare", "/v1/nik/{nik}", "/healthz", "/readyz", "/metrics",
                ]))
        }
    }
}
