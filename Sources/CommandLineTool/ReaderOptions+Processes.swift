import KTPReading
import KTPServer
import Logging
import Raster

extension ReaderOptions {
    /// Starts reader processes, which are this program with the command `reader`.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - accepted: The formats that are read.
    ///   - surroundings: Where the program and the folders are looked for.
    ///   - memory: What each may use, in MiB.
    ///   - metrics: Counts those that are lost.
    ///   - logger: Is told of those that are lost.
    ///   - change: Changes the usual configuration.
    /// - Returns: The processes, loaded.
    /// - Throws: ``CommandFailure``.
    func startProcesses(
        _ count: Int, accepting accepted: Set<ImageFormat>, in surroundings: Surroundings,
        memory: Int = ReaderLoop.Ceilings().memoryMiB,
        metrics: ServerMetrics = ServerMetrics(),
        logger: Logger = Logger(label: "bacaktp") { _ in SwiftLogNoOpLogHandler() },
        change: (inout ReaderProcesses.Configuration) -> Void = { _ in }
    ) throws -> ReaderProcesses {
        guard let executable = surroundings.executable else {
            throw CommandFailure(.internalError, "the program does not find itself, to start its readers")
        }
        let formats = accepted.map(\.rawValue).sorted().joined(separator: ",")
        var configuration = ReaderProcesses.Configuration(
            command: [executable, "reader", "--memory", "\(memory)", "--accept", formats]
                + (try arguments(in: surroundings)),
            environment: surroundings.environment, count: count)
        configuration.memoryPerProcessMiB = memory * 3 / 4
        change(&configuration)
        do {
            return try ReaderProcesses(configuration, metrics: metrics, logger: logger)
        } catch let failure as ReaderProcesses.StartFailure {
            throw CommandFailure(.internalError, "the readers do not start: \(failure)")
        }
    }

    /// What reads pictures for so many threads at once, each in a process of its own, so that no picture can end the
    /// run; in this process where the program does not find itself.
    func makeReaders(
        _ jobs: Int, accepting accepted: Set<ImageFormat>, in surroundings: Surroundings
    ) throws -> PictureReader {
        guard surroundings.executable != nil else {
            return try makeReader(jobs: jobs, threads: 1, accepting: accepted, in: surroundings)
        }
        let processes = try startProcesses(jobs, accepting: accepted, in: surroundings)
        return processes.read
    }
}
