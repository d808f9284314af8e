import HTTPTypes
import Hummingbird
import KTPReading
import NIOHTTP1
import Raster

/// An answer that is not a result; the one place where failures become statuses and public messages.
///
/// The message is what the client sees, byte for byte. The cause is for the log and is never sent.
struct APIError: Error {
    var status: HTTPResponse.Status
    var message: String
    var headers: HTTPFields = [:]
    /// What led here; logged, with an id that the client is told, when the status is 500 and nobody's picture is at
    /// fault.
    var cause: (any Error)?

    init(_ status: HTTPResponse.Status, _ message: String, headers: HTTPFields = [:], cause: (any Error)? = nil) {
        self.status = status
        self.message = message
        self.headers = headers
        self.cause = cause
    }

    /// The answer to any error that a route or the framework threw.
    ///
    /// - Parameters:
    ///   - error: What was thrown.
    ///   - retryAfter: Whole seconds after which a refused client should try again.
    init(_ error: any Error, retryAfter: Int) {
        switch error {
        case let error as APIError: self = error
        case is ImageError: self = .noResult
        case let error as ReadingError: self.init(error, retryAfter: retryAfter)
        case is HTTPParserError: self = .malformedRequest
        default: self = .internalError(error)
        }
    }

    private init(_ error: ReadingError, retryAfter: Int) {
        switch error.code {
        case .noCardFound, .notAKTP: self = .noResult
        case .overloaded: self = .tooBusy(retryAfter: retryAfter)
        // Nobody is there to read it: a reading is only cancelled with the request it belongs to.
        case .cancelled: self = .readingTimeout
        default: self = .internalError(error)
        }
    }

    // MARK: The older endpoint, as the contract words it

    static let missingJSONBody = APIError(.badRequest, "Bad Request: Missing JSON body")
    static let missingFilename = APIError(.badRequest, "Bad Request: 'filename' key is missing")
    static let filenameNotString = APIError(.badRequest, "Bad Request: 'filename' must be a string")
    static let bodyNotObject = APIError(.badRequest, "Bad Request: JSON body must be an object")
    static let missingImage = APIError(.badRequest, "Bad Request: 'image' part is missing")
    static let severalImages = APIError(.badRequest, "Bad Request: more than one 'image' part")
    static let noResult = APIError(.internalServerError, "Could not extract data from the image.")

    static func malformedJSON(_ fault: JSONParser.Fault) -> APIError {
        APIError(.badRequest, "Bad Request: JSON body does not parse: \(fault)")
    }

    static func malformedMultipart(_ fault: MultipartParser.Fault) -> APIError {
        APIError(.badRequest, "Bad Request: multipart body does not parse: \(fault)")
    }

    static func fileNotFound(_ name: String) -> APIError { APIError(.notFound, "File not found: \(name)") }

    static func internalError(_ cause: any Error) -> APIError {
        APIError(.internalServerError, "An internal server error occurred", cause: cause)
    }

    static func tooBusy(retryAfter: Int) -> APIError {
        APIError(
            .serviceUnavailable, "The server is too busy, try again later", headers: [.retryAfter: String(retryAfter)])
    }

    // MARK: Every endpoint

    static let malformedRequest = APIError(.badRequest, "Bad Request: malformed HTTP request")
    static let truncatedBody = APIError(.badRequest, "Bad Request: the body is shorter than its Content-Length")
    static let headersTooLarge = APIError(.requestHeaderFieldsTooLarge, "Request header fields too large")
    static let notFound = APIError(.notFound, "Not Found")
    static let bodyTimeout = APIError(.requestTimeout, "The request body took too long to arrive")
    static let readingTimeout = APIError(.gatewayTimeout, "The request took too long")

    static func bodyTooLarge(limit: Int) -> APIError {
        APIError(.contentTooLarge, "Request body too large: the limit is \(limit) bytes")
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> APIError {
        let list = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return APIError(.methodNotAllowed, "Method Not Allowed", headers: [.allow: list])
    }
}

extension APIError {
    /// What a log may say about a cause: its type, and its text where the text is ours and promised to be harmless.
    static func loggable(_ cause: any Error) -> String {
        let type = String(reflecting: type(of: cause))
        let ours = ["Raster", "Inference", "TextRecognition", "CardVision", "Gazetteer", "KTPReading", "KTPServer"]
        guard ours.contains(where: { type.hasPrefix($0 + ".") }) else { return type }
        return "\(type): \(cause)"
    }

    /// The body in the shape of the older service; internal errors name the id by which the log knows them.
    func envelope(id: String?) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("status", .int(status.code)), ("error", .bool(true)), ("message", .string(message)),
        ]
        if cause != nil { members.append(("id", .optional(id))) }
        return .object(members)
    }

    /// The answer in the shape of the older service.
    func response(id: String) -> Response { .json(envelope(id: id), status: status, headers: headers) }
}
