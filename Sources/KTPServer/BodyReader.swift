import HTTPTypes
import Hummingbird
import NIOCore

/// Reads request bodies: counted while they arrive, and to their announced end.
struct BodyReader: Sendable {
    let limits: BodyLimits

    /// Reads a body whole; the lease takes its bytes as they arrive.
    func collect(_ request: Request, _ context: ServerContext, lease: BufferBudget.Lease) async throws -> [UInt8] {
        var pieces = try Pieces(of: request, context, self)
        var body: [UInt8] = []
        while let piece = try await pieces.next() {
            try lease.take(piece.readableBytes)
            body.append(contentsOf: piece.readableBytesView)
        }
        return body
    }

    /// Reads a form; the lease takes its bytes as they arrive.
    ///
    /// Throws ``APIError`` when the form is malformed or has not exactly one part `image` with something in it.
    func form(
        in request: Request, of type: HeaderValue, _ context: ServerContext, lease: BufferBudget.Lease
    ) async throws -> PictureForm {
        var form = try PictureForm(contentType: type)
        var pieces = try Pieces(of: request, context, self)
        while let piece = try await pieces.next() {
            try lease.take(try form.feed(piece.readableBytesView))
            guard form.image.count <= limits.image else { throw APIError.imageTooLong(limit: limits.image) }
        }
        try form.finish()
        return form
    }
}

/// How fast a body must come.
struct BodyPace: Sendable {
    /// Time from the head to the body's end.
    var limit: Duration
    /// Time after which ``bytesPerSecond`` must have been kept up.
    var grace: Duration
    /// The least mean speed, counted from the head.
    var bytesPerSecond: Int

    /// Whether a body of which `count` bytes have come after `time` is too slow.
    func isTooSlow(_ count: Int, after time: Duration) -> Bool {
        if time > limit { return true }
        return time > grace && Double(count) < time / .seconds(1) * Double(bytesPerSecond)
    }
}

/// The pieces of one body, as they arrive.
private struct Pieces {
    private var iterator: RequestBody.AsyncIterator
    private let request: Request
    private let limits: BodyLimits
    private let limit: Int
    private let announced: Int?
    private let arrival: ServerContext.Arrival
    private var count = 0

    /// Starts to read.
    ///
    /// - Throws: ``APIError`` when the announced length is too long.
    init(of request: Request, _ context: ServerContext, _ reader: BodyReader) throws(APIError) {
        self.request = request
        limits = reader.limits
        limit = limits.longest(request.head)
        if let refusal = limits.refusal(of: request.head) { throw refusal }
        announced = request.headers[.contentLength].flatMap { Int($0) }
        iterator = request.body.makeAsyncIterator()
        arrival = context.arrival
        arrival.begin()
    }

    /// The next piece; nil when the body is complete.
    ///
    /// - Throws: ``APIError`` when the body is longer than its limit, or shorter than announced.
    mutating func next() async throws -> ByteBuffer? {
        guard let piece = try await iterator.next() else {
            // The sequence also ends when the task is cancelled or the client hangs up.
            try Task.checkCancellation()
            if let announced, count < announced { throw APIError.truncatedBody }
            arrival.end()
            return nil
        }
        count += piece.readableBytes
        arrival.count(piece.readableBytes)
        guard count <= limit else { throw limits.tooLarge(request.head) }
        return piece
    }
}
