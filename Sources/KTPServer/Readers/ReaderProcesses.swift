import Foundation
import Glibc
public import KTPReading
package import Logging
import Raster
import Synchronization

/// A fixed number of reader processes, replaced when they are lost or worn out.
///
/// A crash, a hang or a picture that eats memory costs one process; a good picture that was in it is read again in
/// another. ``read(_:options:)`` blocks its thread, and is for as many threads at once as there are processes.
public final class ReaderProcesses: Sendable {
    /// How the processes are started and what they may use.
    public struct Configuration: Sendable {
        /// The program and its arguments.
        public var command: [String]
        /// Its environment.
        public var environment: [String: String]
        /// Processes, at least 1.
        public var count: Int
        /// Pictures after which a process is replaced by a fresh one.
        public var picturesPerProcess = 1000
        /// Memory of its own from which on a process is replaced, in MiB: short of its ceiling, where allocations fail.
        public var memoryPerProcessMiB = ReaderLoop.Ceilings().memoryMiB * 3 / 4
        /// Wall time for one picture.
        public var timeLimit = Duration.seconds(30)
        /// Wall time for loading.
        public var loadLimit = Duration.seconds(60)

        /// Creates a configuration with the documented defaults.
        public init(command: [String], environment: [String: String], count: Int) {
            self.command = command
            self.environment = environment
            self.count = count
        }
    }

    /// Why no reader could be started; the description is fit for a log.
    public struct StartFailure: Error, CustomStringConvertible {
        /// What the process or the system said.
        public let description: String
    }

    /// Losses to crashes after which a picture is taken for the cause.
    private static let crashesAPicture = 2
    /// Losses of any kind after which a picture is given up; others' signals may hit it time and again.
    private static let lossesAPicture = 25

    private let configuration: Configuration
    private let metrics: ServerMetrics
    private let logger: Logger
    /// Processes that nobody uses; guarded by being taken out while used.
    private let idle = Mutex<[Handle]>([])
    /// One for each handle in `idle`.
    private let available = DispatchSemaphore(value: 0)

    /// Lets a process be handed from thread to thread.
    private struct Handle: @unchecked Sendable {
        // Used by whoever took it out of `idle`, and by nobody else.
        let process: ReaderProcess?
    }

    /// Starts the processes, and returns when all have loaded.
    ///
    /// - Throws: ``StartFailure`` when one does not load.
    package init(_ configuration: Configuration, metrics: ServerMetrics, logger: Logger) throws {
        self.configuration = configuration
        self.metrics = metrics
        self.logger = logger
        let results = Mutex<[Result<Handle, ReaderProcess.Loss>]>([])
        DispatchQueue.concurrentPerform(iterations: configuration.count) { _ in
            let result = Result { () throws(ReaderProcess.Loss) in Handle(process: try start()) }
            results.withLock { $0.append(result) }
        }
        for result in results.withLock({ $0 }) {
            switch result {
            case .success(let handle): give(handle)
            case .failure(let loss): throw StartFailure(description: "\(loss)")
            }
        }
    }

    private func start() throws(ReaderProcess.Loss) -> ReaderProcess {
        try ReaderProcess(
            command: configuration.command, environment: configuration.environment, limit: configuration.loadLimit)
    }

    private func give(_ handle: Handle) {
        idle.withLock { $0.append(handle) }
        available.signal()
    }

    private func take() -> Handle {
        available.wait()
        return idle.withLock { $0.removeFirst() }
    }

    /// Reads one picture.
    ///
    /// - Throws: ``Raster/ImageError`` and ``ReadingError`` as a reading does, `corrupt` also for a picture that ended
    ///   two processes; ``StartFailure`` when no process can be had.
    public func read(_ picture: [UInt8], options: ReadingOptions) throws -> CardReading {
        let request = ReaderRequest(picture: picture, options: options)
        let deadline = ContinuousClock.now + configuration.timeLimit
        var (crashes, losses) = (0, 0)
        while true {
            let handle = take()
            do {
                let process = try handle.process ?? start()
                let reply = try process.read(request, before: deadline)
                // Whatever failed in there, memory most likely, a fresh process begins without it.
                if case .failure(let message) = reply { throw ReaderProcess.Loss.failed(message) }
                isWornOut(process) ? replace(process) : give(Handle(process: process))
                return try reply.reading()
            } catch let loss as ReaderProcess.Loss {
                // One that did not start is not tried again until somebody asks for it.
                if case .notStarted = loss { give(Handle(process: nil)) } else { refill() }
                note(loss)
                losses += 1
                if loss != .killed(signal: SIGKILL) { crashes += 1 }
                switch loss {
                case .notStarted(let text) where crashes >= Self.crashesAPicture:
                    throw StartFailure(description: text)
                case .failed(let text) where crashes >= Self.crashesAPicture:
                    throw StartFailure(description: text)
                case .late: throw ReadingError(.cancelled, "the reading took too long")
                default: break
                }
                guard crashes < Self.crashesAPicture, losses < Self.lossesAPicture else {
                    throw ImageError(.corrupt, "it could not be read")
                }
            }
        }
    }

    private func note(_ loss: ReaderProcess.Loss) {
        let reason =
            switch loss {
            case .notStarted: "not_started"
            case .killed(signal: SIGXCPU): "cpu"
            case .killed(signal: SIGKILL): "killed"
            case .killed: "crash"
            case .ended: "ended"
            case .late: "late"
            case .failed: "failed"
            }
        metrics.countRestart(reason)
        var metadata: Logger.Metadata = ["reason": "\(reason)"]
        if case .failed(let text) = loss { metadata["cause"] = "\(text)" }
        logger.warning("reader lost", metadata: metadata)
    }

    private func isWornOut(_ process: ReaderProcess) -> Bool {
        process.pictures >= configuration.picturesPerProcess
            || (process.memory ?? 0) >> 20 >= configuration.memoryPerProcessMiB
    }

    /// Puts a fresh process in the place of a worn out one, while others read.
    private func replace(_ process: ReaderProcess) {
        metrics.countRestart("worn_out")
        refill(after: Handle(process: process))
    }

    /// Starts a process for an empty place while others read; whoever takes a place that stayed empty tries again.
    ///
    /// - Parameter worn: What had the place, ended when its successor is there.
    private func refill(after worn: Handle = Handle(process: nil)) {
        Thread.detachNewThread { [self] in
            withExtendedLifetime(worn) { give(Handle(process: try? start())) }
        }
    }

    /// Ends the processes that nobody uses; called when no reading runs any more.
    public func shutdown() { idle.withLock { $0.removeAll() } }
}

extension ReaderReply {
    /// The reading, or what prevented it.
    fileprivate func reading() throws -> CardReading {
        switch self {
        case .reading(let reading): return reading
        case .imageError(let error): throw error
        case .readingError(let error): throw error
        case .failure(let message): throw ReaderProcesses.StartFailure(description: message)
        case .ready: throw ReaderProcesses.StartFailure(description: "an answer out of turn")
        }
    }
}
