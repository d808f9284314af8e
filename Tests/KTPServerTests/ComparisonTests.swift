import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

@Suite("POST /v1/ktp/compare sets a card beside what was typed")
struct ComparisonTests {
    @Test("typed values come as parts of a form or as an object of JSON")
    func inputs() async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "a.png")
            let form = Form(parts: [
                ("image", try picture()), ("nik", Array("3201123456789001".utf8)), ("nama", Array("Budi Santosa".utf8)),
                ("alamat.kecamatan", Array("Cimahi".utf8)),
            ])
            let json =
                #"{"filename":"a.png","typed":{"nik":"3201123456789001","nama":"Budi Santosa","#
                + #""alamat":{"kecamatan":"Cimahi"}}}"#
            for (body, type) in [(form.body, Form.contentType), (Array(json.utf8), "application/json")] {
                let response = try await client.send(body, to: "/v1/ktp/compare", type: type)
                #expect(response.status == .ok)
                let answer = try response.json()
                #expect(answer["match"] == .string("near"))
                #expect(answer["fields"]?["nik"]?["result"] == .string("match"))
                #expect(answer["fields"]?["nama"]?["result"] == .string("near"))
                #expect(answer["fields"]?["nama"]?["read"] == .string("BUDI SANTOSO"))
                #expect(answer["fields"]?["alamat.kecamatan"]?["score"]?.double == 1)
            }
        }
    }

    @Test(
        "what cannot be compared is refused",
        arguments: [
            #"{"filename":"a.png"}"#, #"{"filename":"a.png","typed":{}}"#, #"{"filename":"a.png","typed":[]}"#,
            #"{"filename":"a.png","typed":{"umur":"3"}}"#, #"{"filename":"a.png","typed":{"nik":3}}"#,
            #"{"filename":"a.png","typed":{"alamat":{"x":"y"}}}"#,
        ])
    func refusals(body: String) async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "a.png")
            let response = try await client.send(Array(body.utf8), to: "/v1/ktp/compare", type: "application/json")
            #expect(response.status == .badRequest)
            #expect(try response.json()["code"] == .string("bad_request"))
            let raw = try await client.send(try picture(), to: "/v1/ktp/compare", type: "image/png")
            #expect(raw.status == .unsupportedMediaType)
        }
    }

    @Test(
        "ways of writing one value match, slips are near, others differ",
        arguments: [
            ("JL. MERDEKA NO. 10", "Jalan Merdeka nomor 10", FieldKey.street, FieldComparison.Result.match),
            ("JL. MERDEKA NO. 10", "Jl Merdeka No.11", .street, .near), ("01-01-1990", "1990-1-1", .birthDate, .match),
            ("01-01-1990", "1/1/1990", .birthDate, .match), ("01-01-1990", "02-11-1985", .birthDate, .differ),
            ("LAKI-LAKI", "L", .sex, .match), ("LAKI-LAKI", "P", .sex, .differ),
            ("KABUPATEN BANDUNG", "Kab. Bandung", .regency, .match),
            ("KOTA BANDUNG", "Kab. Bandung", .regency, .differ),
            ("JAWA BARAT", "Provinsi Jawa Barat", .province, .match), ("003/011", "3/11", .rtRW, .match),
            ("BUDI SANTOSO", "budi  santoso", .name, .match), ("BUDI SANTOSO", "BUDI SANTOSA", .name, .near),
            ("BUDI SANTOSO", "SITI AMINAH", .name, .differ), ("A", "A+", .bloodType, .differ),
            ("3201123456789001", "3201123456789010", .nik, .near), ("3201123456789001", "", .nik, .differ),
        ])
    func values(read: String, typed: String, key: FieldKey, result: FieldComparison.Result) {
        #expect(FieldComparison(typed: typed, read: read, of: key).result == result)
    }

    @Test("a value that was not read is told, and worse than a slip")
    func unread() {
        #expect(FieldComparison(typed: "x", read: nil, of: .name) == FieldComparison(typed: "y", read: nil, of: .nik))
        #expect(FieldComparison.Result.unread > .near && FieldComparison.Result.differ > .unread)
    }

    @Test("a typed text of any length is compared in no time", .timeLimit(.minutes(1)))
    func long() {
        let text = String(repeating: "A", count: 60_000)
        #expect(FieldComparison(typed: text, read: "BUDI", of: .name).result == .differ)
    }
}
