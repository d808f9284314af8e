import Foundation
import KTPReading
import Raster
import Testing

@Suite("callers of the reading pool that go away", .timeLimit(.minutes(1)))
struct ReadingPoolCancellationTests {
    @Test("a caller that goes away while waiting is answered at once and its reading never runs")
    func cancelledWhileWaiting() async throws {
        let (pool, gate) = PoolFixture.gated(workers: 1, capacity: 2)
        let first = Task { try await pool.read(PoolFixture.photo()) }
        try await PoolFixture.until { gate.counts.inside == 1 }
        let second = Task { try await pool.read(PoolFixture.photo()) }
        try await PoolFixture.until { pool.load.waiting == 1 }
        second.cancel()
        let result = await second.result
        #expect(throws: ReadingError.self) { try result.get() }
        if case .failure(let error) = result { #expect(PoolFixture.code(error) == .cancelled) }
        #expect(pool.load.waiting == 0)
        gate.open()
        _ = try await first.value
        #expect(gate.counts.total == 1)
        await pool.shutdown()
    }

    @Test("a caller that goes away while its photo is read is answered at once")
    func cancelledWhileReading() async throws {
        let (pool, gate) = PoolFixture.gated(workers: 1)
        let task = Task { try await pool.read(PoolFixture.photo()) }
        try await PoolFixture.until { gate.counts.inside == 1 }
        task.cancel()
        if case .failure(let error) = await task.result {
            #expect(PoolFixture.code(error) == .cancelled)
        } else {
            Issue.record()
        }
        // The worker is still at it, and counts as busy.
        #expect(pool.load.reading == 1)
        gate.open()
        #expect(try await pool.read(PoolFixture.photo(width: 7))[.nik] == "7")
        await pool.shutdown()
    }

    @Test("a task that is cancelled already gets no reading")
    func cancelledBefore() async throws {
        let (pool, gate) = PoolFixture.gated(workers: 1)
        gate.open()
        let task = Task {
            try? await Task.sleep(for: .seconds(60))
            return try await pool.read(PoolFixture.photo())
        }
        task.cancel()
        if case .failure(let error) = await task.result {
            #expect(PoolFixture.code(error) == .cancelled)
        } else {
            Issue.record()
        }
        #expect(gate.counts.total == 0)
        await pool.shutdown()
    }

    @Test("callers that come and go at random are all answered")
    func cancellationStorm() async throws {
        let pool = FakeReadings(workers: 2, capacity: 50) { photo in
            usleep(UInt32.random(in: 0...200))
            return PoolFixture.reading(of: photo)
        }
        await withTaskGroup(of: Void.self) { group in
            for width in 1...600 {
                group.addTask {
                    let task = Task { try await pool.read(PoolFixture.photo(width: width)) }
                    if width % 2 == 0 {
                        try? await Task.sleep(for: .microseconds(Int.random(in: 0...800)))
                        task.cancel()
                    }
                    switch await task.result {
                    case .success(let reading): #expect(reading[.nik] == String(width))
                    case .failure(let error):
                        #expect([.cancelled, .overloaded].contains(PoolFixture.code(error)))
                    }
                }
            }
        }
        await pool.shutdown()
        #expect(pool.load.reading == 0 && pool.load.waiting == 0)
    }
}
