import Foundation
import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

/// Bytes that are not the HTTP they should be.
@Suite("broken HTTP on the wire", .timeLimit(.minutes(1)))
struct LiveProtocolTests {
    /// How the answer ends that belongs to no request.
    private static let malformed = #""en":"Bad Request: malformed HTTP request"}}"#

    @Test(
        "what is not HTTP is answered in JSON and closed",
        arguments: [
            "\u{16}\u{3}\u{1}\u{0}\u{a5}\u{1}\u{0}\u{0}", "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
            "GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        ])
    func notHTTP(bytes: String) async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send(bytes)
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n") && isClosed)
            #expect(text.hasSuffix(Self.malformed))
        }
    }

    @Test("what follows a request and is not HTTP is answered after it")
    func garbageAfterRequest() async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send(Wire.healthz + "\u{1}\u{2}\u{3}garbage\r\n\r\n")
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && isClosed)
            #expect(text.hasSuffix(Self.malformed))
        }
    }

    @Test("a broken chunk inside a body is answered in JSON and closed")
    func brokenChunk() async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send(Wire.post("\(Wire.json)Transfer-Encoding: chunked\r\n", "5\r\n{\"fil\r\nzz\r\n"))
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
            try await TestServer().runLive { connection, _ in
                try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\(headers)\r\n")
                let (text, isClosed) = try await connection.receive()
                #expect(text.hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\r\n") && isClosed)
                #expect(text.hasSuffix(#""en":"Request header fields too large"}}"#))
            }
        }
    }
}
