import HTTPTypes
import Hummingbird
import KTPReading
import NIOCore

extension Response {
    /// An answer with a JSON body on one line, which nobody between us and the client may keep.
    static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
        type: String = "application/json"
    ) -> Response {
        .bytes(ByteBuffer(string: value.serialized()), type: type, status: status, headers: headers)
    }

    /// An answer with a body of any type, which nobody between us and the client may keep.
    static func bytes(
        _ body: ByteBuffer, type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}

extension HTTPField.Name {
    /// The id by which the log knows a request.
    static let requestID = HTTPField.Name("X-Request-Id") ?? .server
}
