import Evaluation
import Synchronization

/// Reads many pictures on several threads; each thread holds one picture at a time, so memory does not grow with
/// their number.
package struct BatchRunner: Sendable {
    /// Pictures read at the same time, at least 1.
    package var jobs: Int
    /// Whether every card in a picture is read, and not the surest alone.
    package var everyCard: Bool
    /// Reads one picture.
    package var read: PictureReader

    package init(jobs: Int, everyCard: Bool = false, read: @escaping PictureReader) {
        self.jobs = max(1, jobs)
        self.everyCard = everyCard
        self.read = read
    }

    private struct State {
        var next = 0
        var failure: (any Error)?
    }

    /// Reads every picture and gives its records away, the pictures in any order.
    ///
    /// - Parameters:
    ///   - pictures: What to read.
    ///   - isInterrupted: Asked before each picture; pictures begun are finished.
    ///   - emit: Takes a picture's records, from several threads at once; the run ends when it throws.
    /// - Throws: What `emit` threw first.
    package func run(
        _ pictures: [PictureSource], isInterrupted: @Sendable () -> Bool = { false },
        emit: @Sendable ([PictureRecord]) throws -> Void
    ) throws {
        let state = Mutex(State())
        WorkerThreads.run(min(jobs, pictures.count)) {
            while !isInterrupted() {
                let index = state.withLock { state -> Int? in
                    guard state.failure == nil, state.next < pictures.count else { return nil }
                    state.next += 1
                    return state.next - 1
                }
                guard let index else { return }
                do {
                    try emit(PictureRecord.records(of: pictures[index], everyCard: everyCard, with: read))
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
