import Foundation
import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Raster
import Testing

@Suite("too much at once")
struct OverloadTests {
    private static let tooBusy = #"{"status":503,"error":true,"message":"The server is too busy, try again later"}"#

    @Test("what neither runs nor may wait is told to come back, and the rest is read", .timeLimit(.minutes(1)))
    func fullWaitingRoom() async throws {
        var server = TestServer()
        server.workers = 1
        server.capacity = 1
        let gate = DispatchSemaphore(value: 0)
        let started = Box(0)
        server.read = { photo in
            started.change { $0 += 1 }
            gate.wait()
            return CardReading(values: [.nik: "\(photo.size.width)"])
        }
        try await server.run { [server] client in
            try server.put(try picture(width: 9), as: "a.png")
            async let first = client.post(image: try picture(width: 5))
            while started.value == 0 { try await Task.sleep(for: .milliseconds(2)) }
            async let second = client.post(image: try picture(width: 6))
            while server.pool.value?.load.isFull != true { try await Task.sleep(for: .milliseconds(2)) }
            let refused = try await client.post(filename: "a.png")
            #expect(refused.status == .serviceUnavailable)
            #expect(refused.text == Self.tooBusy)
            #expect(refused.headers[.retryAfter].flatMap { Int($0) } ?? 0 >= 1)
            let refusedForm = try await client.post(image: try picture())
            #expect(refusedForm.text == Self.tooBusy)
            for _ in 0..<4 { gate.signal() }
            #expect(try await first.text.contains(#""nik":"5""#))
            #expect(try await second.text.contains(#""nik":"6""#))
            #expect(try await client.post(filename: "a.png").status == .ok)
        }
    }

    @Test("each of many requests gets its own answer")
    func ownAnswers() async throws {
        var server = TestServer()
        server.workers = 4
        server.capacity = 400
        server.read = { photo in
            usleep(UInt32.random(in: 0...2000))
            return CardReading(values: [.nik: "lebar-\(photo.size.width)-"])
        }
        try await server.run { client in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for width in 1...200 {
                    group.addTask {
                        try await client.post(image: try picture(width: width)).text.contains("lebar-\(width)-")
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("pictures that together are too many bytes are refused, and the bytes are given back")
    func byteBudget() async throws {
        var server = TestServer()
        server.configuration.maximumImageBytes = 10_000
        server.configuration.maximumBufferedBytes = 15_000
        server.capacity = 100
        let gate = DispatchSemaphore(value: 0)
        let started = Box(0)
        server.read = { _ in
            started.change { $0 += 1 }
            gate.wait()
            return .sample
        }
        try await server.run { client in
            let large = try picture() + [UInt8](repeating: 0, count: 9000)
            async let first = client.post(image: large)
            while started.value == 0 { try await Task.sleep(for: .milliseconds(2)) }
            let refused = try await client.post(image: large)
            #expect(refused.status == .serviceUnavailable)
            #expect(refused.text == Self.tooBusy)
            for _ in 0..<5 { gate.signal() }
            #expect(try await first.status == .ok)
            for _ in 0..<3 { #expect(try await client.post(image: large).status == .ok) }
        }
    }

    @Test("a reading that takes longer than the request may is given up", .timeLimit(.minutes(1)))
    func readingTimeout() async throws {
        var server = TestServer()
        server.workers = 1
        server.configuration.requestTimeout = .milliseconds(200)
        let gate = DispatchSemaphore(value: 0)
        server.read = { _ in
            gate.wait()
            return .sample
        }
        try await server.run { client in
            let response = try await client.post(image: try picture())
            #expect(response.status == .gatewayTimeout)
            #expect(response.text == #"{"status":504,"error":true,"message":"The request took too long"}"#)
            gate.signal()
        }
    }
}
