public import Hummingbird
public import KTPReading
public import Logging
import NIOCore

/// Puts the server together; a function of what it needs, so that tests can drive it without a socket.
///
/// Run it with `runService()`, which answers the requests in flight when the process is asked to end, and call
/// `readings.shutdown()` after that.
///
/// - Parameters:
///   - configuration: How to listen and what to allow.
///   - readings: Reads the pictures; the caller shuts it down.
///   - logger: Takes a line for each request and one for each internal error. No line holds a personal value or the
///     name of a file.
///   - onServerRunning: Called once the server listens, with the port, which matters when the configuration's is 0.
/// - Returns: A server that does not listen yet.
/// - Throws: ``ServerConfiguration/Fault`` for a setting that cannot work; an error of the system when the uploads
///   folder can be neither found nor made.
public func buildApplication(
    configuration: ServerConfiguration, readings: ReadingPool, logger: Logger,
    onServerRunning: @escaping @Sendable (_ port: Int?) async -> Void = { _ in }
) throws -> some ApplicationProtocol {
    try configuration.validate()
    let limits = BodyLimits(configuration)
    let olderEndpoint = OlderEndpoint(
        uploads: try UploadsFolder(path: configuration.uploads), bodies: BodyReader(limits: limits),
        budget: BufferBudget(limit: configuration.maximumBufferedBytes), readings: readings)
    let routes = RouteTable(routes: [
        .init(method: .post, template: "/ocr/ktp", respond: olderEndpoint.respond),
        .init(method: .get, template: "/healthz") { _, _ in .json(.object([("status", .string("ok"))])) },
    ])
    let lingerTimeout = TimeAmount(configuration.lingerTimeout)
    return Application(
        responder: RequestPipeline(
            routes: routes.responder(), readings: readings, timeout: configuration.requestTimeout, logger: logger),
        server: .http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionHandler(limits: limits, lingerTimeout: lingerTimeout)],
                idleTimeout: TimeAmount(configuration.idleTimeout),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100))),
        configuration: .init(
            address: .hostname(configuration.host, port: configuration.port),
            availableConnectionsDelegate: .maximum(configuration.maximumConnections, logger: logger)),
        onServerRunning: { channel in await onServerRunning(channel.localAddress?.port) },
        logger: logger)
}
