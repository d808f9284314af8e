import Foundation
import KTPReading
import Raster
import Testing

@Suite("the reading pool", .timeLimit(.minutes(1)))
struct ReadingPoolTests {
    private static func photo(width: Int = 1) -> Photo {
        Photo(Image(size: Size(width: width, height: 1), red: 0, green: 0, blue: 0))
    }

    /// A reading that says which photo it is of.
    private static func reading(of photo: Photo) -> CardReading {
        CardReading(
            status: .accept, reasons: [], fields: [.nik: Field(value: String(photo.size.width))], checks: [],
            card: .init(kind: .ektp, confidence: 1, quad: nil, rotation: 0),
            quality: .init(
                score: 1, sharpness: 1, glare: 0, brightness: 1, cardWidth: 1, isCropped: false, isGrayscale: false,
                advice: []),
            models: .init(detector: "d", recognizer: "r"), timing: .init())
    }

    /// Holds readings until it is opened, and knows how many there are.
    private final class Gate: @unchecked Sendable {
        // Guarded by `condition`.
        private var isOpen = false
        private var inside = 0
        private var most = 0
        private var total = 0
        private let condition = NSCondition()

        func pass() {
            condition.withLock {
                inside += 1
                total += 1
                most = max(most, inside)
                while !isOpen { condition.wait() }
                inside -= 1
            }
        }

        func open() {
            condition.withLock { isOpen = true }
            condition.broadcast()
        }

        var counts: (inside: Int, most: Int, total: Int) { condition.withLock { (inside, most, total) } }
    }

    private static func gated(workers: Int, capacity: Int? = nil) -> (ReadingPool, Gate) {
        let gate = Gate()
        let pool = ReadingPool(workers: workers, capacity: capacity) { photo in
            gate.pass()
            return reading(of: photo)
        }
        return (pool, gate)
    }

    private static func until(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }

    private static func code(_ error: (any Error)?) -> ReadingError.Code? { (error as? ReadingError)?.code }

    @Test("every caller gets its own reading")
    func ownReadings() async throws {
        let pool = ReadingPool(workers: 3, capacity: 500) { photo in
            usleep(UInt32.random(in: 0...500))
            return Self.reading(of: photo)
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for width in 1...300 {
                group.addTask { try await pool.read(Self.photo(width: width))[.nik] == String(width) }
            }
            for try await isRight in group { #expect(isRight) }
        }
        await pool.shutdown()
    }

    @Test("no more readings run at the same time than there are workers", arguments: 1...3)
    func workers(count: Int) async throws {
        let (pool, gate) = Self.gated(workers: count, capacity: 20)
        let tasks = (0..<10).map { _ in Task { try await pool.read(Self.photo()) } }
        try await Self.until { gate.counts.inside == count && pool.load.waiting == 10 - count }
        #expect(pool.load == .init(reading: count, waiting: 10 - count, workers: count, capacity: 20))
        gate.open()
        for task in tasks { _ = try await task.value }
        #expect(gate.counts.most == count && gate.counts.total == 10)
        await pool.shutdown()
        #expect(pool.load.reading == 0 && pool.load.waiting == 0)
    }

    @Test("the waiting room holds four for each worker unless told otherwise")
    func defaultCapacity() async {
        let pool = ReadingPool(workers: 3) { Self.reading(of: $0) }
        #expect(pool.load.capacity == 12)
    }

    @Test("what does not fit is refused at once, and what fits is read", arguments: [0, 1, 3])
    func overload(capacity: Int) async throws {
        let (pool, gate) = Self.gated(workers: 2, capacity: capacity)
        let tasks = (0..<(2 + capacity)).map { _ in Task { try await pool.read(Self.photo()) } }
        try await Self.until { pool.load.isFull }
        let start = ContinuousClock.now
        let error = await #expect(throws: ReadingError.self) { try await pool.read(Self.photo()) }
        #expect(error?.code == .overloaded)
        #expect(ContinuousClock.now - start < .seconds(2))
        gate.open()
        for task in tasks { _ = try await task.value }
        _ = try await pool.read(Self.photo())
        await pool.shutdown()
    }

    @Test("a caller that goes away while waiting is answered at once and its reading never runs")
    func cancelledWhileWaiting() async throws {
        let (pool, gate) = Self.gated(workers: 1, capacity: 2)
        let first = Task { try await pool.read(Self.photo()) }
        try await Self.until { gate.counts.inside == 1 }
        let second = Task { try await pool.read(Self.photo()) }
        try await Self.until { pool.load.waiting == 1 }
        second.cancel()
        let result = await second.result
        #expect(throws: ReadingError.self) { try result.get() }
        if case .failure(let error) = result { #expect(Self.code(error) == .cancelled) }
        #expect(pool.load.waiting == 0)
        gate.open()
        _ = try await first.value
        #expect(gate.counts.total == 1)
        await pool.shutdown()
    }

    @Test("a caller that goes away while its photo is read is answered at once")
    func cancelledWhileReading() async throws {
        let (pool, gate) = Self.gated(workers: 1)
        let task = Task { try await pool.read(Self.photo()) }
        try await Self.until { gate.counts.inside == 1 }
        task.cancel()
        if case .failure(let error) = await task.result { #expect(Self.code(error) == .cancelled) } else { Issue.record() }
        // The worker is still at it, and counts as busy.
        #expect(pool.load.reading == 1)
        gate.open()
        #expect(try await pool.read(Self.photo(width: 7))[.nik] == "7")
        await pool.shutdown()
    }

    @Test("a task that is cancelled already gets no reading")
    func cancelledBefore() async throws {
        let (pool, gate) = Self.gated(workers: 1)
        gate.open()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await pool.read(Self.photo())
        }
        task.cancel()
        if case .failure(let error) = await task.result { #expect(Self.code(error) == .cancelled) } else { Issue.record() }
        #expect(gate.counts.total == 0)
        await pool.shutdown()
    }

    @Test("callers that come and go at random are all answered")
    func cancellationStorm() async throws {
        let pool = ReadingPool(workers: 2, capacity: 50) { photo in
            usleep(UInt32.random(in: 0...200))
            return Self.reading(of: photo)
        }
        await withTaskGroup(of: Void.self) { group in
            for width in 1...600 {
                group.addTask {
                    let task = Task { try await pool.read(Self.photo(width: width)) }
                    if width % 2 == 0 {
                        try? await Task.sleep(for: .microseconds(Int.random(in: 0...800)))
                        task.cancel()
                    }
                    switch await task.result {
                    case .success(let reading): #expect(reading[.nik] == String(width))
                    case .failure(let error):
                        #expect([.cancelled, .overloaded].contains(Self.code(error)))
                    }
                }
            }
        }
        await pool.shutdown()
        #expect(pool.load.reading == 0 && pool.load.waiting == 0)
    }

    @Test("what the reading throws reaches its caller, and the worker goes on")
    func errors() async throws {
        let pool = ReadingPool(workers: 1) { photo in
            guard photo.size.width > 1 else { throw ReadingError(.notAKTP, "a licence") }
            return Self.reading(of: photo)
        }
        let error = await #expect(throws: ReadingError.self) { try await pool.read(Self.photo()) }
        #expect(error?.code == .notAKTP)
        #expect(try await pool.read(Self.photo(width: 2))[.nik] == "2")
        await pool.shutdown()
    }

    @Test("shutting down finishes what was taken on and refuses the rest; doing it twice is the same")
    func shutdown() async throws {
        let (pool, gate) = Self.gated(workers: 2, capacity: 4)
        let tasks = (1...5).map { width in Task { try await pool.read(Self.photo(width: width)) } }
        try await Self.until { pool.load.reading == 2 && pool.load.waiting == 3 }
        let isOver = Gate()
        isOver.open()
        let ends = (0..<2).map { _ in
            Task {
                await pool.shutdown()
                isOver.pass()
            }
        }
        var refusal: (any Error)?
        while refusal == nil {
            // Until the pool knows, this one may be taken on, too.
            do { _ = try await pool.read(Self.photo()) } catch { refusal = error }
        }
        #expect(Self.code(refusal) == .overloaded)
        #expect(isOver.counts.total == 0)
        gate.open()
        for (index, task) in tasks.enumerated() { #expect(try await task.value[.nik] == String(index + 1)) }
        for end in ends { await end.value }
        await pool.shutdown()
        #expect(isOver.counts.total == 2)
    }

    @Test("the expected wait grows with the queue")
    func expectedWait() async throws {
        let gate = Gate()
        let pool = ReadingPool(workers: 1, capacity: 10) { photo in
            usleep(20_000)
            if photo.size.width > 1 { gate.pass() }
            return Self.reading(of: photo)
        }
        #expect(pool.expectedWait == .zero)
        _ = try await pool.read(Self.photo())
        #expect(pool.expectedWait == .zero)
        let tasks = (0..<4).map { _ in Task { try await pool.read(Self.photo(width: 2)) } }
        try await Self.until { pool.load.waiting == 3 }
        #expect(pool.expectedWait >= .milliseconds(80) && pool.expectedWait < .seconds(30))
        gate.open()
        for task in tasks { _ = try await task.value }
        await pool.shutdown()
    }

    @Test("a pool that nobody holds ends its threads after the readings they have")
    func release() async throws {
        let gate = Gate()
        gate.open()
        weak var weakGate = gate
        do {
            let pool = ReadingPool(workers: 2) { photo in
                gate.pass()
                return Self.reading(of: photo)
            }
            _ = try await pool.read(Self.photo())
        }
        // The threads hold the closure, which holds the gate; here it is only alive as long as this test needs it.
        #expect(weakGate != nil)
        withExtendedLifetime(gate) {}
    }
}
