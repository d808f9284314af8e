import HTTPTypes
import Hummingbird
import KTPReading
import NIOHTTP1
import Raster

/// An answer that is not a result; the one place where failures become statuses and public messages.
///
/// The messages are what the client sees. The cause is for the log and is never sent.
struct APIError: Error {
    /// What clients can rely on; the raw values are the contract's.
    enum Code: String, CaseIterable {
        case badRequest = "bad_request"
        case imageMissing = "image_missing"
        case unauthorized
        case forbidden
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case timeout
        case imageTooLarge = "image_too_large"
        case bodyTooLarge = "body_too_large"
        case unsupportedFormat = "unsupported_format"
        case imageUnreadable = "image_unreadable"
        case cardNotFound = "card_not_found"
        case notAKTP = "not_a_ktp"
        case tooBusy = "too_busy"
        case rateLimited = "rate_limited"
        case headersTooLarge = "headers_too_large"
        case internalError = "internal"
        case notReady = "not_ready"
        case tooManyConnections = "too_many_connections"
    }

    var code: Code
    var status: HTTPResponse.Status
    /// The message in English.
    var message: String
    /// The message in Indonesian.
    var indonesian: String
    var headers: HTTPFields = [:]
    /// What led here; logged, with an id that the client is told, when the status is 500 and nobody's picture is at
    /// fault.
    var cause: (any Error)?

    init(
        _ code: Code, _ status: HTTPResponse.Status, _ message: String, id indonesian: String,
        headers: HTTPFields = [:], cause: (any Error)? = nil
    ) {
        self.code = code
        self.status = status
        self.message = message
        self.indonesian = indonesian
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
        case let error as ImageError: self.init(error)
        case let error as ReadingError: self.init(error, retryAfter: retryAfter)
        case let error as HTTPParserError: self = error == .headerOverflow ? .headersTooLarge : .malformedRequest
        case let error as HTTPError where error.status == .contentTooLarge: self = .bodyTooLarge(limit: nil)
        default: self = .internalError(error)
        }
    }

    private init(_ error: ImageError) {
        switch error.code {
        case .unsupportedFormat:
            self.init(
                .unsupportedFormat, .unsupportedMediaType, error.message,
                id: "Format gambar ini tidak didukung; kirim misalnya JPEG atau PNG.")
        case .tooLarge:
            self.init(
                .imageTooLarge, .unprocessableContent, "The picture is too large: \(error.message)",
                id: "Gambar terlalu besar: kurangi jumlah piksel atau ukuran berkasnya.")
        default:
            self.init(
                .imageUnreadable, .unprocessableContent, "The picture cannot be read: \(error.message)",
                id: "Gambar rusak atau tidak dapat dibaca; kirim gambar lain.")
        }
    }

    private init(_ error: ReadingError, retryAfter: Int) {
        switch error.code {
        case .noCardFound:
            self.init(
                .cardNotFound, .unprocessableContent, "No card was found in the picture.",
                id: "Tidak ada kartu yang ditemukan pada gambar.")
        case .notAKTP:
            self.init(
                .notAKTP, .unprocessableContent, "The picture does not show a KTP.", id: "Gambar ini bukan foto KTP.")
        case .overloaded: self = .tooBusy(retryAfter: retryAfter)
        // Nobody is there to read it: a reading is only cancelled with the request it belongs to.
        case .cancelled: self = .readingTimeout
        default: self = .internalError(error)
        }
    }
}

// MARK: Bodies and pictures

extension APIError {
    static let missingJSONBody = APIError.badRequest("Bad Request: Missing JSON body", id: "Isi JSON tidak ada.")
    static let missingFilename = APIError.badRequest(
        "Bad Request: 'filename' key is missing", id: "Kunci 'filename' tidak ada.")
    static let filenameNotString = APIError.badRequest(
        "Bad Request: 'filename' must be a string", id: "'filename' harus berupa teks.")
    static let bodyNotObject = APIError.badRequest(
        "Bad Request: JSON body must be an object", id: "Isi JSON harus berupa objek.")
    static let missingImage = APIError(
        .imageMissing, .badRequest, "Bad Request: 'image' part is missing", id: "Bagian 'image' tidak ada.")
    static let severalImages = APIError.badRequest(
        "Bad Request: more than one 'image' part", id: "Hanya boleh ada satu bagian 'image'.")
    static let noPicture = APIError(
        .imageMissing, .badRequest, "No picture was sent: the body is empty.", id: "Tidak ada gambar yang dikirim.")
    static let imageAndFilename = APIError(
        .imageMissing, .badRequest, "The JSON body needs exactly one of 'image' and 'filename'.",
        id: "Isi JSON harus memuat salah satu saja dari 'image' atau 'filename'.")
    static let imageNotBase64 = APIError.badRequest(
        "'image' must be a picture in base64, with or without a data-URL prefix.",
        id: "'image' harus berupa gambar dalam base64.")
    static let unsupportedBody = APIError(
        .unsupportedFormat, .unsupportedMediaType,
        "Send a picture, multipart/form-data with 'image', or application/json.",
        id: "Kirim gambar, multipart/form-data dengan 'image', atau application/json.")

    static func badRequest(_ message: String, id indonesian: String) -> APIError {
        APIError(.badRequest, .badRequest, message, id: indonesian)
    }

    static func malformedJSON(_ fault: JSONParser.Fault) -> APIError {
        badRequest("Bad Request: JSON body does not parse: \(fault)", id: "Isi JSON tidak dapat diurai: \(fault)")
    }

    static func malformedMultipart(_ fault: MultipartParser.Fault) -> APIError {
        badRequest(
            "Bad Request: multipart body does not parse: \(fault)", id: "Isi multipart tidak dapat diurai: \(fault)")
    }

    static func fileNotFound(_ name: String) -> APIError {
        APIError(.notFound, .notFound, "File not found: \(name)", id: "Berkas tidak ditemukan: \(name)")
    }

    static func imageTooLong(limit: Int) -> APIError {
        APIError(
            .imageTooLarge, .contentTooLarge, "Request body too large: the limit is \(limit) bytes",
            id: "Gambar terlalu besar: batasnya \(limit) bita.")
    }

    static func bodyTooLarge(limit: Int?) -> APIError {
        APIError(
            .bodyTooLarge, .contentTooLarge,
            limit.map { "Request body too large: the limit is \($0) bytes" } ?? "Request body too large",
            id: "Isi permintaan terlalu besar.")
    }
}

// MARK: Every endpoint

extension APIError {
    static let malformedRequest = APIError.badRequest(
        "Bad Request: malformed HTTP request", id: "Permintaan HTTP tidak sah.")
    static let truncatedBody = APIError.badRequest(
        "Bad Request: the body is shorter than its Content-Length", id: "Isi permintaan terpotong.")
    static let headersTooLarge = APIError(
        .headersTooLarge, .requestHeaderFieldsTooLarge, "Request header fields too large",
        id: "Kepala permintaan terlalu besar.")
    static let notFound = APIError(.notFound, .notFound, "Not Found", id: "Tidak ditemukan.")
    static let bodyTimeout = APIError(
        .timeout, .requestTimeout, "The request body took too long to arrive",
        id: "Isi permintaan terlalu lama sampai.")
    static let headTimeout = APIError(
        .timeout, .requestTimeout, "The request head took too long to arrive",
        id: "Kepala permintaan terlalu lama sampai.")
    static let readingTimeout = APIError(
        .timeout, .gatewayTimeout, "The request took too long", id: "Pembacaan memakan waktu terlalu lama.")
    static let tooManyConnections = APIError(
        .tooManyConnections, .serviceUnavailable, "Too many connections, try again later",
        id: "Terlalu banyak sambungan; coba lagi nanti.", headers: [.retryAfter: "1"])
    static let tooManyFromAddress = APIError(
        .rateLimited, .tooManyRequests, "Too many connections from this address",
        id: "Terlalu banyak sambungan dari alamat ini.", headers: [.retryAfter: "1"])

    static func internalError(_ cause: any Error) -> APIError {
        APIError(
            .internalError, .internalServerError, "An internal server error occurred",
            id: "Terjadi kesalahan di dalam server.", cause: cause)
    }

    static func tooBusy(retryAfter: Int) -> APIError {
        APIError(
            .tooBusy, .tooManyRequests, "The server is too busy, try again later",
            id: "Server sedang sibuk; coba lagi nanti.", headers: [.retryAfter: String(retryAfter)])
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> APIError {
        let list = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return APIError(
            .methodNotAllowed, .methodNotAllowed, "Method Not Allowed", id: "Metode ini tidak diizinkan.",
            headers: [.allow: list])
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
}
