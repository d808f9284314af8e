import Glibc
public import KTPReading
import Raster
import Synchronization

/// Runs a reader over a labelled data set.
public struct Evaluator: Sendable {
    /// Reads a card in the picture at a path; a closure, so that the metrics can be tested without a network.
    public var read: @Sendable (_ path: String, _ card: Int?) throws -> CardReading
    /// Readings at the same time, at least 1.
    public var jobs: Int

    /// Creates an evaluator.
    public init(jobs: Int = 1, read: @escaping @Sendable (_ path: String, _ card: Int?) throws -> CardReading) {
        self.jobs = max(1, jobs)
        self.read = read
    }

    /// Reads every picture and adds up.
    ///
    /// - Parameters:
    ///   - dataset: The pictures and their labels.
    ///   - progress: Called after each picture, from several threads, with whether it failed.
    ///   - isInterrupted: Asked before each picture; the report holds what was read until then.
    /// - Returns: What the readings add up to.
    public func evaluate(
        _ dataset: LabelledDataset, progress: @Sendable (_ failed: Bool) -> Void = { _ in },
        isInterrupted: @Sendable () -> Bool = { false }
    ) -> EvaluationReport {
        let next = Atomic(0)
        let scores = Mutex<[PictureScore]>([])
        let start = Self.processorTime()
        WorkerThreads.run(min(jobs, dataset.pictures.count)) {
            while !isInterrupted() {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < dataset.pictures.count else { return }
                let score = measure(dataset.pictures[index], in: dataset.folder)
                scores.withLock { $0.append(score) }
                progress(score.failure != nil)
            }
        }
        let ordered = scores.withLock { $0 }.sorted { $0.file < $1.file }
        return EvaluationReport(ordered, processorTime: Self.processorTime() - start)
    }

    private func measure(_ picture: LabelledDataset.Picture, in folder: String) -> PictureScore {
        let clock = ContinuousClock()
        var (start, startProcessor) = (clock.now, Self.processorTime())
        let outcome = Result {
            let card = try number(of: picture, in: folder)
            (start, startProcessor) = (clock.now, Self.processorTime())
            return try read(folder + "/" + picture.path, card)
        }
        let processor = Self.processorTime() - startProcessor
        return PictureScore(
            picture, outcome: outcome, wallTime: clock.now - start, processorTime: jobs == 1 ? processor : nil)
    }

    /// By which number the reader knows the card that the labels are of; nil where the picture is of one.
    private func number(of picture: LabelledDataset.Picture, in folder: String) throws -> Int? {
        guard picture.isOneOfSeveral, let card = picture.card else { return nil }
        let surest = try read(folder + "/" + picture.path, 1).card
        func isThere(_ quad: Quad?) -> Bool {
            quad.map { $0.center.distance(to: card.center) < card.height / 2 } ?? false
        }
        if isThere(surest.quad) { return surest.number }
        guard let other = surest.others.first(where: { isThere($0.quad) }) else {
            throw ReadingError(.noCardFound, "of several cards this one was not found")
        }
        return other.number
    }

    /// Processor time that all threads of this process have used.
    private static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
