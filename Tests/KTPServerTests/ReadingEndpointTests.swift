import Foundation
import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import NIOCore
import Raster
import Testing

@Suite("POST /v1/ktp takes a picture in every form and tells as much as is asked")
struct ReadingEndpointTests {
    private static func image() throws -> String { Data(try picture()).base64EncodedString() }

    @Test(
        "the body may be the picture, a form, JSON in base64 with a prefix or without, or a name in the uploads folder",
        arguments: 0..<7)
    func forms(number: Int) async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "a.png")
            let bytes = try picture()
            let image = try Self.image()
            let (body, type): ([UInt8], String?) =
                switch number {
                case 0: (bytes, "image/png")
                case 1: (bytes, "application/octet-stream")
                case 2: (bytes, nil)
                case 3: (Form(parts: [("note", [0x61]), ("image", bytes)]).body, Form.contentType)
                case 4: (Array(#"{"image":"\#(image)"}"#.utf8), "application/json")
                case 5:
                    (Array(#"{"image":"data:image/png;base64,\#(image)","filename":null}"#.utf8), "application/json")
                default: (Array(#"{"filename":"a.png"}"#.utf8), "application/json; charset=utf-8")
                }
            let response = try await client.send(body, to: "/v1/ktp", type: type)
            #expect(response.status == .ok)
            let json = try response.json()
            #expect(json["data"] == CardReading.sample.dataJSON)
            #expect(json["status"] == .string("accept") && json["fields"]?["nik"]?["confidence"] == .number(0.99))
            #expect(json["id"]?.text == response.headers[.init("X-Request-Id") ?? .server])
            #expect(json["pictures"] == nil)
        }
    }

    @Test(
        "what is no picture is told in a problem document with a code",
        arguments: [
            ("", "image/png", 400, "image_missing"), ("x", "image/png", 415, "unsupported_format"),
            ("GIF89a", "image/gif", 415, "unsupported_format"), ("x", "text/plain", 415, "unsupported_format"),
            ("a=b", "application/x-www-form-urlencoded", 415, "unsupported_format"),
            ("\u{FF}", "image/jpeg", 415, "unsupported_format"), ("{}", "application/json", 400, "image_missing"),
            (#"{"image":"*"}"#, "application/json", 400, "bad_request"),
            (#"{"image":"http://127.0.0.1/a.jpg"}"#, "application/json", 400, "bad_request"),
            (#"{"image":""}"#, "application/json", 400, "image_missing"),
            (#"{"image":"QQ==","filename":"a"}"#, "application/json", 400, "image_missing"),
            (#"{"image":3}"#, "application/json", 400, "bad_request"),
            (#"{"filename":3}"#, "application/json", 400, "bad_request"),
            (#"{"filename":"../a"}"#, "application/json", 404, "not_found"),
            ("[]", "application/json", 400, "bad_request"), ("{", "application/json", 400, "bad_request"),
            ("--x--", "multipart/form-data; boundary=x", 400, "image_missing"),
            ("--y--", "multipart/form-data; boundary=x", 400, "bad_request"),
        ])
    func refusals(body: String, type: String, status: Int, code: String) async throws {
        try await TestServer().run { client in
            let response = try await client.send(Array(body.utf8), to: "/v1/ktp", type: type)
            #expect(response.status.code == status)
            #expect(response.headers[.contentType] == "application/problem+json")
            let json = try response.json()
            #expect(json["code"] == .string(code) && json["status"] == .int(status))
            #expect(json["type"] == .string("urn:bacaktp:problem:\(code)"))
            #expect(json["request_id"]?.text == response.headers[.init("X-Request-Id") ?? .server])
            #expect(json["message"]?["id"]?.text?.isEmpty == false && json["message"]?["en"] == json["detail"])
        }
    }

    @Test(
        "what the reader says of a picture has its status",
        arguments: [
            (ReadingError(.noCardFound, "x") as any Error, 422, "card_not_found"),
            (ReadingError(.notAKTP, "x"), 422, "not_a_ktp"), (ImageError(.corrupt, "x"), 422, "image_unreadable"),
            (ImageError(.tooLarge, "x"), 422, "image_too_large"),
            (ReadingError(.overloaded, "x"), 429, "too_busy"), (CocoaError(.fileNoSuchFile), 500, "internal"),
        ])
    func failures(error: any Error, status: Int, code: String) async throws {
        var server = TestServer()
        server.read = { _ in throw error }
        try await server.run { client in
            let response = try await client.send(try picture(), to: "/v1/ktp", type: "image/png")
            #expect(response.status.code == status)
            #expect(try response.json()["code"] == .string(code))
            #expect((response.headers[.retryAfter] != nil) == (status == 429))
        }
    }

    @Test("the query says what is told")
    func query() async throws {
        try await TestServer().run { client in
            func ask(_ query: String) async throws -> JSONValue {
                try await client.send(try picture(), to: "/v1/ktp?" + query, type: "image/png").json()
            }
            let brief = try await ask("details=false")
            #expect(brief["data"] == CardReading.sample.dataJSON && brief["fields"] == nil && brief["quality"] == nil)
            let some = try await ask("fields=nik,alamat.kecamatan")
            #expect(
                some["data"]?.serialized() == #"{"nik":"3201123456789001","alamat":{"kecamatan":"CIMAHI"}}"#)
            guard case .object(let fields) = some["fields"] ?? .null else { throw CocoaError(.coderInvalidValue) }
            #expect(fields.map(\.key) == ["nik", "alamat.kecamatan"])
            let address = try await ask("fields=alamat&details=0")
            #expect(address["data"]?["alamat"]?["provinsi"] == .string("JAWA BARAT") && address["data"]?["nik"] == nil)
            let masked = try await ask("mask=partial")
            #expect(masked["data"]?["nik"] == .string("************9001"))
            #expect(masked["fields"]?["nama"]?["text"] == .string("B*** S***"))
            #expect(!masked.serialized().contains("MERDEKA"))
            let hidden = try await ask("mask=full")
            #expect(hidden["data"]?["agama"] == .string("***") && !hidden.serialized().contains("ISLAM"))
            let pictures = try await ask("pictures=photo,masked&details=0")
            #expect(pictures["pictures"]?.serialized() == #"{"photo":null,"masked":null}"#)
        }
    }

    @Test(
        "a query that cannot be meant is refused",
        arguments: [
            "detail=1", "details=yes", "mask=half", "fields=", "fields=nik,umur", "pictures=face",
            "fields=nik&fields=nama", "card=0", "card=256", "card=x", "card=",
        ])
    func badQuery(query: String) async throws {
        try await TestServer().run { client in
            let response = try await client.send(try picture(), to: "/v1/ktp?" + query, type: "image/png")
            #expect(response.status == .badRequest)
            #expect(try response.json()["code"] == .string("bad_request"))
        }
    }

    @Test("which of several cards is read can be said, and is told")
    func card() async throws {
        let server = TestServer()
        try await server.run { client in
            let json = try await client.send(try picture(), to: "/v1/ktp?card=2", type: "image/png").json()
            #expect(server.asked.value?.card == 2)
            #expect(json["card"]?["number"] == .int(1) && json["card"]?["others"] == .array([]))
            _ = try await client.send(try picture(), to: "/v1/ktp", type: "image/png")
            #expect(server.asked.value == ReadingOptions())
        }
    }

    @Test("checks that would tell of fields that were not asked for are left out")
    func checksOfAskedFields() async throws {
        var server = TestServer()
        server.read = { _ in
            var reading = CardReading.sample
            reading.checks = ["nik.province", "nik.birth_date", "nik.sex", "photo.ground"].map {
                CardReading.Check(code: $0, result: .pass, expected: "a", found: "b")
            }
            return reading
        }
        try await server.run { client in
            for (fields, codes) in [
                ("nik", ["nik.province"]), ("nik,tgl_lahir", ["nik.province", "nik.birth_date", "photo.ground"]),
                ("nama", []), ("nik,jenis_kelamin", ["nik.province", "nik.sex"]),
            ] {
                let json = try await client.send(try picture(), to: "/v1/ktp?fields=" + fields, type: "image/png")
                    .json()
                #expect(json["checks"]?.elements?.map { $0["code"]?.text } == codes)
            }
        }
    }

    @Test("a format that is switched off is refused before it is opened")
    func accepted() async throws {
        var server = TestServer()
        server.configuration.accepted = [.jpeg, .webp]
        try await server.run { client in
            for (body, type) in [(try picture(), "image/png"), (Array("%PDF-1.7\n".utf8), "application/pdf")] {
                let response = try await client.send(body, to: "/v1/ktp", type: type)
                #expect(response.status == .unsupportedMediaType)
                #expect(try response.json()["detail"]?.text?.hasSuffix("is not accepted; send JPEG or WebP") == true)
            }
        }
    }

    @Test("a picture longer than the limit is refused before it is read, base64 included")
    func tooLong() async throws {
        var server = TestServer()
        server.configuration.maximumImageBytes = 10_000
        try await server.run { client in
            for (type, count) in [("image/png", 10_001), ("application/json", 10_000 * 4 / 3 + 70_000)] {
                let response = try await client.send([UInt8](repeating: 0x20, count: count), to: "/v1/ktp", type: type)
                #expect(response.status == .contentTooLarge)
                #expect(try response.json()["code"] == .string("image_too_large"))
            }
        }
    }
}

extension TestClientProtocol {
    /// Posts a body.
    func send(_ body: [UInt8], to uri: String, type: String?, headers: HTTPFields = [:]) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = type
        return try await execute(uri: uri, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    }
}

extension TestResponse {
    func json() throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }
}
