import HTTPTypes
import KTPReading
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// What Hummingbird leaves to us on one connection.
///
/// - A connection above the limits is told so instead of being left in silence.
/// - A request head must be complete in time, and name one host.
/// - `Expect: 100-continue` is answered, unless the announced body is too long: then the refusal comes at once.
/// - An answer given before the whole request has arrived closes the connection: otherwise the rest of a body that
///   drips in would be waited for without a deadline. The answer is sent first, and what still arrives is thrown away
///   for a while, because closing on unread bytes can take the answer away from the client.
/// - An answer that the client does not take is given up.
/// - What is not HTTP is answered in JSON too.
///
/// One for each connection, used on its event loop only.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a connection may take for each thing.
    struct Timeouts: Sendable {
        /// From a head's first byte to its last.
        var head: TimeAmount
        /// For the client to take an answer.
        var answer: TimeAmount
        /// For which the rest of a refused request is thrown away.
        var linger: TimeAmount
    }

    private let limits: BodyLimits
    private let timeouts: Timeouts
    private let gate: ConnectionGate
    /// Told of what was refused before it was a request, and of its id.
    private let noteRefusal: (APIError, _ id: String) -> Void
    private var place: ConnectionGate.Place?
    /// Whether a request's head has been read and its end has not.
    private var isReceiving = false
    /// Requests read whose answers are not written to their end.
    private var unanswered = 0
    /// Whether the connection closes with the answer being written.
    private var closesAfterAnswer = false
    /// Whether the client cannot use the connection again (HTTP/1.0).
    private var isLastRequest = false
    /// Heads and ends of requests so far.
    private var parsed = 0
    /// What follows the requests that are read, when it cannot be a request.
    private var deferredFault: APIError?
    /// Whether the last answer is written and the rest of what arrives is thrown away.
    private var isLingering = false
    /// Runs while a head has begun and is not complete.
    private var headTimer: Scheduled<Void>?
    /// Runs from the head of an answer to when all of it is on its way.
    private var answerTimer: Scheduled<Void>?

    init(
        limits: BodyLimits, timeouts: Timeouts, gate: ConnectionGate,
        noteRefusal: @escaping (APIError, _ id: String) -> Void
    ) {
        self.limits = limits
        self.timeouts = timeouts
        self.gate = gate
        self.noteRefusal = noteRefusal
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(FirstByteWatch(self), position: .first)
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(HostCheck(self), position: .before(codec))
        } catch {
            context.fireErrorCaught(error)
        }
        if context.channel.isActive { enter(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        enter(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        headTimer?.cancel()
        answerTimer?.cancel()
        place = nil
        context.fireChannelInactive()
    }

    /// Takes a place among the connections, or refuses this one.
    private func enter(_ context: ChannelHandlerContext) {
        guard place == nil, !isLingering else { return }
        do {
            place = try gate.enter(from: context.channel.remoteAddress?.ipAddress)
        } catch {
            refuse(error, context)
        }
    }

    // MARK: Requests

    /// Lets bytes be parsed, and starts the timer when they began a head and did not end it.
    fileprivate func parsing(_ context: ChannelHandlerContext, _ parse: () -> Void) {
        let before = parsed
        parse()
        guard parsed == before, !isReceiving, !isLingering, deferredFault == nil, headTimer == nil else { return }
        let channel = context.channel
        headTimer = context.eventLoop.assumeIsolated().scheduleTask(in: timeouts.head) { [weak self] in
            guard let self, let own = try? channel.pipeline.syncOperations.context(handler: self) else { return }
            self.stop(.headTimeout, own)
        }
    }

    /// Told of a head by which the client says good-bye.
    fileprivate func requestIsLast() { isLastRequest = true }

    /// Told of a head that names no host, or more than one.
    fileprivate func hostIsUnclear(_ channel: any Channel) {
        guard !isLingering, deferredFault == nil,
            let own = try? channel.pipeline.syncOperations.context(handler: self)
        else { return }
        stop(.malformedRequest, own)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLingering, deferredFault == nil else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            parsed += 1
            headTimer?.cancel()
            headTimer = nil
            isReceiving = true
            unanswered += 1
            // Only when no other answer is due before this one.
            let isExpecting = head.headerFields[.expect]?.lowercased() == "100-continue"
            if isExpecting, unanswered == 1, limits.refusal(of: head) == nil {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body: break
        case .end:
            parsed += 1
            isReceiving = false
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Behind us nobody asks for more any longer.
        if isLingering { context.read() }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Inside a request the one who reads its body gets the error and answers it.
        guard let error = error as? HTTPParserError, !isReceiving, !isLingering else {
            if !isLingering { context.fireErrorCaught(error) }
            return
        }
        stop(error == .headerOverflow ? .headersTooLarge : .malformedRequest, context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isLingering, case ChannelEvent.inputClosed = event { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.kind != .informational:
            // With more than one unanswered this is the answer to an earlier request, which has been read to its end.
            if unanswered == 1, isReceiving || isLastRequest { head.headerFields[.connection] = "close" }
            closesAfterAnswer = head.headerFields[.connection]?.lowercased() == "close"
            startAnswerTimer(context)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            unanswered -= 1
            context.write(data, promise: stoppingAnswerTimer(promise, context))
            if closesAfterAnswer {
                linger(context)
            } else if unanswered == 0, let deferredFault {
                refuse(deferredFault, context)
            }
        case .head, .body: context.write(data, promise: promise)
        }
    }

    private func startAnswerTimer(_ context: ChannelHandlerContext) {
        answerTimer?.cancel()
        let channel = context.channel
        answerTimer = context.eventLoop.scheduleTask(in: timeouts.answer) { channel.close(promise: nil) }
    }

    /// A promise that also stops the timer, once the last byte has left.
    private func stoppingAnswerTimer(
        _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) -> EventLoopPromise<Void> {
        let timer = answerTimer
        let written = promise ?? context.eventLoop.makePromise()
        written.futureResult.whenComplete { _ in timer?.cancel() }
        return written
    }

    /// Answers what is not a request once everything before it is answered, and takes nothing more.
    private func stop(_ fault: APIError, _ context: ChannelHandlerContext) {
        headTimer?.cancel()
        if unanswered == 0 { refuse(fault, context) } else { deferredFault = fault }
    }

    /// Answers what is not a request, and closes.
    private func refuse(_ fault: APIError, _ context: ChannelHandlerContext) {
        let id = (0..<2).map { _ in String(UInt64.random(in: 1 << 60...UInt64.max), radix: 16) }.joined()
        let (fields, body) = fault.rawResponse(id: id)
        noteRefusal(fault, id)
        startAnswerTimer(context)
        context.write(wrapOutboundOut(.head(HTTPResponse(status: fault.status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: stoppingAnswerTimer(nil, context))
        linger(context)
    }

    /// Ends our side, and the connection when the client ends its own or has had time to read the answer.
    private func linger(_ context: ChannelHandlerContext) {
        isLingering = true
        context.flush()
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        let timeout = context.eventLoop.scheduleTask(in: timeouts.linger) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in timeout.cancel() }
        context.read()
    }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}

/// Tells the connection's handler of bytes before they are parsed, so that a head that drips in has a deadline.
private final class FirstByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let connection: ConnectionHandler

    init(_ connection: ConnectionHandler) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.parsing(context) { context.fireChannelRead(data) }
    }
}

@available(*, unavailable)
extension FirstByteWatch: Sendable {}

/// Refuses heads without exactly one `Host` (RFC 9112, section 3.2); further on only the first of several is left.
private final class HostCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let connection: ConnectionHandler

    init(_ connection: ConnectionHandler) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            let hosts = head.headers["host"].count
            let isOld = head.version.major < 1 || head.version.major == 1 && head.version.minor == 0
            if hosts > 1 || hosts == 0 && !isOld { connection.hostIsUnclear(context.channel) }
            if !head.isKeepAlive { connection.requestIsLast() }
        }
        context.fireChannelRead(data)
    }
}

@available(*, unavailable)
extension HostCheck: Sendable {}

extension APIError {
    /// The answer for a connection that is not at a request; it closes the connection.
    fileprivate func rawResponse(id: String) -> (HTTPFields, ByteBuffer) {
        let text = problem(id: id).serialized()
        var fields = headers
        fields[.requestID] = id
        fields[.xContentTypeOptions] = "nosniff"
        fields[.contentType] = "application/problem+json"
        fields[.contentLength] = String(text.utf8.count)
        fields[.cacheControl] = "no-store"
        fields[.connection] = "close"
        return (fields, ByteBuffer(string: text))
    }
}
