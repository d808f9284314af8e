import Dispatch
import Foundation
import HTTPTypes
import Hummingbird
import KTPReading
import Raster

/// Takes the picture out of a request, in each of the forms in which it may come.
struct Intake: Sendable {
    let uploads: UploadsFolder
    let bodies: BodyReader
    let readings: ReadingPool
    /// Runs what blocks on the disk.
    private let files = DispatchQueue(label: "uploads", attributes: .concurrent)

    /// What was sent: a picture, and perhaps texts beside it.
    struct Received: Sendable {
        var picture: [UInt8]
        /// The other parts of a form, by name.
        var parts: [(name: String, content: [UInt8])] = []
        /// The JSON body; nil for other bodies.
        var json: JSONValue?
    }

    init(uploads: UploadsFolder, bodies: BodyReader, readings: ReadingPool) {
        self.uploads = uploads
        self.bodies = bodies
        self.readings = readings
    }

    /// Takes a picture from a body of any kind: itself, a form's part `image`, JSON with `image` or `filename`.
    func receive(_ request: Request, _ context: ServerContext, lease: BufferBudget.Lease) async throws -> Received {
        let type = request.headers[.contentType].flatMap { HeaderValue($0) }
        guard type != nil || request.headers[.contentType] == nil else { throw APIError.unsupportedBody }
        try refuseWhenFull()
        switch BodyLimits.Kind(of: type) {
        case .picture:
            let picture = try await bodies.collect(request, context, lease: lease)
            guard !picture.isEmpty else { throw APIError.noPicture }
            return Received(picture: picture)
        case .form:
            guard let type else { throw APIError.unsupportedBody }
            let form = try await bodies.form(in: request, of: type, context, lease: lease)
            return Received(picture: form.image, parts: form.others)
        case .json:
            let json = try Self.object(in: try await bodies.collect(request, context, lease: lease))
            return Received(picture: try await picture(in: json, lease: lease), json: json)
        case .other: throw APIError.unsupportedBody
        }
    }

    /// Told before an upload rather than after it.
    func refuseWhenFull() throws {
        guard !readings.load.isFull else { throw ReadingError(.overloaded, "the waiting room is full") }
    }

    /// Parses a body that must be a JSON object.
    static func object(in body: [UInt8]) throws(APIError) -> JSONValue {
        guard !body.isEmpty else { throw .missingJSONBody }
        let value: JSONValue
        do { value = try JSONParser.parse(body) } catch { throw .malformedJSON(error) }
        guard case .object = value else { throw .bodyNotObject }
        return value
    }

    private func picture(in json: JSONValue, lease: BufferBudget.Lease) async throws -> [UInt8] {
        switch (json["image"] ?? .null, json["filename"] ?? .null) {
        case (.string(let image), .null): return try Self.decoded(image)
        case (.null, .string(let name)) where !name.isEmpty: return try await contents(of: name, lease: lease)
        case (.null, .null), (.null, .string), (.string, .string): throw APIError.imageAndFilename
        case (.null, _): throw APIError.filenameNotString
        default: throw APIError.imageNotBase64
        }
    }

    /// The bytes of a text in base64 that may begin with `data:image/jpeg;base64,`.
    private static func decoded(_ text: String) throws(APIError) -> [UInt8] {
        var base64 = text[...]
        if base64.hasPrefix("data:") {
            guard let comma = base64.firstIndex(of: ","), base64[..<comma].lowercased().hasSuffix(";base64") else {
                throw .imageNotBase64
            }
            base64 = base64[base64.index(after: comma)...]
        }
        guard let bytes = Data(base64Encoded: String(base64), options: .ignoreUnknownCharacters),
            Self.isBase64(base64)
        else { throw .imageNotBase64 }
        guard !bytes.isEmpty else { throw .noPicture }
        return Array(bytes)
    }

    /// Whether a text has base64's characters alone, line ends aside.
    private static func isBase64(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="),
                UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                true
            default: false
            }
        }
    }

    /// The bytes of a file in the uploads folder.
    func contents(of name: String, lease: BufferBudget.Lease) async throws -> [UInt8] {
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
            throw ImageError(.tooLarge, "the file is longer than \(limit) bytes")
        }
        try lease.take(bytes.count)
        return bytes
    }
}
