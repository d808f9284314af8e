import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KTPReading
import NIOCore
import Testing

/// What only shows on a connection; every test has a time limit of its own.
@Suite("on the wire", .timeLimit(.minutes(1)))
struct LiveTests {
    private static let json = "Content-Type: application/json\r\n"
    private static let healthz = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Runs a live server and a raw connection to it.
    private func run<Value: Sendable>(
        _ server: TestServer = TestServer(), _ test: @Sendable (RawConnection, Int) async throws -> Value
    ) async throws -> Value {
        try await server.run(.live) { client in
            let port = try #require(client.port)
            return try await test(try RawConnection(port: port), port)
        }
    }

    private static func post(_ headers: String, _ body: String = "") -> String {
        "POST /ocr/ktp HTTP/1.1\r\nHost: a\r\n\(headers)\r\n\(body)"
    }

    @Test("a JSON request works over a live connection that is then used again")
    func keepAlive() async throws {
        try await run { connection, _ in
            let body = #"{"filename":"tidak-ada.jpg"}"#
            for _ in 0..<3 {
                try await connection.send(Self.post("\(Self.json)Content-Length: \(body.utf8.count)\r\n", body))
                let (text, isClosed) = try await connection.receive(until: "tidak-ada.jpg\"}")
                #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n") && !isClosed)
                #expect(!text.lowercased().contains("connection: close"))
            }
        }
    }

    @Test("requests sent without waiting are answered in order")
    func pipelined() async throws {
        try await run { connection, _ in
            let body = #"{"filename":"x"}"#
            let post = Self.post("\(Self.json)Content-Length: \(body.utf8.count)\r\n", body)
            try await connection.send(Self.healthz + post + "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let (text, isClosed) = try await connection.receive()
            let statuses = text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
            #expect(statuses == ["200", "404", "404"] && isClosed)
            #expect(text.contains("File not found: x") && text.hasSuffix("\"Not Found\"}"))
        }
    }

    @Test("Expect: 100-continue is answered before the body comes")
    func expectContinue() async throws {
        try await run { connection, _ in
            let form = Form(parts: [("image", try picture())]).body
            let start = ContinuousClock.now
            try await connection.send(
                Self.post("Content-Type: \(Form.contentType)\r\nContent-Length: \(form.count)\r\nExpect: 100-continue\r\n"))
            let interim = try await connection.receive(until: "\r\n\r\n").text
            #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
            #expect(ContinuousClock.now - start < .seconds(1))
            try await connection.send(form)
            let (text, _) = try await connection.receive(until: "}}")
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.hasSuffix(OlderEndpointTests.readCard))
        }
    }

    @Test("a body that announces too much is refused before it is sent, with Expect and without")
    func announcedTooLong() async throws {
        for expect in ["", "Expect: 100-continue\r\n"] {
            try await run { connection, _ in
                let start = ContinuousClock.now
                try await connection.send(
                    Self.post("Content-Type: \(Form.contentType)\r\nContent-Length: 11000000\r\n\(expect)"))
                let (text, isClosed) = try await connection.receive()
                #expect(text.hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
                #expect(text.lowercased().contains("connection: close\r\n") && isClosed)
                #expect(text.hasSuffix(#"{"status":413,"error":true,"message":"Request body too large: the limit is 10551296 bytes"}"#))
                #expect(!text.contains("100 Continue"))
                #expect(ContinuousClock.now - start < .seconds(3))
            }
        }
    }

    @Test("a client that sends all of a body that is too long still gets the answer")
    func sentTooLong() async throws {
        try await run { connection, _ in
            try await connection.send(Self.post("Content-Type: \(Form.contentType)\r\nContent-Length: 11000000\r\n"))
            async let sent = connection.send([UInt8](repeating: 0x61, count: 11_000_000))
            _ = try await sent
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 413 Content Too Large\r\n") && isClosed)
        }
    }

    @Test("a body in chunks is counted while it comes")
    func chunkedTooLong() async throws {
        try await run { connection, _ in
            try await connection.send(Self.post("\(Self.json)Transfer-Encoding: chunked\r\n"))
            let chunk = "4000\r\n" + String(repeating: " ", count: 0x4000) + "\r\n"
            for _ in 0..<5 { try await connection.send(chunk) }
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 413 Content Too Large\r\n") && isClosed)
            #expect(text.hasSuffix(#""message":"Request body too large: the limit is 65536 bytes"}"#))
        }
    }

    @Test("a body in chunks that fits is read")
    func chunked() async throws {
        try await run { connection, _ in
            try await connection.send(Self.post("\(Self.json)Transfer-Encoding: chunked\r\n", "5\r\n{\"fil\r\n"))
            try await connection.send("b\r\nename\":\"y\"}\r\n0\r\n\r\n")
            let (text, _) = try await connection.receive(until: "\"}")
            #expect(text.contains("File not found: y"))
        }
    }

    @Test("a body that drips in is cut off at the deadline")
    func drippingBody() async throws {
        var server = TestServer()
        server.configuration.requestTimeout = .milliseconds(600)
        try await run(server) { connection, _ in
            try await connection.send(Self.post("\(Self.json)Content-Length: 1000\r\n"))
            let start = ContinuousClock.now
            let drip = Task {
                for _ in 0..<100 {
                    try await connection.send(" ")
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
            // Sending and receiving share a queue; a second look at the socket needs the drip to pause.
            try await Task.sleep(for: .milliseconds(900))
            drip.cancel()
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") && isClosed)
            #expect(text.hasSuffix(#"{"status":408,"error":true,"message":"The request body took too long to arrive"}"#))
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test("the rest of a body that nobody reads does not keep the connection open")
    func drippingUnreadBody() async throws {
        var server = TestServer()
        server.configuration.lingerTimeout = .milliseconds(300)
        try await run(server) { connection, _ in
            try await connection.send("POST /nope HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n") && isClosed)
            #expect(text.lowercased().contains("connection: close\r\n"))
            var isTaken = true
            let start = ContinuousClock.now
            while isTaken, ContinuousClock.now - start < .seconds(5) {
                isTaken = try await connection.send([0x61])
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(!isTaken)
        }
    }

    @Test(
        "a connection that stays silent is closed",
        arguments: ["", "GET /healthz HT", healthz, "POST /ocr/ktp HTTP/1.1\r\nHost: a\r\n\(json)Content-Length: 9\r\n\r\n{"])
    func silence(start: String) async throws {
        var server = TestServer()
        server.configuration.idleTimeout = .milliseconds(400)
        try await run(server) { connection, _ in
            try await connection.send(start)
            let begin = ContinuousClock.now
            let (_, isClosed) = try await connection.receive()
            #expect(isClosed)
            #expect(ContinuousClock.now - begin < .seconds(4))
        }
    }

    @Test("a body that ends before its announced length is a bad request")
    func shortBody() async throws {
        try await run { connection, _ in
            try await connection.send(Self.post("\(Self.json)Content-Length: 100\r\n", #"{"filename":"x"}"#))
            connection.endSending()
            let (text, isClosed) = try await connection.receive()
            #expect(isClosed)
            #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(!text.contains("File not found"))
        }
    }

    @Test(
        "what is not HTTP is answered in JSON and closed",
        arguments: [
            "\u{16}\u{3}\u{1}\u{0}\u{a5}\u{1}\u{0}\u{0}", "hello\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
            "GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        ])
    func notHTTP(bytes: String) async throws {
        try await run { connection, _ in
            try await connection.send(bytes)
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n") && isClosed)
            #expect(text.hasSuffix(#"{"status":400,"error":true,"message":"Bad Request: malformed HTTP request"}"#))
        }
    }

    @Test("what follows a request and is not HTTP is answered after it")
    func garbageAfterRequest() async throws {
        try await run { connection, _ in
            try await connection.send(Self.healthz + "\u{1}\u{2}\u{3}garbage\r\n\r\n")
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && isClosed)
            #expect(text.hasSuffix(#"{"status":400,"error":true,"message":"Bad Request: malformed HTTP request"}"#))
        }
    }

    @Test("a broken chunk inside a body is answered in JSON and closed")
    func brokenChunk() async throws {
        try await run { connection, _ in
            try await connection.send(Self.post("\(Self.json)Transfer-Encoding: chunked\r\n", "5\r\n{\"fil\r\nzz\r\n"))
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n") && isClosed)
            #expect(text.hasSuffix(#"{"status":400,"error":true,"message":"Bad Request: malformed HTTP request"}"#))
        }
    }

    @Test("headers over the limits are refused")
    func largeHeaders() async throws {
        let large = "X: " + String(repeating: "a", count: 9000) + "\r\n"
        let many = (0..<200).map { "X-\($0): a\r\n" }.joined()
        let list = (0..<10).map { "X-\($0): \(String(repeating: "a", count: 4000))\r\n" }.joined()
        for headers in [large, many, list] {
            try await run { connection, _ in
                try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\(headers)\r\n")
                let (text, isClosed) = try await connection.receive()
                #expect(text.hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\r\n") && isClosed)
                #expect(text.hasSuffix(#"{"status":431,"error":true,"message":"Request header fields too large"}"#))
            }
        }
    }

    @Test("HEAD leaves the connection in step")
    func head() async throws {
        try await run { connection, _ in
            try await connection.send("HEAD /nope HTTP/1.1\r\nHost: a\r\n\r\n" + Self.healthz)
            let (text, _) = try await connection.receive(until: "\"ok\"}")
            #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n") && !text.contains("\"Not Found\""))
            #expect(text.contains("\r\n\r\nHTTP/1.1 200 OK\r\n"))
        }
    }

    @Test("a request in flight is answered when the server shuts down")
    func shutdown() async throws {
        var server = TestServer()
        let started = Box(0)
        server.read = { _ in
            started.change { $0 += 1 }
            usleep(500_000)
            return .sample
        }
        let (answer, port) = try await server.run(.live) { client in
            let port = try #require(client.port)
            let connection = try RawConnection(port: port)
            let form = Form(parts: [("image", try picture())]).body
            try await connection.send(Self.post("Content-Type: \(Form.contentType)\r\nContent-Length: \(form.count)\r\n"))
            try await connection.send(form)
            while started.value == 0 { try await Task.sleep(for: .milliseconds(2)) }
            // The server is told to end when this closure returns.
            return (Task { try await connection.receive() }, port)
        }
        let (text, isClosed) = try await answer.value
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.hasSuffix(OlderEndpointTests.readCard) && isClosed)
        #expect(throws: RawConnection.Failure.self) { try RawConnection(port: port) }
    }

    @Test("many connections that stay silent do not keep others from being answered")
    func idleHerd() async throws {
        try await run { connection, port in
            let silent = try (0..<200).map { _ in try RawConnection(port: port) }
            try await connection.send(Self.healthz)
            let start = ContinuousClock.now
            let (text, _) = try await connection.receive(until: "\"ok\"}")
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(ContinuousClock.now - start < .seconds(1))
            withExtendedLifetime(silent) {}
        }
    }
}
