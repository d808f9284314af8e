import KTPServer
import Testing

@Suite("headers of the parts of a form")
struct MultipartHeaderTests {
    private typealias Fault = MultipartParser.Fault
    private typealias Part = MultipartParserTests.Part

    private static let disposition = MultipartParserTests.disposition

    private static func parts(_ body: String, pieces size: Int = .max) throws -> [Part] {
        try MultipartParserTests.parts(body, pieces: size)
    }

    @Test(
        "names are taken from the disposition",
        arguments: [
            (#"form-data; name="image""#, "image"), ("form-data; name=image", "image"),
            (#"FORM-DATA;NAME="image""#, "image"),
            (#"form-data; filename="a; name=\"x\".jpg"; name="image""#, "image"), (#"form-data; name="a\"b""#, "a\"b"),
            (#"form-data; name="image"; filename="C:\temp\a.jpg""#, "image"), (#"form-data; name="image";"#, "image"),
            (#"form-data; name="image"; filename*=UTF-8''ktp%20budi.jpg"#, "image"), (#"form-data; name="""#, ""),
            (#"form-data; name="gambar-é""#, "gambar-é"), (#"form-data ; name="image" ; filename="""#, "image"),
        ])
    func names(value: String, name: String) throws {
        for field in ["Content-Disposition: ", "content-disposition:", "CONTENT-DISPOSITION:\t"] {
            #expect(
                try Self.parts("--b\r\n\(field)\(value)\r\nX-1: y\r\n\r\nz\r\n--b--") == [
                    Part(name: name, content: "z")
                ])
        }
    }

    @Test(
        "a header that does not follow the grammar is a fault",
        arguments: [
            "Content-\r\nisposition: form-data; name=\"a\"", "Content-\risposition: form-data; name=\"a\"",
            "Content-Disposition: form-data; n\rme=\"a\"", "Content-Disposition: form-data; name=\"a\"\r\n\rX: y",
            "Content-<<<position: form-data; name=\"a\"", ": form-data; name=\"a\"", "Content-Disposition form-data",
            "Content-Disposition: form-data; name=\"a", "Content-Disposition: form-data; name=\"a\" x",
            "Content-Disposition: attachment; name=\"a\"", "Content-Disposition: form-data; name=a; name=b",
            "Content-Disposition: form-data;\r\n name=\"a\"", "X: \u{0}", "X: a\nb", "Content-Disposition:", "=: x",
        ])
    func malformedHeader(header: String) {
        #expect(throws: Fault.malformedHeader) { try Self.parts("--b\r\n\(header)\r\n\r\nz\r\n--b--") }
    }

    @Test("a part without a name is a fault")
    func nameless() {
        #expect(throws: Fault.nameMissing) { try Self.parts("--b\r\n\r\nz\r\n--b--") }
        #expect(throws: Fault.nameMissing) { try Self.parts("--b\r\nContent-Type: image/png\r\n\r\nz\r\n--b--") }
        #expect(throws: Fault.nameMissing) {
            try Self.parts("--b\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nz\r\n--b--")
        }
    }

    @Test(
        "a transfer encoding other than none is a fault", arguments: ["base64", "Quoted-Printable", "x", "", "base64 "])
    func encodings(name: String) {
        let head = "--b\r\n\(Self.disposition)\"a\"\r\nContent-Transfer-Encoding: "
        #expect(throws: Fault.encodingUnsupported) { try Self.parts("\(head)\(name)\r\n\r\nz\r\n--b--") }
        #expect(throws: Never.self) { try Self.parts("\(head)Binary\r\n\r\nz\r\n--b--") }
    }

    @Test("thirty-two parts are taken and thirty-three are not")
    func partCount() throws {
        let part = "--b\r\n\(Self.disposition)\"a\"\r\n\r\n1\r\n"
        #expect(try Self.parts(String(repeating: part, count: 32) + "--b--").count == 32)
        #expect(throws: Fault.tooManyParts) { try Self.parts(String(repeating: part, count: 33) + "--b--") }
    }

    @Test("a header of 8 KiB is taken and a longer one is not, also when it never ends", arguments: [1, 100, .max])
    func headerLength(size: Int) throws {
        let line = "\r\n\(Self.disposition)\"a\"\r\nX: "
        let fill = { String(repeating: "y", count: 8192 - line.utf8.count + $0) }
        #expect(try Self.parts("--b\(line)\(fill(0))\r\n\r\nz\r\n--b--", pieces: size).map(\.content) == ["z"])
        #expect(throws: Fault.headerTooLong) { try Self.parts("--b\(line)\(fill(1))\r\n\r\nz\r\n--b--", pieces: size) }
        #expect(throws: Fault.headerTooLong) { try Self.parts("--b\(line)\(fill(9000))", pieces: size) }
    }
}
