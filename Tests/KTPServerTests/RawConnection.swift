import Foundation
import Glibc
import HummingbirdTesting
import Testing

/// A TCP connection that sends exactly the bytes it is told to.
///
/// Its calls block a thread of a queue, never one of those that tasks share.
final class RawConnection: Sendable {
    struct Failure: Error { var call: String }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "raw connection")

    init(port: Int) throws {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo("localhost", String(port), &hints, &list) == 0 else { throw Failure(call: "getaddrinfo") }
        defer { freeaddrinfo(list) }
        var entry = list
        while let address = entry?.pointee {
            let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
            entry = address.ai_next
        }
        throw Failure(call: "connect")
    }

    deinit { close(descriptor) }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Sends all of a text, as long as the server takes it.
    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Sends all of the bytes; false when the server has closed the connection.
    @discardableResult
    func send(_ bytes: [UInt8]) async throws -> Bool {
        try await onQueue { [descriptor] in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Says that nothing more will be sent.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Receives until what has come holds `text`, the server closes, or the time is over.
    ///
    /// - Returns: What has come, and whether the server closed.
    func receive(until text: String? = nil, within time: Duration = .seconds(10)) async throws -> (
        text: String, isClosed: Bool
    ) {
        try await onQueue { [descriptor] in
            let deadline = ContinuousClock.now + time
            var received: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let soFar = String(decoding: received, as: UTF8.self)
                if let text, soFar.contains(text) { return (soFar, false) }
                let left = (deadline - .now) / .milliseconds(1)
                guard left > 0 else { return (soFar, false) }
                var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard Glibc.poll(&poll, 1, Int32(left) + 1) > 0 else { continue }
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return (soFar, true) }
                received += buffer[..<count]
            }
        }
    }
}

/// Requests as they go over the wire.
enum Wire {
    static let json = "Content-Type: application/json\r\n"
    static let healthz = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

    static func post(_ headers: String, _ body: String = "") -> String {
        "POST /ocr/ktp HTTP/1.1\r\nHost: a\r\n\(headers)\r\n\(body)"
    }
}

extension TestServer {
    /// Runs a live server and a raw connection to it; the test also gets the port.
    func runLive<Value: Sendable>(
        _ test: @Sendable (RawConnection, Int) async throws -> Value
    ) async throws -> Value {
        try await run(.live) { client in
            let port = try #require(client.port)
            return try await test(try RawConnection(port: port), port)
        }
    }
}
