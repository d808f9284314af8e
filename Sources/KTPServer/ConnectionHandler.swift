import HTTPTypes
import KTPReading
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// What Hummingbird leaves to us on one connection.
///
/// - `Expect: 100-continue` is answered, unless the announced body is too long: then the refusal comes at once.
/// - An answer given before the whole request has arrived closes the connection: otherwise the rest of a body that
///   drips in would be waited for without a deadline. The answer is sent first, and what still arrives is thrown away
///   for a while, because closing on unread bytes can take the answer away from the client.
/// - What is not HTTP is answered in JSON too.
///
/// One for each connection, used on its event loop only.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: BodyLimits
    private let lingerTimeout: TimeAmount
    /// Whether a request's head has been read and its end has not.
    private var isReceiving = false
    /// Requests read whose answers are not written to their end.
    private var unanswered = 0
    /// Whether the connection closes with the answer being written.
    private var closesAfterAnswer = false
    /// What follows the requests that are read, when it cannot be a request.
    private var deferredFault: APIError?
    /// Whether the last answer is written and the rest of what arrives is thrown away.
    private var isLingering = false

    init(limits: BodyLimits, lingerTimeout: TimeAmount) {
        self.limits = limits
        self.lingerTimeout = lingerTimeout
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLingering else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            isReceiving = true
            unanswered += 1
            // Only when no other answer is due before this one.
            let isExpecting = head.headerFields[.expect]?.lowercased() == "100-continue"
            if isExpecting, unanswered == 1, !limits.isExceeded(by: head.headerFields) {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body: break
        case .end: isReceiving = false
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
        let fault = error == .headerOverflow ? APIError.headersTooLarge : APIError.malformedRequest
        if unanswered == 0 { refuse(fault, context) } else { deferredFault = fault }
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
            if isReceiving, unanswered == 1 { head.headerFields[.connection] = "close" }
            closesAfterAnswer = head.headerFields[.connection]?.lowercased() == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            unanswered -= 1
            context.write(data, promise: promise)
            if closesAfterAnswer {
                linger(context)
            } else if unanswered == 0, let deferredFault {
                refuse(deferredFault, context)
            }
        case .head, .body: context.write(data, promise: promise)
        }
    }

    /// Answers what is not a request, and closes.
    private func refuse(_ fault: APIError, _ context: ChannelHandlerContext) {
        let (fields, body) = fault.rawResponse
        context.write(wrapOutboundOut(.head(HTTPResponse(status: fault.status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        linger(context)
    }

    /// Ends our side, and the connection when the client ends its own or has had time to read the answer.
    private func linger(_ context: ChannelHandlerContext) {
        isLingering = true
        context.flush()
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        let timeout = context.eventLoop.scheduleTask(in: lingerTimeout) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in timeout.cancel() }
        context.read()
    }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}

extension APIError {
    /// The answer for a connection that is not at a request; it closes the connection.
    fileprivate var rawResponse: (HTTPFields, ByteBuffer) {
        let text = envelope(id: nil).serialized()
        return (
            [.contentType: "application/json", .contentLength: String(text.utf8.count), .connection: "close"],
            ByteBuffer(string: text)
        )
    }
}
