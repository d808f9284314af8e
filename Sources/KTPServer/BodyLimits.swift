import HTTPTypes

/// The longest bodies, by route and content type; what the connection and the routes go by alike.
struct BodyLimits: Sendable {
    var json: Int
    var image: Int

    /// What a body with one picture may have besides the picture.
    private static let besides = 64 << 10

    init(_ configuration: ServerConfiguration) {
        json = configuration.maximumJSONBytes
        image = configuration.maximumImageBytes
    }

    /// What a body with one picture is.
    enum Kind {
        /// The picture itself.
        case picture
        /// A form with the picture as a part.
        case form
        /// JSON that may hold the picture in base64.
        case json
        /// Anything else.
        case other

        init(of type: HeaderValue?) {
            // What does not say what it is is bytes (RFC 9110, section 8.3).
            guard let type else {
                self = .picture
                return
            }
            if type.value == "multipart/form-data" {
                self = .form
            } else if type.isJSON {
                self = .json
            } else {
                let isPicture =
                    type.value.hasPrefix("image/")
                    || ["application/octet-stream", "application/pdf"].contains(type.value)
                self = isPicture ? .picture : .other
            }
        }
    }

    /// The longest body that a request may have, and whether a picture may be what makes it long.
    private func limit(of request: HTTPRequest) -> (bytes: Int, isForPicture: Bool) {
        let takesAnyPicture = request.path?.hasPrefix("/v1/ktp") == true
        return switch Kind(of: request.headerFields[.contentType].flatMap { HeaderValue($0) }) {
        case .form: (image + Self.besides, true)
        case .picture where takesAnyPicture: (image, true)
        // Four characters carry three bytes.
        case .json where takesAnyPicture: ((image + 2) / 3 * 4 + Self.besides, true)
        default: (json, false)
        }
    }

    /// The longest body that a request may have.
    func longest(_ request: HTTPRequest) -> Int { limit(of: request).bytes }

    /// The refusal of a request that announces a body that is too long; nil where it does not.
    func refusal(of request: HTTPRequest) -> APIError? {
        guard let length = request.headerFields[.contentLength] else { return nil }
        // Digits that are no Int are more than any limit.
        guard let count = Int(length) else {
            return length.allSatisfy(\.isNumber) ? tooLarge(request) : nil
        }
        return count > longest(request) ? tooLarge(request) : nil
    }

    /// What a request with a body that is too long is told.
    func tooLarge(_ request: HTTPRequest) -> APIError {
        let limit = limit(of: request)
        return limit.isForPicture ? .imageTooLong(limit: limit.bytes) : .bodyTooLarge(limit: limit.bytes)
    }
}
