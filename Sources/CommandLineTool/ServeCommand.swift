package import ArgumentParser
import Foundation
import Gazetteer
import Glibc
import Hummingbird
import KTPReading
import KTPServer
import Logging
import NIOCore
import ServiceLifecycle

/// `bacaktp serve`.
package struct ServeCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answers the HTTP API and the web page.",
        discussion: """
            Each setting is an option, or a variable such as BACAKTP_MAX_IMAGE_BYTES, or a key such as \
            "max_image_bytes" of the file that --config names; the first that is set counts.

            On Ctrl-C or when asked to end, /readyz answers 503, the requests in flight are answered, and it ends; a \
            second time ends it at once. Without keys it listens on a local address only.
            """)

    @Option(help: ArgumentHelp("A JSON file with settings.", valueName: "file"))
    package var config: String?

    @Option(help: ArgumentHelp("The address to listen on; 127.0.0.1 unless given.", valueName: "address"))
    package var host: String?

    @Option(help: ArgumentHelp("The port to listen on, 5000 unless given; 0 takes any.", valueName: "number"))
    package var port: Int?

    @Option(
        help: ArgumentHelp("The folder in which filenames are looked up; uploads unless given.", valueName: "dir"))
    package var uploads: String?

    @Option(
        help: ArgumentHelp("A file of API keys, a line each; `bacaktp key` makes one.", valueName: "file"))
    package var keys: String?

    @Option(
        help: ArgumentHelp(
            "Origins whose pages may use it without keys, besides this machine's: https://ktp.example.id,…",
            valueName: "origins"))
    package var origins: String?

    @OptionGroup package var jobs: JobsOption

    @Option(help: ArgumentHelp("Readings that may wait; more are told to come back. Four a job.", valueName: "n"))
    package var queue: Int?

    @Option(help: ArgumentHelp("The longest picture; 10485760 unless given.", valueName: "bytes"))
    package var maxImageBytes: Int?

    @Option(help: ArgumentHelp("The longest JSON body without a picture; 65536 unless given.", valueName: "bytes"))
    package var maxJsonBytes: Int?

    @Option(help: ArgumentHelp("Connections open at the same time; 1024 unless given.", valueName: "n"))
    package var maxConnections: Int?

    @Option(help: ArgumentHelp("Connections from one address; 64 unless given.", valueName: "n"))
    package var maxConnectionsPerAddress: Int?

    @Option(help: ArgumentHelp("Seconds for a request's head; 10 unless given.", valueName: "seconds"))
    package var headTimeout: Int?

    @Option(help: ArgumentHelp("Seconds for a request's body; 20 unless given.", valueName: "seconds"))
    package var bodyTimeout: Int?

    @Option(help: ArgumentHelp("Seconds for one request and its answer; 30 unless given.", valueName: "seconds"))
    package var requestTimeout: Int?

    @Option(help: ArgumentHelp("Seconds of silence after which a connection closes; 15.", valueName: "seconds"))
    package var idleTimeout: Int?

    @Option(
        help: ArgumentHelp(
            "Seconds for which /readyz answers 503 before no connection is taken any more; 1.", valueName: "seconds"))
    package var drainSeconds: Int?

    @Option(help: ArgumentHelp("Memory of one reader process; 1024 unless given.", valueName: "MiB"))
    package var readerMemory: Int?

    @Option(help: ArgumentHelp("Pictures after which a reader process is replaced; 1000.", valueName: "n"))
    package var readerPictures: Int?

    @Option(help: ArgumentHelp("The least level that is logged: debug, info, warning or error.", valueName: "level"))
    package var logLevel: String?

    @OptionGroup package var accept: AcceptOption

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func perform(in surroundings: Surroundings) async throws {
        let surroundings = try config.map { try ConfigurationFile(path: $0).applied(to: surroundings) } ?? surroundings
        let server = try serverConfiguration(in: surroundings)
        let jobs = try surroundings.setting(jobs.jobs, "jobs", 1...256, usual: surroundings.cores)
        let queue = try surroundings.setting(queue, "queue", 0...100_000, usual: 4 * jobs)
        let logger = try logger(in: surroundings)
        ReaderLoop.keepPrivate()
        Self.raiseDescriptorLimit()
        let readiness = Readiness()
        let metrics = ServerMetrics()
        let memory = try surroundings.setting(readerMemory, "reader_memory", 64...1 << 20, usual: 1024)
        let pictures = try surroundings.setting(readerPictures, "reader_pictures", 1...1 << 30, usual: 1000)
        let processes = try options.startProcesses(
            jobs, accepting: server.accepted, in: surroundings, memory: memory, metrics: metrics, logger: logger
        ) { configuration in
            configuration.picturesPerProcess = pictures
            configuration.timeLimit = server.requestTimeout
        }
        let readings = ReadingPool(workers: jobs, capacity: queue)
        let parts = ServerParts(
            readings: readings, read: processes.read,
            gazetteer: try options.resources.gazetteer(in: surroundings), readiness: readiness, metrics: metrics)
        let drain = try surroundings.setting(drainSeconds, "drain_seconds", 0...600, usual: 1)
        let address = server.host.contains(":") ? "[\(server.host)]" : server.host
        do {
            let application = try buildApplication(configuration: server, parts: parts, logger: logger) { port in
                readiness.state = .ready
                surroundings.error("bacaktp: listening on http://\(address):\(port ?? server.port)\n")
            }
            let group = ServiceGroup(configuration: .init(services: [.init(service: application)], logger: logger))
            let ending = Ending.watch(drain: .seconds(drain)) {
                readiness.state = .draining
            } then: {
                await group.triggerGracefulShutdown()
            }
            try await group.run()
            withExtendedLifetime(ending) {}
        } catch let fault as ServerConfiguration.Fault {
            throw CommandFailure(.usage, fault.key, "\(fault.problem); expected \(fault.expected)")
        } catch let error as IOError {
            throw CommandFailure(.inputOutput, "\(address):\(server.port)", FileAccess.reason(error.errnoCode))
        }
        await readings.shutdown()
        processes.shutdown()
    }

    private func serverConfiguration(in surroundings: Surroundings) throws -> ServerConfiguration {
        var server = ServerConfiguration()
        func seconds(_ option: Int?, _ key: String, usual: Duration) throws -> Duration {
            .seconds(try surroundings.setting(option, key, 1...3600, usual: Int(usual.components.seconds)))
        }
        server.host = surroundings.setting(host, "host") ?? server.host
        server.port = try surroundings.setting(port, "port", 0...65_535, usual: server.port)
        server.accepted = try accept.formats(in: surroundings)
        server.uploads = surroundings.setting(uploads, "uploads") ?? server.uploads
        server.maximumImageBytes = try surroundings.setting(
            maxImageBytes, "max_image_bytes", 1...1 << 30, usual: server.maximumImageBytes)
        server.maximumJSONBytes = try surroundings.setting(
            maxJsonBytes, "max_json_bytes", 64...1 << 24, usual: server.maximumJSONBytes)
        server.maximumBufferedBytes = max(server.maximumBufferedBytes, 2 * server.maximumImageBytes)
        server.maximumConnections = try surroundings.setting(
            maxConnections, "max_connections", 1...1 << 20, usual: server.maximumConnections)
        server.maximumConnectionsPerAddress = try surroundings.setting(
            maxConnectionsPerAddress, "max_connections_per_address", 1...1 << 20,
            usual: server.maximumConnectionsPerAddress)
        server.origins = (surroundings.setting(origins, "origins") ?? "").split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        server.headTimeout = try seconds(headTimeout, "head_timeout", usual: server.headTimeout)
        server.bodyTimeout = try seconds(bodyTimeout, "body_timeout", usual: server.bodyTimeout)
        server.requestTimeout = try seconds(requestTimeout, "request_timeout", usual: server.requestTimeout)
        server.idleTimeout = try seconds(idleTimeout, "idle_timeout", usual: server.idleTimeout)
        do {
            server.keys = try surroundings.setting(keys, "keys").map { path in
                try APIKeys(parsing: String(decoding: ConfigurationFile.contents(of: path), as: UTF8.self))
            }
            try server.validate()
        } catch let fault as ServerConfiguration.Fault {
            throw CommandFailure(.usage, fault.key, "\(fault.problem); expected \(fault.expected)")
        }
        return server
    }

    private func logger(in surroundings: Surroundings) throws -> Logger {
        let name = surroundings.setting(logLevel, "log_level") ?? "info"
        guard let level = Logger.Level(rawValue: name) else {
            throw CommandFailure(
                .usage, "log_level", "\"\(name)\" cannot be used; expected debug, info, warning or error")
        }
        return Logger(label: "bacaktp") { _ in JSONLog(level: level, write: surroundings.error) }
    }

    /// Lets the process have as many sockets as the system allows it.
    private static func raiseDescriptorLimit() {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return }
        limits.rlim_cur = limits.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    }
}
