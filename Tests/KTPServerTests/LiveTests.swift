import Foundation
import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

/// What only shows on a connection.
@Suite("on the wire", .timeLimit(.minutes(1)))
struct LiveTests {
    @Test("a JSON request works over a live connection that is then used again")
    func keepAlive() async throws {
        try await TestServer().runLive { connection, _ in
            let body = #"{"filename":"tidak-ada.jpg"}"#
            for _ in 0..<3 {
                try await connection.send(Wire.post("\(Wire.json)Content-Length: \(body.utf8.count)\r\n", body))
                let (text, isClosed) = try await connection.receive(until: "tidak-ada.jpg\"}")
                #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n") && !isClosed)
                #expect(!text.lowercased().contains("connection: close"))
            }
        }
    }

    @Test("requests sent without waiting are answered in order")
    func pipelined() async throws {
        try await TestServer().runLive { connection, _ in
            let body = #"{"filename":"x"}"#
            let post = Wire.post("\(Wire.json)Content-Length: \(body.utf8.count)\r\n", body)
            try await connection.send(Wire.healthz + post + "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let (text, isClosed) = try await connection.receive()
            let statuses = text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
            #expect(statuses == ["200", "404", "404"] && isClosed)
            #expect(text.contains("File not found: x") && text.hasSuffix("\"en\":\"Not Found\"}}"))
        }
    }

    @Test("an answer does not close the connection because the next request is still arriving")
    func pipelinedWithBody() async throws {
        var server = TestServer()
        let gate = DispatchSemaphore(value: 0)
        server.read = { _ in
            gate.wait()
            return .sample
        }
        try await server.runLive { connection, _ in
            let form = Form(parts: [("image", try picture())]).body
            let body = #"{"filename":"x"}"#
            try await connection.send(
                Wire.post("Content-Type: \(Form.contentType)\r\nContent-Length: \(form.count)\r\n"))
            try await connection.send(form)
            try await connection.send(Wire.post("\(Wire.json)Content-Length: \(body.utf8.count)\r\n", "{"))
            try await Task.sleep(for: .milliseconds(100))
            gate.signal()
            let first = try await connection.receive(until: "}}").text
            #expect(first.hasSuffix(OlderEndpointTests.readCard) && !first.lowercased().contains("connection: close"))
            try await connection.send(String(body.dropFirst()))
            let (second, _) = try await connection.receive(until: "\"}")
            #expect(second.hasPrefix("HTTP/1.1 404 Not Found\r\n") && second.contains("File not found: x"))
        }
    }

    @Test("Expect: 100-continue is answered before the body comes")
    func expectContinue() async throws {
        try await TestServer().runLive { connection, _ in
            let form = Form(parts: [("image", try picture())]).body
            let start = ContinuousClock.now
            try await connection.send(
                Wire.post(
                    "Content-Type: \(Form.contentType)\r\nContent-Length: \(form.count)\r\nExpect: 100-continue\r\n"))
            let interim = try await connection.receive(until: "\r\n\r\n").text
            #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
            #expect(ContinuousClock.now - start < .seconds(1))
            try await connection.send(form)
            let (text, _) = try await connection.receive(until: "}}")
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.hasSuffix(OlderEndpointTests.readCard))
        }
    }

    @Test("a body in chunks that fits is read")
    func chunked() async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send(Wire.post("\(Wire.json)Transfer-Encoding: chunked\r\n", "5\r\n{\"fil\r\n"))
            try await connection.send("b\r\nename\":\"y\"}\r\n0\r\n\r\n")
            let (text, _) = try await connection.receive(until: "\"}")
            #expect(text.contains("File not found: y"))
        }
    }

    @Test("HEAD leaves the connection in step")
    func head() async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send("HEAD /nope HTTP/1.1\r\nHost: a\r\n\r\n" + Wire.healthz)
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
            try await connection.send(
                Wire.post("Content-Type: \(Form.contentType)\r\nContent-Length: \(form.count)\r\n"))
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
        try await TestServer().runLive { connection, port in
            let silent = try (0..<200).map { _ in try RawConnection(port: port) }
            try await connection.send(Wire.healthz)
            let start = ContinuousClock.now
            let (text, _) = try await connection.receive(until: "\"ok\"}")
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(ContinuousClock.now - start < .seconds(1))
            withExtendedLifetime(silent) {}
        }
    }
}
