import Foundation
import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

/// What a connection owes its client, and what it does not.
@Suite("connections", .timeLimit(.minutes(1)))
struct LiveConnectionTests {
    @Test(
        "a request names one host",
        arguments: ["", "Host: a\r\nHost: b\r\n", "Host: a\r\nHost: a\r\n"])
    func hosts(headers: String) async throws {
        try await TestServer().runLive { connection, _ in
            try await connection.send("GET /healthz HTTP/1.1\r\n\(headers)\r\n")
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n") && isClosed)
            #expect(text.contains("application/problem+json") && text.contains(#""code":"bad_request""#))
        }
    }

    @Test("a client of HTTP/1.0 need not name a host, and a request before a bad one is answered")
    func oldAndPipelined() async throws {
        try await TestServer().runLive { connection, port in
            try await connection.send("GET /healthz HTTP/1.0\r\n\r\n")
            #expect(try await connection.receive().text.hasPrefix("HTTP/1.1 200 OK"))
            let other = try RawConnection(port: port)
            try await other.send(Wire.healthz + "GET /healthz HTTP/1.1\r\n\r\n" + Wire.healthz)
            let (text, isClosed) = try await other.receive()
            let statuses = text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
            #expect(statuses == ["200", "400"] && isClosed)
        }
    }

    @Test("connections above a limit are told so at once", arguments: [(4, 100, "503"), (100, 4, "429")])
    func caps(all: Int, each: Int, status: String) async throws {
        var server = TestServer()
        server.configuration.maximumConnections = all
        server.configuration.maximumConnectionsPerAddress = each
        try await server.run(.live) { client in
            let port = try #require(client.port)
            // The test's own client holds one connection already.
            let held = try (0..<3).map { _ in try RawConnection(port: port) }
            for connection in held {
                try await connection.send(Wire.healthz)
                #expect(try await connection.receive(until: "\"ok\"}").text.contains(" 200 OK"))
            }
            let start = ContinuousClock.now
            let (text, isClosed) = try await RawConnection(port: port).receive()
            #expect(text.hasPrefix("HTTP/1.1 \(status) ") && isClosed)
            #expect(text.lowercased().contains("retry-after: 1"))
            #expect(ContinuousClock.now - start < .seconds(1))
            withExtendedLifetime(held) {}
        }
    }

    @Test("a place is free again when a connection closes")
    func placesComeBack() async throws {
        var server = TestServer()
        server.configuration.maximumConnections = 3
        try await server.run(.live) { client in
            let port = try #require(client.port)
            for _ in 0..<6 {
                let connection = try RawConnection(port: port)
                try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(try await connection.receive().text.contains(" 200 OK"))
                try await Task.sleep(for: .milliseconds(30))
            }
        }
    }

    @Test("a head that drips in is cut off at its deadline, also the second on a connection")
    func drippingHead() async throws {
        var server = TestServer()
        server.configuration.headTimeout = .milliseconds(400)
        try await server.runLive { connection, _ in
            try await connection.send(Wire.healthz)
            _ = try await connection.receive(until: "\"ok\"}")
            let start = ContinuousClock.now
            for character in "GET /heal" {
                try await connection.send(String(character))
                try await Task.sleep(for: .milliseconds(60))
            }
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") && isClosed)
            #expect(ContinuousClock.now - start < .seconds(3))
        }
    }

    @Test("silence between two requests is no slow head")
    func silenceBetween() async throws {
        var server = TestServer()
        server.configuration.headTimeout = .milliseconds(200)
        try await server.runLive { connection, _ in
            for _ in 0..<3 {
                try await connection.send(Wire.healthz)
                #expect(try await connection.receive(until: "\"ok\"}").text.contains(" 200 OK"))
                try await Task.sleep(for: .milliseconds(350))
            }
        }
    }

    @Test("a body slower than agreed is given up long before the request's deadline")
    func slowBody() async throws {
        var server = TestServer()
        server.configuration.bodyGrace = .milliseconds(300)
        try await server.runLive { connection, _ in
            try await connection.send(
                "POST /v1/ktp HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 100000\r\n\r\nabc")
            let start = ContinuousClock.now
            let (text, isClosed) = try await connection.receive()
            #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") && isClosed)
            #expect(text.contains(#""code":"timeout""#))
            #expect(ContinuousClock.now - start < .seconds(3))
        }
    }

    @Test("while the server ends, each answer closes its connection")
    func draining() async throws {
        let server = TestServer()
        try await server.runLive { connection, _ in
            server.readiness.state = .draining
            try await connection.send(Wire.healthz)
            let (text, isClosed) = try await connection.receive()
            #expect(text.contains(" 200 OK") && text.lowercased().contains("connection: close") && isClosed)
        }
    }
}
