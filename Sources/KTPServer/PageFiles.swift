import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The web page and the API's documentation: files that come with the program, read once.
struct PageFiles: Sendable {
    private let files: [String: (type: String, body: ByteBuffer)]

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml", "json": "application/json",
    ]

    /// What a page may do: run and show what comes from here, and nothing else.
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:",
        "media-src 'self' blob:", "connect-src 'self'", "form-action 'none'", "base-uri 'none'",
        "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// Reads the files.
    init() {
        var files: [String: (String, ByteBuffer)] = [:]
        let folder = Bundle.module.resourceURL
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder?.path ?? "")) ?? [] {
            guard let type = Self.types[String(name.split(separator: ".").last ?? "")],
                let data = folder.flatMap({ try? Data(contentsOf: $0.appendingPathComponent(name)) })
            else { continue }
            files[name] = (type, ByteBuffer(bytes: data))
        }
        self.files = files
    }

    /// The answer with one file.
    ///
    /// - Throws: ``APIError`` 404 when there is none of that name.
    func response(_ name: String) throws(APIError) -> Response {
        guard let file = files[name] else { throw .notFound }
        var headers: HTTPFields = [:]
        for (name, value) in [
            ("Content-Security-Policy", Self.policy), ("Referrer-Policy", "no-referrer"),
            ("Permissions-Policy", "camera=(self)"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return .bytes(file.body, type: file.type, headers: headers)
    }
}
