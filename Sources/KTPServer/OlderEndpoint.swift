import Dispatch
import HTTPTypes
import Hummingbird
import KTPReading
import NIOCore
import Raster

/// `POST /ocr/ktp`: what callers of the older Flask service rely on, byte for byte (contract, section 4).
struct OlderEndpoint: Sendable {
    let uploads: UploadsFolder
    let bodies: BodyReader
    let budget: BufferBudget
    let readings: ReadingPool
    /// Runs what blocks on the disk.
    private let files = DispatchQueue(label: "uploads", attributes: .concurrent)

    init(uploads: UploadsFolder, bodies: BodyReader, budget: BufferBudget, readings: ReadingPool) {
        self.uploads = uploads
        self.bodies = bodies
        self.budget = budget
        self.readings = readings
    }

    /// Answers a request.
    func respond(to request: Request, _ context: ServerContext) async throws -> Response {
        let lease = budget.lease()
        let photo = try Photo(bytes: try await picture(of: request, context, lease: lease))
        let reading = try await readings.read(photo)
        // The worker is done with the bytes.
        withExtendedLifetime(lease) {}
        // A rejected card is answered all the same when something on it was read.
        guard reading.fields.values.contains(where: { $0.value != nil }) else { throw APIError.noResult }
        return .json(
            .object([
                ("status", .int(200)), ("error", .bool(false)), ("message", .string("Process OCR Successfully")),
                ("data", reading.dataJSON),
            ]))
    }

    /// The bytes of the picture that the request sends or names.
    private func picture(
        of request: Request, _ context: ServerContext, lease: BufferBudget.Lease
    ) async throws -> [UInt8] {
        guard let type = request.headers[.contentType].flatMap({ HeaderValue($0) }) else {
            throw APIError.missingJSONBody
        }
        if type.value == "multipart/form-data" {
            // Asked before the upload, not after it.
            guard !readings.load.isFull else { throw ReadingError(.overloaded, "the waiting room is full") }
            return try await bodies.image(in: request, of: type, context, lease: lease)
        }
        guard type.isJSON else { throw APIError.missingJSONBody }
        let body = try await bodies.collect(request, context)
        guard !body.isEmpty else { throw APIError.missingJSONBody }
        return try await contents(of: try filename(in: body), lease: lease)
    }

    private func filename(in body: [UInt8]) throws -> String {
        let value: JSONValue
        do { value = try JSONParser.parse(body) } catch { throw APIError.malformedJSON(error) }
        guard case .object(let members) = value else { throw APIError.bodyNotObject }
        switch members.first(where: { $0.key == "filename" })?.value {
        case nil, .null, .string(""): throw APIError.missingFilename
        case .string(let name): return name
        default: throw APIError.filenameNotString
        }
    }

    private func contents(of name: String, lease: BufferBudget.Lease) async throws -> [UInt8] {
        let limit = bodies.limits.image
        let bytes: [UInt8]
        do {
            bytes = try await withCheckedThrowingContinuation { continuation in
                files.async { [uploads] in
                    continuation.resume(with: Result { try uploads.read(name, limit: limit) })
                }
            }
        } catch UploadsFolder.Fault.notFound {
            throw APIError.fileNotFound(name)
        } catch UploadsFolder.Fault.tooLarge {
            throw APIError.noResult
        }
        try lease.take(bytes.count)
        return bytes
    }
}
