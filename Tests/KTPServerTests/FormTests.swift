import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Raster
import Testing

@Suite("forms sent to POST /ocr/ktp")
struct FormTests {
    private static func malformed(_ fault: String) -> String {
        OlderEndpointTests.badRequest("multipart body does not parse: \(fault)")
    }

    @Test("other parts beside the picture do no harm")
    func otherParts() async throws {
        var server = TestServer()
        server.read = { photo in CardReading(values: [.name: "LEBAR \(photo.size.width)"]) }
        try await server.run { client in
            let form = Form(parts: [("filename", Array("x".utf8)), ("image", try picture(width: 21)), ("images", [1])])
            let response = try await client.post(form.body, type: Form.contentType)
            #expect(response.status == .ok)
            #expect(response.text.contains(#""nama":"LEBAR 21""#))
        }
    }

    @Test("a form without a picture, or with an empty one, says so")
    func noPicture() async throws {
        try await TestServer().run { client in
            for parts in [[], [("photo", [1])], [("Image", [1])], [("image", [])]] as [[(String, [UInt8])]] {
                let response = try await client.post(Form(parts: parts).body, type: Form.contentType)
                #expect(response.status == .badRequest)
                #expect(response.text == OlderEndpointTests.badRequest("'image' part is missing"))
            }
        }
    }

    @Test("two pictures are one too many")
    func twoPictures() async throws {
        try await TestServer().run { client in
            let form = Form(parts: [("image", try picture()), ("image", try picture())])
            let response = try await client.post(form.body, type: Form.contentType)
            #expect(response.status == .badRequest)
            #expect(response.text == OlderEndpointTests.badRequest("more than one 'image' part"))
        }
    }

    @Test(
        "a content type without a usable boundary says so",
        arguments: [
            ("multipart/form-data", "the content type has no boundary"),
            ("multipart/form-data; charset=utf-8", "the content type has no boundary"),
            ("multipart/form-data; boundary=\"\"", "the boundary in the content type is not valid"),
            ("multipart/form-data; boundary=\"a \"", "the boundary in the content type is not valid"),
            ("multipart/form-data; boundary=other", "the boundary of the content type does not appear"),
        ])
    func boundary(type: String, fault: String) async throws {
        try await TestServer().run { client in
            let response = try await client.post(Form(parts: [("image", try picture())]).body, type: type)
            #expect(response.status == .badRequest)
            #expect(response.text == Self.malformed(fault))
        }
    }

    @Test("a form that ends early says so")
    func truncated() async throws {
        try await TestServer().run { client in
            let body = Form(parts: [("image", try picture())]).body
            let response = try await client.post(Array(body.dropLast(5)), type: Form.contentType)
            #expect(response.status == .badRequest)
            #expect(response.text == Self.malformed("the final boundary is missing"))
            let empty = try await client.post([], type: Form.contentType)
            #expect(empty.text == Self.malformed("the boundary of the content type does not appear"))
        }
    }

    @Test("a form that needs a parameter with broken quotes is a missing body, as for any unreadable content type")
    func brokenType() async throws {
        try await TestServer().run { client in
            let response = try await client.post(Form(parts: []).body, type: "multipart/form-data; boundary=\"a")
            #expect(response.text == OlderEndpointTests.badRequest("Missing JSON body"))
        }
    }

    @Test("other multipart types are not forms")
    func mixed() async throws {
        try await TestServer().run { client in
            let body = Form(parts: [("image", try picture())]).body
            let response = try await client.post(body, type: "multipart/mixed; boundary=\(Form.boundary)")
            #expect(response.text == OlderEndpointTests.badRequest("Missing JSON body"))
        }
    }

    @Test("a picture over the limit is refused, one at the limit is read")
    func tooLong() async throws {
        var server = TestServer()
        server.configuration.maximumImageBytes = 100_000
        try await server.run { client in
            let start = try picture()
            let fill = [UInt8](repeating: 0, count: 100_000 - start.count)
            #expect(try await client.post(image: start + fill).status == .ok)
            for extra in [1, 65_000, 200_000] {
                let response = try await client.post(image: start + fill + [UInt8](repeating: 0, count: extra))
                #expect(response.status == .contentTooLarge)
                #expect(response.text.hasPrefix(#"{"status":413,"error":true,"message":"Request body too large"#))
            }
        }
    }

    @Test("what is in a part that is no picture in the end has no result")
    func notAPicture() async throws {
        try await TestServer().run { client in
            let response = try await client.post(image: Array("GIF89a".utf8))
            #expect(response.status == .internalServerError)
            #expect(response.text == OlderEndpointTests.noResult)
        }
    }
}
