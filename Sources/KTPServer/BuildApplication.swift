public import Gazetteer
public import Hummingbird
public import KTPReading
public import Logging
import NIOCore

/// What the server reads with; made by the caller, who also ends it.
public struct ServerParts: Sendable {
    /// Queues the readings.
    public var readings: ReadingPool
    /// Reads one encoded picture; called on the pool's threads.
    public var read: @Sendable (_ picture: [UInt8], _ options: ReadingOptions) throws -> CardReading
    /// Knows the codes of a NIK.
    public var gazetteer: Gazetteer
    /// Whether requests are taken.
    public var readiness: Readiness
    package var metrics: ServerMetrics

    /// Puts the parts together.
    public init(
        readings: ReadingPool, read: @escaping @Sendable ([UInt8], ReadingOptions) throws -> CardReading,
        gazetteer: Gazetteer, readiness: Readiness
    ) {
        self.init(
            readings: readings, read: read, gazetteer: gazetteer, readiness: readiness, metrics: ServerMetrics())
    }

    package init(
        readings: ReadingPool, read: @escaping @Sendable ([UInt8], ReadingOptions) throws -> CardReading,
        gazetteer: Gazetteer, readiness: Readiness, metrics: ServerMetrics
    ) {
        self.readings = readings
        self.read = read
        self.gazetteer = gazetteer
        self.readiness = readiness
        self.metrics = metrics
    }
}

/// Puts the server together; a function of what it needs, so that tests can drive it without a socket.
///
/// Run it in a service group, which answers the requests in flight when it is asked to end, and call
/// `readings.shutdown()` after that.
///
/// - Parameters:
///   - configuration: How to listen and what to allow.
///   - parts: What reads the pictures.
///   - logger: Takes a line for each request and one for each internal error. No line holds a personal value or the
///     name of a file.
///   - onServerRunning: Called once the server listens, with the port, which matters when the configuration's is 0.
/// - Returns: A server that does not listen yet.
/// - Throws: ``ServerConfiguration/Fault`` for a setting that cannot work; an error of the system when the uploads
///   folder can be neither found nor made.
public func buildApplication(
    configuration: ServerConfiguration, parts: ServerParts, logger: Logger,
    onServerRunning: @escaping @Sendable (_ port: Int?) async -> Void = { _ in }
) throws -> some ApplicationProtocol {
    try configuration.validate()
    let limits = BodyLimits(configuration)
    let gate = ConnectionGate(
        limit: configuration.maximumConnections, limitPerAddress: configuration.maximumConnectionsPerAddress)
    let routes = try RouteTable(configuration, parts, limits: limits, gate: gate)
    let timeouts = ConnectionHandler.Timeouts(
        head: TimeAmount(configuration.headTimeout), answer: TimeAmount(configuration.answerTimeout),
        linger: TimeAmount(configuration.lingerTimeout))
    let noteRefusal: @Sendable (APIError, String) -> Void = { fault, id in
        parts.metrics.count(refusal: fault.code)
        logger.info(
            "refused",
            metadata: ["status": "\(fault.status.code)", "reason": "\(fault.code.rawValue)", "request_id": "\(id)"])
    }
    return Application(
        responder: RequestPipeline(
            routes: routes.responder(
                Doorkeeper(keys: configuration.keys, origins: PageOrigins(configuration.origins))),
            readings: parts.readings,
            timeout: configuration.requestTimeout, pace: BodyPace(configuration), readiness: parts.readiness,
            metrics: parts.metrics, logger: logger),
        server: .http1(
            configuration: .init(
                additionalChannelHandlers: [
                    ConnectionHandler(limits: limits, timeouts: timeouts, gate: gate, noteRefusal: noteRefusal)
                ],
                idleTimeout: TimeAmount(configuration.idleTimeout),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100))),
        configuration: .init(address: .hostname(configuration.host, port: configuration.port)),
        onServerRunning: { channel in await onServerRunning(channel.localAddress?.port) },
        logger: logger)
}

extension BodyPace {
    fileprivate init(_ configuration: ServerConfiguration) {
        self.init(
            limit: configuration.bodyTimeout, grace: configuration.bodyGrace,
            bytesPerSecond: configuration.bodyBytesPerSecond)
    }
}
