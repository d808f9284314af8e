import HTTPTypes
import Hummingbird
import KTPReading
import Raster

/// `POST /ocr/ktp`: what callers of the older Flask service rely on, byte for byte (contract, section 4).
struct OlderEndpoint: Sendable {
    let intake: Intake
    let pictures: PictureReader

    /// Answers a request.
    func respond(to request: Request, _ context: ServerContext) async throws -> Response {
        let lease = pictures.lease()
        let picture = try await picture(of: request, context, lease: lease)
        let reading = try await pictures.read(picture, lease: lease)
        // A rejected card is answered all the same when something on it was read.
        guard reading.fields.values.contains(where: { $0.value != nil }) else {
            throw ReadingError(.noCardFound, "nothing was read")
        }
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
        switch BodyLimits.Kind(of: type) {
        case .form:
            try intake.refuseWhenFull()
            return try await intake.bodies.form(in: request, of: type, context, lease: lease).image
        case .json:
            let body = try await intake.bodies.collect(request, context, lease: lease)
            return try await intake.contents(of: try filename(in: try Intake.object(in: body)), lease: lease)
        case .picture, .other: throw APIError.missingJSONBody
        }
    }

    private func filename(in json: JSONValue) throws(APIError) -> String {
        switch json["filename"] {
        case nil, .null, .string(""): throw .missingFilename
        case .string(let name): return name
        default: throw .filenameNotString
        }
    }
}
