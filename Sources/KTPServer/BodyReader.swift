import HTTPTypes
import Hummingbird
import NIOCore

/// The longest bodies, by content type; what the connection and the routes go by alike.
struct BodyLimits: Sendable {
    var json: Int
    var image: Int

    /// What a form with one picture may have besides the picture.
    private static let formBytes = 64 << 10

    init(_ configuration: ServerConfiguration) {
        json = configuration.maximumJSONBytes
        image = configuration.maximumImageBytes
    }

    /// The longest body that a request with these fields may have.
    func limit(for fields: HTTPFields) -> Int {
        let type = fields[.contentType].flatMap { HeaderValue($0) }
        return type?.value.hasPrefix("multipart/") == true ? image + Self.formBytes : json
    }

    /// Whether the fields announce a body that is too long.
    func isExceeded(by fields: HTTPFields) -> Bool {
        guard let length = fields[.contentLength].flatMap({ Int($0) }) else { return false }
        return length > limit(for: fields)
    }
}

/// Reads request bodies: counted while they arrive, and to their announced end.
struct BodyReader: Sendable {
    let limits: BodyLimits

    /// Reads a short body whole.
    func collect(_ request: Request, _ context: ServerContext) async throws -> [UInt8] {
        var pieces = try Pieces(of: request, context, limits)
        var body: [UInt8] = []
        while let piece = try await pieces.next() { body.append(contentsOf: piece.readableBytesView) }
        return body
    }

    /// Reads the part `image` of a form; the lease takes its bytes as they arrive.
    ///
    /// Throws ``APIError`` when the form is malformed or has not exactly one such part with something in it.
    func image(
        in request: Request, of type: HeaderValue, _ context: ServerContext, lease: BufferBudget.Lease
    ) async throws -> [UInt8] {
        var form = try ImageForm(contentType: type)
        var pieces = try Pieces(of: request, context, limits)
        while let piece = try await pieces.next() {
            try lease.take(try form.feed(piece))
            guard form.image.count <= limits.image else { throw APIError.bodyTooLarge(limit: limits.image) }
        }
        return try form.finish()
    }
}

/// The pieces of one body, as they arrive.
private struct Pieces {
    private var iterator: RequestBody.AsyncIterator
    private let limit: Int
    private let announced: Int?
    private let isReadingBody: ServerContext.Flag
    private var count = 0

    /// Starts to read.
    ///
    /// - Throws: ``APIError`` when the announced length is too long.
    init(of request: Request, _ context: ServerContext, _ limits: BodyLimits) throws(APIError) {
        limit = limits.limit(for: request.headers)
        guard !limits.isExceeded(by: request.headers) else { throw .bodyTooLarge(limit: limit) }
        announced = request.headers[.contentLength].flatMap { Int($0) }
        iterator = request.body.makeAsyncIterator()
        isReadingBody = context.isReadingBody
        isReadingBody.store(true)
    }

    /// The next piece; nil when the body is complete.
    ///
    /// - Throws: ``APIError`` when the body is longer than its limit, or shorter than announced.
    mutating func next() async throws -> ByteBuffer? {
        guard let piece = try await iterator.next() else {
            // The sequence also ends when the task is cancelled or the client hangs up.
            try Task.checkCancellation()
            if let announced, count < announced { throw APIError.truncatedBody }
            isReadingBody.store(false)
            return nil
        }
        count += piece.readableBytes
        guard count <= limit else { throw APIError.bodyTooLarge(limit: limit) }
        return piece
    }
}

/// What has arrived of a form with a picture.
private struct ImageForm {
    private var parser: MultipartParser
    private(set) var image: [UInt8] = []
    private var isInImage = false
    private var hasImage = false

    init(contentType: HeaderValue) throws(APIError) {
        do { parser = try MultipartParser(contentType: contentType) } catch { throw .malformedMultipart(error) }
    }

    /// Takes the next piece and returns the count of picture bytes in it.
    mutating func feed(_ piece: ByteBuffer) throws(APIError) -> Int {
        let events: [MultipartParser.Event]
        do { events = try parser.feed(piece.readableBytesView) } catch { throw .malformedMultipart(error) }
        let before = image.count
        for event in events {
            switch event {
            case .part(let name):
                isInImage = name == "image"
                guard !(isInImage && hasImage) else { throw .severalImages }
                hasImage = hasImage || isInImage
            case .content(let bytes): if isInImage { image.append(contentsOf: bytes) }
            case .endOfPart: isInImage = false
            }
        }
        return image.count - before
    }

    /// The picture of a form that is complete.
    func finish() throws(APIError) -> [UInt8] {
        do { try parser.finish() } catch { throw .malformedMultipart(error) }
        guard !image.isEmpty else { throw .missingImage }
        return image
    }
}
