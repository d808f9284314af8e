import Foundation
public import Raster
import Synchronization

/// Reads cards on threads of its own, a fixed number at a time, and refuses what it cannot take on.
///
/// Reading blocks a thread for as long as a reading takes, so it must not run on the threads that Swift's tasks share.
/// A caller that goes away is answered at once: its reading leaves the waiting room, or, when a worker already has it,
/// runs to its end unheard.
public final class ReadingPool: Sendable {
    /// How busy a pool is at one moment.
    public struct Load: Sendable, Equatable {
        /// Workers that are reading.
        public var reading: Int
        /// Readings that wait for a worker.
        public var waiting: Int
        /// The workers there are.
        public var workers: Int
        /// The readings that may wait while every worker reads.
        public var capacity: Int

        /// Whether the next reading would be refused.
        public var isFull: Bool { reading + waiting >= workers + capacity }
    }

    private let core: Core

    /// Creates a pool and starts its workers.
    ///
    /// - Parameters:
    ///   - workers: Readings that run at the same time, at least 1.
    ///   - capacity: Readings that may wait while every worker reads; nil for four for each worker.
    /// - Precondition: `workers` is at least 1 and `capacity` is not negative.
    public init(workers: Int, capacity: Int? = nil) {
        precondition(workers >= 1 && (capacity ?? 0) >= 0, "a pool has a worker and a capacity of at least zero")
        core = Core(workers: workers, capacity: capacity ?? 4 * workers)
        for number in 0..<workers {
            let thread = Thread { [core] in core.work() }
            thread.name = "reading-\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit { core.close() }

    /// Reads on a thread of the pool when its turn comes.
    ///
    /// - Parameter read: Makes the reading; runs at the same time as others when there are several workers.
    /// - Returns: The reading.
    /// - Throws: ``ReadingError`` with code `overloaded`, at once, when the waiting room is full or the pool is shut
    ///   down, and with code `cancelled` when the calling task was cancelled; otherwise what the reading threw.
    public func run(_ read: @escaping @Sendable () throws -> CardReading) async throws -> CardReading {
        let ticket = core.nextTicket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                core.submit(Core.Job(ticket: ticket, work: read), continuation)
            }
        } onCancel: {
            core.cancel(ticket)
        }
    }

    /// How busy the pool is now.
    public var load: Load { core.load }

    /// How long a reading that arrives now would wait for a worker, judged by recent readings; zero when one is idle.
    public var expectedWait: Duration { core.expectedWait }

    /// Takes no more readings, finishes those it has, and returns when every worker has ended.
    ///
    /// May be called more than once.
    public func shutdown() async {
        core.close()
        await core.ended()
    }
}

extension CardReader {
    /// Reads the one card in a photo on a thread of a pool.
    ///
    /// - Parameters:
    ///   - photo: The photo.
    ///   - options: What to make besides the values.
    ///   - pool: The pool; the reader's configuration's `concurrency` should be as many as its workers.
    /// - Returns: The reading.
    /// - Throws: As ``ReadingPool/run(_:)`` and the reading itself.
    public func read(
        _ photo: Photo, options: ReadingOptions = ReadingOptions(), in pool: ReadingPool
    ) async throws -> CardReading {
        try await pool.run { try self.read(photo, options: options) }
    }
}
