import KTPServer
import Testing

@Suite("the multipart parser")
struct MultipartParserTests {
    typealias Event = MultipartParser.Event
    typealias Fault = MultipartParser.Fault

    /// A part as the events tell it.
    struct Part: Equatable {
        var name: String
        var content: String
    }

    static let disposition = "Content-Disposition: form-data; name="

    /// Feeds a body in pieces of one size.
    static func parts(_ body: String, boundary: String = "b", pieces size: Int = .max) throws -> [Part] {
        try parts(Array(body.utf8), boundary: boundary, pieces: size)
    }

    static func parts(_ body: [UInt8], boundary: String = "b", pieces size: Int = .max) throws -> [Part] {
        var parser = try MultipartParser(boundary: boundary)
        var events: [Event] = []
        var rest = body[...]
        while !rest.isEmpty {
            events += try parser.feed(rest.prefix(size))
            rest = rest.dropFirst(min(size, rest.count))
        }
        try parser.finish()
        return collected(events)
    }

    /// Puts the contents together, and checks that the events come in an order that makes sense.
    static func collected(_ events: [Event]) -> [Part] {
        var parts: [Part] = []
        var isOpen = false
        var content: [UInt8] = []
        for event in events {
            switch event {
            case .part(let name):
                #expect(!isOpen)
                isOpen = true
                content = []
                parts.append(Part(name: name, content: ""))
            case .content(let bytes):
                #expect(isOpen && !bytes.isEmpty)
                content += bytes
            case .endOfPart:
                #expect(isOpen)
                isOpen = false
                parts[parts.count - 1].content = String(decoding: content, as: UTF8.self)
            }
        }
        #expect(!isOpen)
        return parts
    }

    static let twoParts =
        "--b\r\n\(disposition)\"image\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
        + "one\r\n--bad\r\n--\r\n\r--b\r\n-\n--b\r\n--b-\r\n--b x\r\n\r\n\r\n--b\r\n\(disposition)x\r\n\r\n\r\n--b--\r\nrest"

    @Test("two parts are found, whatever size the pieces have", arguments: 1...80)
    func pieces(size: Int) throws {
        #expect(
            try Self.parts(Self.twoParts, pieces: size) == [
                Part(name: "image", content: "one\r\n--bad\r\n--\r\n\r--b\r\n-\n--b\r\n--b-\r\n--b x\r\n\r\n"),
                Part(name: "x", content: ""),
            ])
    }

    @Test("a body cut in two gives the same wherever the cut is")
    func cuts() throws {
        let body = Array(Self.twoParts.utf8)
        let whole = try Self.parts(body)
        for cut in 0...body.count {
            var parser = try MultipartParser(boundary: "b")
            let events = try parser.feed(body[..<cut]) + (try parser.feed(body[cut...]))
            try parser.finish()
            #expect(Self.collected(events) == whole, "cut at \(cut)")
        }
    }

    @Test("a body that ends early is incomplete wherever it ends")
    func truncated() throws {
        let body = Array(Self.twoParts.utf8)
        let end = body.count - "\r\nrest".utf8.count
        for length in 0..<end {
            #expect(throws: (length < 5 ? Fault.boundaryNotFound : .finalBoundaryMissing), "\(length)") {
                try Self.parts(Array(body[..<length]))
            }
        }
        for length in end...body.count { #expect(throws: Never.self) { try Self.parts(Array(body[..<length])) } }
    }

    @Test("what stands before the first boundary and behind the last is thrown away")
    func preambleAndEpilogue() throws {
        let part = "\r\n--b\r\n\(Self.disposition)\"a\"\r\n\r\n1\r\n--b--"
        for preamble in [
            "", "\r\n", "\r\n\r\n", "hello", "--bx\r\nhello\r\n--c", "--b-\r\n", String(repeating: "x", count: 9000),
        ] {
            for epilogue in ["", "\r\n", "\r\n--b\r\n", "x", "\r\n--b--\r\n"] {
                #expect(try Self.parts(preamble + part + epilogue) == [Part(name: "a", content: "1")])
            }
        }
    }

    @Test("spaces may stand between a boundary and its line end, but not without bound")
    func padding() throws {
        let body = { (padding: String) in
            "--b\(padding)\r\n\(Self.disposition)\"a\"\r\n\r\n1\r\n--b\(padding)\r\n\(Self.disposition)\"c\"\r\n\r\n2\r\n--b-- "
        }
        for padding in [" ", " \t ", String(repeating: " ", count: 128)] {
            #expect(try Self.parts(body(padding), pieces: 3).map(\.content) == ["1", "2"])
        }
        #expect(throws: Fault.boundaryNotFound) {
            try Self.parts(body(String(repeating: " ", count: 129)).dropLast(8) + "")
        }
    }

    @Test("an empty form is complete and has no part")
    func emptyForm() throws {
        #expect(try Self.parts("--b--") == [])
        #expect(try Self.parts("\r\n--b--\r\n") == [])
        #expect(throws: Fault.boundaryNotFound) { try Self.parts("") }
        #expect(throws: Fault.boundaryNotFound) { try Self.parts("--b-X\r\n") }
    }

    @Test("a boundary of another form is not found")
    func otherBoundary() {
        #expect(throws: Fault.boundaryNotFound) { try Self.parts(Self.twoParts, boundary: "c") }
        #expect(throws: Fault.boundaryNotFound) { try Self.parts(Self.twoParts, boundary: "B") }
    }

    @Test("lines that end with a line feed alone are a fault of their own")
    func lineFeeds() {
        #expect(throws: Fault.bareLineFeed) { try Self.parts(Self.twoParts.replacing("\r\n", with: "\n")) }
        #expect(throws: Fault.bareLineFeed) { try Self.parts("\n--b\n".replacing("\n--", with: "--")) }
    }

    @Test("a boundary follows the grammar")
    func boundaries() throws {
        for boundary in ["", " ", "a ", "a\r", "a\n", "é", "\u{0}", String(repeating: "a", count: 201)] {
            #expect(throws: Fault.invalidBoundary) { try MultipartParser(boundary: boundary) }
        }
        for boundary in ["a", "a b", "'()+_,-./:=?", String(repeating: "-", count: 200), "--"] {
            let body = "--\(boundary)\r\n\(Self.disposition)\"a\"\r\n\r\n1\r\n--\(boundary)--"
            #expect(try Self.parts(body, boundary: boundary, pieces: 7) == [Part(name: "a", content: "1")])
        }
    }

    @Test("content full of line ends and starts of boundaries comes through whole")
    func denseContent() throws {
        let boundary = "boundary"
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: seed)
        for _ in 0..<200 {
            let pieces = (0..<60).map { _ in
                ["\r", "\n", "\r\n", "-", "--", "\r\n--", "\r\n--bound", "\r\n--boundar\r\n", "x", "boundary"]
                    .randomElement(using: &generator) ?? ""
            }
            // A real delimiter may come together by chance.
            var content = pieces.joined()
            while content.contains("\r\n--boundary") { content.replace("\r\n--boundary", with: "\r\n--") }
            let body = "--\(boundary)\r\n\(Self.disposition)\"a\"\r\n\r\n\(content)\r\n--\(boundary)--\r\n"
            let size = Int.random(in: 1...40, using: &generator)
            #expect(
                try Self.parts(body, boundary: boundary, pieces: size) == [Part(name: "a", content: content)],
                "seed \(seed)")
        }
    }

    @Test("ten megabytes go through in little time, in pieces of any size")
    func speed() throws {
        let content = [UInt8](repeating: 0x0D, count: 5 << 20) + [UInt8](repeating: 0x2D, count: 5 << 20)
        let body = Array("--b\r\n\(Self.disposition)\"a\"\r\n\r\n".utf8) + content + Array("\r\n--b--".utf8)
        let start = ContinuousClock.now
        for size in [100, 65_536] {
            var parser = try MultipartParser(boundary: "b")
            var count = 0
            var rest = body[...]
            while !rest.isEmpty {
                for case .content(let bytes) in try parser.feed(rest.prefix(size)) { count += bytes.count }
                rest = rest.dropFirst(min(size, rest.count))
            }
            try parser.finish()
            #expect(count == content.count)
        }
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
