import Foundation
import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

/// Bodies that are too long, too slow or too short.
@Suite("limits on the wire", .timeLimit(.minutes(1)))
struct LiveLimitTests {
    @Test("a body that announces too much is refused before it is sent, with Expect and without")
    func announcedTooLong() async throws {
        for expect in ["", "Expect: 100-continue\r\n"] {
            try await TestServer().runLive { connection, _ in
                let start = ContinuousClock.now
                try await connection.send(
                    Wire.post("Content-Type: \(Form.contentType)\r\nContent-Length: 11000000\r\n\(expect)"))
                let (text, isClosed) = try await connection.receive()
                #expect(text.hasPrefix("HTTP/1.1 413 "))
                #expect(text.lowercased().contains("connection: close\r\n") && isClosed)
                #expect(
                    text.hasSuffix(
                        #"{"status":413,"error":true,"message":"Request body too large: the limit is 10551296 bytes"}"#)
                )
                #expect(!text.contains("100 Continue"))
                #expect(ContinuousClock.now - start < .seconds(3))
            }
        }
    }

    @Test("a client that sends all of a body that is too long still gets the answer")
    func sentTooLong() async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send(Wire.post("Content-Type: \(Form.contentType)\r\nContent-Length: 11000000\r\n"))
            async let sent = connection.send([UInt8](repeating: 0x61, count: 11_000_000))
            _ = try await sent
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 413 ") && isClosed)
        }
    }

    @Test("a body in chunks is counted while it comes")
    func chunkedTooLong() async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send(Wire.post("\(Wire.json)Transfer-Encoding: chunked\r\n"))
            let chunk = "4000\r\n" + String(repeating: " ", count: 0x4000) + "\r\n"
            for _ in 0..<5 { try await connection.send(chunk) }
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 413 ") && isClosed)
            #expect(text.hasSuffix(#""message":"Request body too large: the limit is 65536 bytes"}"#))
        }
    }

    @Test("a body that drips in is cut off at the deadline")
    func drippingBody() async throws {
        var server = TestServer()
        server.configuration.requestTimeout = .milliseconds(600)
        try await server.runLive { connection, _ in
            try await connection.send(Wire.post("\(Wire.json)Content-Length: 1000\r\n"))
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
            #expect(
                text.hasSuffix(#"{"status":408,"error":true,"message":"The request body took too long to arrive"}"#))
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test("the rest of a body that nobody reads does not keep the connection open")
    func drippingUnreadBody() async throws {
        var server = TestServer()
        server.configuration.lingerTimeout = .milliseconds(300)
        try await server.runLive { connection, _ in
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
        arguments: [
            "", "GET /healthz HT", Wire.healthz,
            "POST /ocr/ktp HTTP/1.1\r\nHost: a\r\n\(Wire.json)Content-Length: 9\r\n\r\n{",
        ])
    func silence(start: String) async throws {
        var server = TestServer()
        server.configuration.idleTimeout = .milliseconds(400)
        try await server.runLive { connection, _ in
            try await connection.send(start)
            let begin = ContinuousClock.now
            let (_, isClosed) = try await connection.receive()
            #expect(isClosed)
            #expect(ContinuousClock.now - begin < .seconds(4))
        }
    }

    @Test("a body that ends before its announced length is a bad request")
    func shortBody() async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send(Wire.post("\(Wire.json)Content-Length: 100\r\n", #"{"filename":"x"}"#))
            connection.endSending()
            let (text, isClosed) = try await connection.receive()
            #expect(isClosed)
            #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(!text.contains("File not found"))
        }
    }
}
