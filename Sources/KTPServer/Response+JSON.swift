import HTTPTypes
import Hummingbird
import KTPReading
import NIOCore

extension Response {
    /// An answer with a JSON body on one line, which nobody between us and the client may keep.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: value.serialized())))
    }
}

extension HTTPField.Name {
    /// The id by which the log knows a request.
    static let requestID = HTTPField.Name("X-Request-Id") ?? .server
}
