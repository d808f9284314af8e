import Foundation
import HTTPTypes

/// The web pages whose requests a server without keys takes: its own, and those that the configuration names.
///
/// A browser tells with `Origin` (RFC 6454, section 7) whose page sends a request. A page of any site can have its name
/// resolved to this machine, and would be taken for the server's own (DNS rebinding); its origin gives it away.
struct PageOrigins: Sendable {
    private let named: Set<String>

    /// - Parameter named: Origins such as `https://ktp.example.id`, besides those of this machine.
    init(_ named: [String]) { self.named = Set(named.map { $0.lowercased() }) }

    /// Lets a request in that comes from no page, from one of this machine, or from one of those that are named.
    ///
    /// - Throws: ``APIError``: 403 for any other page's.
    func admit(_ fields: HTTPFields) throws(APIError) {
        for origin in fields[values: .origin] where !isAllowed(origin.lowercased()) { throw .otherPage }
    }

    private func isAllowed(_ origin: String) -> Bool {
        guard !named.contains(origin) else { return true }
        guard Self.isOrigin(origin), let host = URL(string: origin)?.host() else { return false }
        return ServerConfiguration.isLoopback(host)
    }

    /// Whether a text is a scheme and a host, with or without a port, and nothing else.
    static func isOrigin(_ text: String) -> Bool {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), let host = url.host(), !host.isEmpty,
            url.user() == nil, url.path().isEmpty, url.query() == nil, url.fragment() == nil
        else { return false }
        return true
    }
}

extension APIError {
    fileprivate static let otherPage = APIError(
        .forbidden, .forbidden, "Pages of other sites may not use this server without a key.",
        id: "Halaman situs lain tidak boleh memakai server ini tanpa kunci.")
}
