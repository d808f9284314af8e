import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

@Suite("JSON bodies that are not what they should be")
struct JSONBodyTests {
    private func message(_ body: [UInt8]) async throws -> (HTTPResponse.Status, String) {
        try await TestServer().run { client in
            let response = try await client.post(body, type: "application/json")
            return (response.status, response.text)
        }
    }

    @Test(
        "what does not parse says so",
        arguments: [
            (" ", "unexpected end at byte 1"), ("{", "a key was expected at byte 1"),
            ("{\"a\"}", "':' was expected at byte 4"),
            (#"{"filename":"a"} x"#, "text after the value at byte 17"),
            (#"{"filename":"a"}{}"#, "text after the value at byte 16"),
            (#"{"filename":"a",}"#, "a key was expected at byte 16"),
            (#"{'filename':'a'}"#, "a key was expected at byte 1"),
            (#"{"filename":"a"#, "unexpected end at byte 14"), (#"{"filename":"\x"}"#, "an unknown escape at byte 14"),
            (#"{"filename":"\u12g4"}"#, "four hexadecimal digits were expected at byte 17"),
            ("{\"filename\":\"a\nb\"}", "a control character in a string at byte 14"),
            (#"{"filename":nul}"#, "unexpected character at byte 12"),
            (#"{"filename":NaN}"#, "unexpected character at byte 12"),
            (#"{"filename":01}"#, "a number starts with zero at byte 14"),
            (#"{"filename":1.}"#, "a digit was expected at byte 14"),
            (#"{"filename":-}"#, "a digit was expected at byte 13"),
            (#"{"filename":1e999}"#, "a number is out of range at byte 17"),
            (#"{"filename":"a","filename":"b"}"#, "duplicate key at byte 26"),
            (#"{"x":{"a":1,"\u0061":2}}"#, "duplicate key at byte 20"),
            ("filename=a.jpg", "unexpected character at byte 0"),
        ])
    func malformed(body: String, fault: String) async throws {
        let (status, text) = try await message(Array(body.utf8))
        #expect(status == .badRequest)
        #expect(text == OlderEndpointTests.badRequest("JSON body does not parse: \(fault)"))
    }

    @Test(
        "half of a surrogate pair is a fault",
        arguments: [#"\ud800"#, #"\udc00"#, #"\ud800\ud800"#, #"\ud83d x"#, #"\uD83D\n"#, #"\ud83d\u0041"#])
    func surrogates(name: String) async throws {
        let (status, text) = try await message(Array(#"{"filename":"\#(name)"}"#.utf8))
        #expect(status == .badRequest)
        #expect(text.contains("half of a surrogate pair"))
    }

    @Test("a whole surrogate pair and other escapes are decoded")
    func escapes() async throws {
        let (status, text) = try await message(Array(#"{"filename":"\ud83e\udeaa\u00e9\/\b\f"}"#.utf8))
        #expect(status == .notFound)
        #expect(text.hasSuffix("File not found: 🪪é/\\u0008\\u000c\"}"))
    }

    @Test(
        "a JSON text that is not an object says so",
        arguments: ["[]", "\"a\"", "1", "null", "true", "[{\"filename\":\"a\"}]"])
    func notAnObject(body: String) async throws {
        let (status, text) = try await message(Array(body.utf8))
        #expect(status == .badRequest)
        #expect(text == OlderEndpointTests.badRequest("JSON body must be an object"))
    }

    @Test(
        "a filename that is not a string says so", arguments: ["1", "0", "false", "[]", "{}", "[\"a.jpg\"]", "1.5e3"])
    func notAString(value: String) async throws {
        let (status, text) = try await message(Array(#"{"filename":\#(value)}"#.utf8))
        #expect(status == .badRequest)
        #expect(text == OlderEndpointTests.badRequest("'filename' must be a string"))
    }

    @Test(
        "nesting that would use up a stack is a fault",
        arguments: ["[", "{\"a\":", "[{\"a\":"], [65, 30_000])
    func deep(opening: String, depth: Int) async throws {
        let body = #"{"filename":"a","x":"# + String(repeating: opening, count: min(depth, 60_000 / opening.utf8.count))
        let (status, text) = try await message(Array(body.utf8))
        #expect(status == .badRequest)
        #expect(text.contains("nested deeper than 64"))
    }

    @Test("a hundred thousand brackets are a fault for the parser itself")
    func hundredThousandBrackets() {
        for opening in ["[", "{\"a\":"] {
            let body = Array(String(repeating: opening, count: 100_000).utf8)
            #expect(throws: JSONParser.Fault.self) { try JSONParser.parse(body) }
        }
        let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try JSONParser.parse(Array(allowed.utf8)) }
    }

    @Test("bytes that are not UTF-8, and other encodings, are faults")
    func encodings() async throws {
        let text = #"{"filename":"a.png"}"#
        let utf16 = Array(text.utf16)
        let bodies: [[UInt8]] = [
            Array(#"{"filename":""#.utf8) + [0xFF, 0xFE] + Array("\"}".utf8),
            Array(#"{"filename":""#.utf8) + [0xC0, 0xAF] + Array("\"}".utf8),
            Array(#"{"filename":""#.utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8),
            [0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
            utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, [0], [0xFF],
        ]
        for body in bodies {
            let (status, text) = try await message(body)
            #expect(status == .badRequest)
            #expect(text.hasPrefix(#"{"status":400,"error":true,"message":"Bad Request: JSON body does not parse"#))
        }
    }

    @Test("a byte order mark, white space and other members do no harm")
    func harmless() async throws {
        let (status, text) = try await message(
            [0xEF, 0xBB, 0xBF] + Array(" \t\r\n{ \"x\" : [1, -2.5e-3, true, {}], \"filename\" :\"b\" }\n".utf8))
        #expect(status == .notFound)
        #expect(text.contains("File not found: b"))
    }

    @Test("a body over the limit is refused")
    func tooLong() async throws {
        var server = TestServer()
        server.configuration.maximumJSONBytes = 100
        try await server.run { client in
            let name = String(repeating: "a", count: 85)
            #expect(try await client.post(#"{"filename":"\#(name)"}"#).status == .notFound)
            let response = try await client.post(#"{"filename":"\#(name)a"}"#)
            #expect(response.status == .contentTooLarge)
            #expect(
                response.text
                    == #"{"status":413,"error":true,"message":"Request body too large: the limit is 100 bytes"}"#)
        }
    }

    @Test("cutting a body anywhere, or changing any byte of it, never gets past the parser unnoticed or crashes")
    func mutations() {
        let body = Array(#"{"filename":"a\u00e9\ud83e\udeaa.jpg","x":[1,-2.50e+3,null,{"y":true}]}"#.utf8)
        for end in body.indices {
            #expect(throws: JSONParser.Fault.self) { try JSONParser.parse(Array(body[..<end])) }
        }
        for index in body.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = body
                changed[index] = byte
                _ = try? JSONParser.parse(changed)
            }
        }
    }
}
