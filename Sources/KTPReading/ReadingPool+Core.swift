import Dispatch
import Synchronization

extension ReadingPool {
    /// What the callers and the workers share; it outlives the pool until the last worker has ended.
    final class Core: Sendable {
        typealias Answer = CheckedContinuation<CardReading, any Error>

        /// One reading to do.
        struct Job: Sendable {
            var ticket: UInt64
            var work: @Sendable () throws -> CardReading
        }

        private struct State {
            var queue: [Job] = []
            /// Whom to answer, for readings that wait or run; no entry for a caller that has gone away.
            var answers: [UInt64: Answer] = [:]
            var reading = 0
            var livingWorkers: Int
            var isClosed = false
            var awaitingEnd: [CheckedContinuation<Void, Never>] = []
            /// Mean time of a reading in seconds, recent ones weighing more; zero before the first.
            var meanSeconds = 0.0
        }

        private let workers: Int
        private let capacity: Int
        private let tickets = Atomic<UInt64>(0)
        private let state: Mutex<State>
        /// Signalled once for each queued job and, at the end, once for each worker.
        private let bell = DispatchSemaphore(value: 0)

        init(workers: Int, capacity: Int) {
            self.workers = workers
            self.capacity = capacity
            state = Mutex(State(livingWorkers: workers))
        }

        func nextTicket() -> UInt64 { tickets.add(1, ordering: .relaxed).newValue }

        var load: Load { state.withLock { load($0) } }

        private func load(_ state: State) -> Load {
            Load(reading: state.reading, waiting: state.queue.count, workers: workers, capacity: capacity)
        }

        var expectedWait: Duration {
            state.withLock { state in
                let ahead = state.reading + state.queue.count - workers + 1
                guard ahead > 0 else { return .zero }
                return .seconds(state.meanSeconds * Double(ahead) / Double(workers))
            }
        }

        // MARK: Callers

        /// Queues a job, or answers at once that it is refused or cancelled.
        func submit(_ job: Job, _ answer: Answer) {
            let refusal: ReadingError? = state.withLock { state in
                // Asked under the lock: ``cancel(_:)`` either ran before, and the task knows, or finds the entry.
                if Task.isCancelled { return Self.cancelled }
                if state.isClosed { return ReadingError(.overloaded, "the pool is shut down") }
                if load(state).isFull { return ReadingError(.overloaded, "the waiting room is full") }
                state.queue.append(job)
                state.answers[job.ticket] = answer
                return nil
            }
            if let refusal { answer.resume(throwing: refusal) } else { bell.signal() }
        }

        /// Answers a caller that has gone away, and drops its job unless a worker has it.
        func cancel(_ ticket: UInt64) {
            let answer = state.withLock { state in
                state.queue.removeAll { $0.ticket == ticket }
                return state.answers.removeValue(forKey: ticket)
            }
            answer?.resume(throwing: Self.cancelled)
        }

        private static let cancelled = ReadingError(.cancelled, "the caller went away")

        // MARK: Workers

        /// Takes jobs until the pool is closed and none is left; the body of each worker's thread.
        func work() {
            while true {
                bell.wait()
                guard let job = take() else {
                    if hasEnded() { return }
                    continue
                }
                let clock = ContinuousClock()
                let start = clock.now
                let result = Result { try job.work() }
                finish(job, result, after: clock.now - start)
            }
        }

        private func take() -> Job? {
            state.withLock { state in
                guard !state.queue.isEmpty else { return nil }
                state.reading += 1
                return state.queue.removeFirst()
            }
        }

        private func finish(_ job: Job, _ result: Result<CardReading, any Error>, after duration: Duration) {
            let seconds = duration / .seconds(1)
            let answer = state.withLock { state in
                state.reading -= 1
                state.meanSeconds = state.meanSeconds == 0 ? seconds : 0.8 * state.meanSeconds + 0.2 * seconds
                return state.answers.removeValue(forKey: job.ticket)
            }
            answer?.resume(with: result)
        }

        // MARK: The end

        func close() {
            let isFirst = state.withLock { state in
                defer { state.isClosed = true }
                return !state.isClosed
            }
            guard isFirst else { return }
            for _ in 0..<workers { bell.signal() }
        }

        /// Whether a worker that found no job should end, and if so counts it out.
        private func hasEnded() -> Bool {
            let (ends, awaiting) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
                guard state.isClosed else { return (false, []) }
                state.livingWorkers -= 1
                guard state.livingWorkers == 0 else { return (true, []) }
                defer { state.awaitingEnd = [] }
                return (true, state.awaitingEnd)
            }
            for continuation in awaiting { continuation.resume() }
            return ends
        }

        /// Returns when every worker has ended.
        func ended() async {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.livingWorkers > 0 { state.awaitingEnd.append(continuation) }
                    return state.livingWorkers == 0
                }
                if isOver { continuation.resume() }
            }
        }
    }
}
