import Foundation
import KTPReading
import Raster
import Testing

@Suite("the reading pool", .timeLimit(.minutes(1)))
struct ReadingPoolTests {
    @Test("every caller gets its own reading")
    func ownReadings() async throws {
        let pool = FakeReadings(workers: 3, capacity: 500) { photo in
            usleep(UInt32.random(in: 0...500))
            return PoolFixture.reading(of: photo)
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for width in 1...300 {
                group.addTask { try await pool.read(PoolFixture.photo(width: width))[.nik] == String(width) }
            }
            for try await isRight in group { #expect(isRight) }
        }
        await pool.shutdown()
    }

    @Test("no more readings run at the same time than there are workers", arguments: 1...3)
    func workers(count: Int) async throws {
        let (pool, gate) = PoolFixture.gated(workers: count, capacity: 20)
        let tasks = (0..<10).map { _ in Task { try await pool.read(PoolFixture.photo()) } }
        try await PoolFixture.until { gate.counts.inside == count && pool.load.waiting == 10 - count }
        #expect(pool.load.workers == count && pool.load.capacity == 20 && !pool.load.isFull)
        gate.open()
        for task in tasks { _ = try await task.value }
        #expect(gate.counts.most == count && gate.counts.total == 10)
        await pool.shutdown()
        #expect(pool.load.reading == 0 && pool.load.waiting == 0)
    }

    @Test("the waiting room holds four for each worker unless told otherwise")
    func defaultCapacity() async {
        let pool = FakeReadings(workers: 3) { PoolFixture.reading(of: $0) }
        #expect(pool.load.capacity == 12)
    }

    @Test("what does not fit is refused at once, and what fits is read", arguments: [0, 1, 3])
    func overload(capacity: Int) async throws {
        let (pool, gate) = PoolFixture.gated(workers: 2, capacity: capacity)
        let tasks = (0..<(2 + capacity)).map { _ in Task { try await pool.read(PoolFixture.photo()) } }
        try await PoolFixture.until { pool.load.isFull }
        let start = ContinuousClock.now
        let error = await #expect(throws: ReadingError.self) { try await pool.read(PoolFixture.photo()) }
        #expect(error?.code == .overloaded)
        #expect(ContinuousClock.now - start < .seconds(2))
        gate.open()
        for task in tasks { _ = try await task.value }
        _ = try await pool.read(PoolFixture.photo())
        await pool.shutdown()
    }

    @Test("what the reading throws reaches its caller, and the worker goes on")
    func errors() async throws {
        let pool = FakeReadings(workers: 1) { photo in
            guard photo.size.width > 1 else { throw ReadingError(.notAKTP, "a licence") }
            return PoolFixture.reading(of: photo)
        }
        let error = await #expect(throws: ReadingError.self) { try await pool.read(PoolFixture.photo()) }
        #expect(error?.code == .notAKTP)
        #expect(try await pool.read(PoolFixture.photo(width: 2))[.nik] == "2")
        await pool.shutdown()
    }

    @Test("shutting down finishes what was taken on and refuses the rest; doing it twice is the same")
    func shutdown() async throws {
        let (pool, gate) = PoolFixture.gated(workers: 2, capacity: 3)
        let tasks = (1...5).map { width in Task { try await pool.read(PoolFixture.photo(width: width)) } }
        try await PoolFixture.until { pool.load.reading == 2 && pool.load.waiting == 3 }
        let isOver = PoolFixture.Gate()
        isOver.open()
        let ends = (0..<2).map { _ in
            Task {
                await pool.shutdown()
                isOver.pass()
            }
        }
        var message = ""
        while message != "the pool is shut down" {
            // Until then it is refused because the waiting room is full.
            let error = await #expect(throws: ReadingError.self) { try await pool.read(PoolFixture.photo()) }
            #expect(error?.code == .overloaded)
            message = error?.message ?? ""
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(isOver.counts.total == 0)
        gate.open()
        for (index, task) in tasks.enumerated() { #expect(try await task.value[.nik] == String(index + 1)) }
        for end in ends { await end.value }
        await pool.shutdown()
        #expect(isOver.counts.total == 2)
    }

    @Test("the expected wait grows with the queue")
    func expectedWait() async throws {
        let gate = PoolFixture.Gate()
        let pool = FakeReadings(workers: 1, capacity: 10) { photo in
            usleep(20_000)
            if photo.size.width > 1 { gate.pass() }
            return PoolFixture.reading(of: photo)
        }
        #expect(pool.expectedWait == .zero)
        _ = try await pool.read(PoolFixture.photo())
        #expect(pool.expectedWait == .zero)
        let tasks = (0..<4).map { _ in Task { try await pool.read(PoolFixture.photo(width: 2)) } }
        try await PoolFixture.until { pool.load.waiting == 3 }
        #expect(pool.expectedWait >= .milliseconds(80) && pool.expectedWait < .seconds(30))
        gate.open()
        for task in tasks { _ = try await task.value }
        await pool.shutdown()
    }

    @Test("a pool that nobody holds ends its threads after the readings they have")
    func release() async throws {
        weak var weakGate: PoolFixture.Gate?
        do {
            let gate = PoolFixture.Gate()
            gate.open()
            weakGate = gate
            let pool = FakeReadings(workers: 2) { photo in
                gate.pass()
                return PoolFixture.reading(of: photo)
            }
            _ = try await pool.read(PoolFixture.photo())
        }
        // Nothing but what was read holds the gate.
        try await PoolFixture.until { weakGate == nil }
    }
}
