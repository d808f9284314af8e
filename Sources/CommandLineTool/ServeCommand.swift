package import ArgumentParser
import Hummingbird
import KTPReading
import KTPServer
import Logging
import NIOCore

/// `bacaktp serve`.
package struct ServeCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answers the HTTP API.",
        discussion: """
            Stops on Ctrl-C or when asked to end, after the requests in flight are answered. Without a login in front \
            of it, leave it on the local address: whoever reaches it can read what lies in the uploads folder.
            """)

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    package var host = ServerConfiguration().host

    @Option(help: ArgumentHelp("The port to listen on; 0 takes any that is free.", valueName: "number"))
    package var port = ServerConfiguration().port

    @Option(help: ArgumentHelp("The folder in which filenames are looked up; made when absent.", valueName: "dir"))
    package var uploads = ServerConfiguration().uploads

    @OptionGroup package var jobs: JobsOption

    @Option(help: ArgumentHelp("Readings that may wait; more are told to come back. Four a job.", valueName: "n"))
    package var queue: Int?

    @Option(help: ArgumentHelp("The longest picture.", valueName: "bytes"))
    package var maxImageBytes = ServerConfiguration().maximumImageBytes

    @Option(help: ArgumentHelp("The longest JSON body.", valueName: "bytes"))
    package var maxJsonBytes = ServerConfiguration().maximumJSONBytes

    @Option(help: ArgumentHelp("Connections open at the same time.", valueName: "n"))
    package var maxConnections = ServerConfiguration().maximumConnections

    @Option(help: ArgumentHelp("Seconds for one request, its body and its answer.", valueName: "seconds"))
    package var requestTimeout = Int(ServerConfiguration().requestTimeout.components.seconds)

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func validate() throws {
        guard (0...100_000).contains(queue ?? 0) else {
            throw ValidationError("--queue takes a number from 0 to 100000.")
        }
        do {
            try server.validate()
        } catch let fault as ServerConfiguration.Fault {
            throw ValidationError(fault.description)
        }
    }

    private var server: ServerConfiguration {
        var server = ServerConfiguration()
        server.host = host
        server.port = port
        server.uploads = uploads
        server.maximumImageBytes = maxImageBytes
        server.maximumJSONBytes = maxJsonBytes
        server.maximumBufferedBytes = max(server.maximumBufferedBytes, maxImageBytes)
        server.maximumConnections = maxConnections
        server.requestTimeout = .seconds(requestTimeout)
        return server
    }

    package func perform(in surroundings: Surroundings) async throws {
        let jobs = jobs.count(in: surroundings)
        let reader = try CardReader(
            configuration: options.configuration(jobs: jobs, threads: 1, in: surroundings))
        let readings = ReadingPool(reader: reader, workers: jobs, capacity: queue)
        let logger = Logger(label: "bacaktp") { StreamLogHandler.standardError(label: $0) }
        do {
            let application = try buildApplication(configuration: server, readings: readings, logger: logger) {
                surroundings.error("bacaktp: listening on http://\(host):\($0 ?? port)\n")
            }
            try await application.runService()
        } catch let error as IOError {
            throw CommandFailure(.inputOutput, "\(host):\(port)", FileAccess.reason(error.errnoCode))
        }
        await readings.shutdown()
    }
}
