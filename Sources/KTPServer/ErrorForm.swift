import HTTPTypes
import Hummingbird
import KTPReading
import NIOCore

/// The two forms in which failures are told.
enum ErrorForm: Sendable {
    /// The older service's envelope (contract, section 4).
    case older
    /// A problem document, RFC 9457 (contract, section 5).
    case problem

    /// The form for a path.
    init(path: String) { self = path.hasPrefix("/ocr/") ? .older : .problem }

    /// The answer that tells a failure.
    func response(to error: APIError, id: String) -> Response {
        switch self {
        case .older:
            let told = error.asTheOlderServiceTold
            return .json(told.envelope(id: id), status: told.status, headers: told.headers)
        case .problem:
            return .json(
                error.problem(id: id), status: error.status, headers: error.headers, type: "application/problem+json")
        }
    }
}

extension APIError {
    /// The failure with the status and the message that callers of the older service know.
    fileprivate var asTheOlderServiceTold: APIError {
        switch code {
        case .imageUnreadable, .cardNotFound, .notAKTP, .unsupportedFormat: noResult
        case .imageTooLarge where status == .unprocessableContent: noResult
        case .tooBusy: APIError(code, .serviceUnavailable, message, id: indonesian, headers: headers)
        default: self
        }
    }

    private var noResult: APIError {
        APIError(
            code, .internalServerError, "Could not extract data from the image.",
            id: "Data tidak dapat dibaca dari gambar.")
    }

    /// The body in the shape of the older service; internal errors name the id by which the log knows them.
    fileprivate func envelope(id: String) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("status", .int(status.code)), ("error", .bool(true)), ("message", .string(message)),
        ]
        if cause != nil { members.append(("id", .string(id))) }
        return .object(members)
    }

    /// The problem document.
    func problem(id: String) -> JSONValue {
        .object([
            ("type", .string("urn:bacaktp:problem:\(code.rawValue)")), ("title", .string(status.reasonPhrase)),
            ("status", .int(status.code)), ("detail", .string(message)), ("code", .string(code.rawValue)),
            ("request_id", .string(id)),
            ("message", .object([("id", .string(indonesian)), ("en", .string(message))])),
        ])
    }
}
