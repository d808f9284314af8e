import Foundation
import KTPReading
import Raster

/// Pools whose readings wait until they are let through.
enum PoolFixture {
    static func photo(width: Int = 1) -> Photo {
        Photo(Image(size: Size(width: width, height: 1), red: 0, green: 0, blue: 0))
    }

    /// A reading that says which photo it is of.
    static func reading(of photo: Photo) -> CardReading {
        CardReading(
            status: .accept, reasons: [], fields: [.nik: Field(value: String(photo.size.width))], checks: [],
            card: .init(kind: .ektp, confidence: 1, quad: nil, rotation: 0),
            quality: .init(
                score: 1, sharpness: 1, glare: 0, brightness: 1, cardWidth: 1, isCropped: false, isGrayscale: false,
                advice: []),
            models: .init(detector: "d", recognizer: "r"), timing: .init())
    }

    /// Holds readings until it is opened, and knows how many there are.
    final class Gate: @unchecked Sendable {
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

    static func gated(workers: Int, capacity: Int? = nil) -> (FakeReadings, Gate) {
        let gate = Gate()
        let pool = FakeReadings(workers: workers, capacity: capacity) { photo in
            gate.pass()
            return reading(of: photo)
        }
        return (pool, gate)
    }

    static func until(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }

    static func code(_ error: (any Error)?) -> ReadingError.Code? { (error as? ReadingError)?.code }
}

/// A pool, and what it makes of photos.
@dynamicMemberLookup
struct FakeReadings: Sendable {
    private let pool: ReadingPool
    private let make: @Sendable (Photo) throws -> CardReading

    init(workers: Int, capacity: Int? = nil, make: @escaping @Sendable (Photo) throws -> CardReading) {
        pool = ReadingPool(workers: workers, capacity: capacity)
        self.make = make
    }

    func read(_ photo: Photo) async throws -> CardReading { try await pool.run { [make] in try make(photo) } }

    func shutdown() async { await pool.shutdown() }

    subscript<Value>(dynamicMember member: KeyPath<ReadingPool, Value>) -> Value { pool[keyPath: member] }
}
