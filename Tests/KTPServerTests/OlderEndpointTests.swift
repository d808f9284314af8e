import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Raster
import Testing

@Suite("POST /ocr/ktp answers as the contract says, byte for byte")
struct OlderEndpointTests {
    static let readCard =
        #"{"status":200,"error":false,"message":"Process OCR Successfully","data":{"#
        + #""nik":"3201123456789001","nama":"BUDI SANTOSO","tempat_lahir":"BANDUNG","tgl_lahir":"01-01-1990","#
        + #""jenis_kelamin":"LAKI-LAKI","agama":"ISLAM","status_perkawinan":"KAWIN","pekerjaan":"KARYAWAN SWASTA","#
        + #""kewarganegaraan":"WNI","alamat":{"name":"JL. MERDEKA NO. 10","rt_rw":"001/002","#
        + #""kel_desa":"CIHAMPELAS","kecamatan":"CIMAHI","kabupaten":"KABUPATEN BANDUNG","#
        + #""provinsi":"JAWA BARAT"},"gol_darah":"O","berlaku_hingga":"SEUMUR HIDUP","#
        + #""tempat_terbit":"BANDUNG","tgl_terbit":"04-10-2016"}}"#

    static let noResult = #"{"status":500,"error":true,"message":"Could not extract data from the image."}"#

    static func badRequest(_ message: String) -> String {
        #"{"status":400,"error":true,"message":"Bad Request: \#(message)"}"#
    }

    @Test("a card in the uploads folder is read")
    func read() async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "ktp_sample.jpg")
            let response = try await client.post(#"{"filename": "ktp_sample.jpg"}"#)
            #expect(response.status == .ok)
            #expect(response.text == Self.readCard)
            #expect(response.headers[.contentType] == "application/json")
            #expect(response.headers[.cacheControl] == "no-store")
        }
    }

    @Test("a file in a folder of the uploads folder is read, also by a detour that stays inside")
    func subfolder() async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "2024/mei/ktp budi.png")
            for name in ["2024/mei/ktp budi.png", "./2024//mei/./ktp budi.png", "2024/../2024/mei/ktp budi.png"] {
                #expect(try await client.post(filename: name).text == Self.readCard)
            }
        }
    }

    @Test("a picture sent as the part image of a form is read")
    func form() async throws {
        try await TestServer().run { client in
            let response = try await client.post(image: try picture())
            #expect(response.status == .ok)
            #expect(response.text == Self.readCard)
        }
    }

    @Test("a field that was not read is null")
    func missingFields() async throws {
        var server = TestServer()
        server.read = { _ in CardReading(values: [.name: "SITI \"INTAN\"", .province: "DKI JAKARTA"]) }
        try await server.run { client in
            let text = try await client.post(image: try picture()).text
            #expect(
                text.hasPrefix(#"{"status":200,"error":false,"message":"Process OCR Successfully","data":{"nik":null,"#)
            )
            #expect(text.contains(#""nama":"SITI \"INTAN\"","tempat_lahir":null"#))
            #expect(text.contains(#""kabupaten":null,"provinsi":"DKI JAKARTA"},"gol_darah":null"#))
        }
    }

    @Test("a rejected card with one field is still answered")
    func rejected() async throws {
        var server = TestServer()
        server.read = { _ in CardReading(values: [.nik: "3201123456789001"], status: .reject) }
        try await server.run { client in
            let response = try await client.post(image: try picture())
            #expect(response.status == .ok)
        }
    }

    @Test(
        "a content type that is not JSON is a missing body",
        arguments: [nil, "", "text/plain", "application/x-www-form-urlencoded", "image/jpeg", "text/json", "json", ";"])
    func notJSON(type: String?) async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "a.png")
            let response = try await client.post(#"{"filename":"a.png"}"#, type: type)
            #expect(response.status == .badRequest)
            #expect(response.text == Self.badRequest("Missing JSON body"))
        }
    }

    @Test("no body is a missing body")
    func noBody() async throws {
        try await TestServer().run { client in
            let response = try await client.post("")
            #expect(response.status == .badRequest)
            #expect(response.text == Self.badRequest("Missing JSON body"))
        }
    }

    @Test(
        "these content types are JSON",
        arguments: [
            "application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8",
            "application/problem+json", "application/vnd.api+json; version=\"1; 2\"", "application/json;",
        ])
    func json(type: String) async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "a.png")
            #expect(try await client.post(#"{"filename":"a.png"}"#, type: type).text == Self.readCard)
        }
    }

    @Test(
        "a filename that is absent, empty or null is missing",
        arguments: ["{}", #"{"filename":""}"#, #"{"filename":null}"#, #"{"Filename":"a.png"}"#, #"{"file":"a"}"#])
    func missingFilename(body: String) async throws {
        try await TestServer().run { client in
            let response = try await client.post(body)
            #expect(response.status == .badRequest)
            #expect(response.text == Self.badRequest("'filename' key is missing"))
        }
    }

    @Test("a file that is not there is named as it was sent, escaped for JSON")
    func notFound() async throws {
        let names = [
            ("nope.jpg", "nope.jpg"), ("ktp \"1\".jpg", #"ktp \"1\".jpg"#), ("a\\b", #"a\\b"#),
            ("a\u{0}b", #"a\u0000b"#),
            ("tab\tline\n", #"tab\tline\n"#), ("berkas-é-文件-🪪.jpg", "berkas-é-文件-🪪.jpg"), (" ", " "), ("</p>", "</p>"),
        ]
        try await TestServer().run { client in
            for (name, escaped) in names {
                let response = try await client.post(filename: name)
                #expect(response.status == .notFound)
                #expect(response.text == #"{"status":404,"error":true,"message":"File not found: \#(escaped)"}"#)
            }
        }
    }

    @Test("a file that is not a picture has no result", arguments: ["", "plain text", "\u{89}PNG\r\n", "<svg/>"])
    func notAPicture(content: String) async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(Array(content.utf8), as: "a.jpg")
            let response = try await client.post(filename: "a.jpg")
            #expect(response.status == .internalServerError)
            #expect(response.text == Self.noResult)
        }
    }

    @Test("a file longer than the limit is not read")
    func tooLongFile() async throws {
        var server = TestServer()
        server.configuration.maximumImageBytes = 2000
        try await server.run { [server] client in
            let start = try picture()
            try server.put(start + [UInt8](repeating: 0, count: 2000 - start.count), as: "fits.png")
            try server.put(start + [UInt8](repeating: 0, count: 2001 - start.count), as: "long.png")
            #expect(try await client.post(filename: "fits.png").status == .ok)
            let response = try await client.post(filename: "long.png")
            #expect(response.status == .internalServerError)
            #expect(response.text == Self.noResult)
        }
    }

    @Test("a picture without a card, or without one readable field, has no result", arguments: 0..<5)
    func noField(number: Int) async throws {
        var server = TestServer()
        server.read = { _ in
            switch number {
            case 0: throw ReadingError(.noCardFound, "no text")
            case 1: throw ReadingError(.notAKTP, "a licence")
            case 2: throw ImageError(.corrupt, "cut off")
            case 3: CardReading(values: [:])
            default: CardReading(values: [:], status: .reject)
            }
        }
        try await server.run { client in
            let response = try await client.post(image: try picture())
            #expect(response.status == .internalServerError)
            #expect(response.text == Self.noResult)
        }
    }
}
