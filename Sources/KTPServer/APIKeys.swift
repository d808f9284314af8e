import Crypto
import Foundation
import HTTPTypes
import KTPReading
import Synchronization

/// The keys that open the API, known by their digests alone, each with what it may do and how often.
public struct APIKeys: Sendable {
    /// What a key may do.
    public enum Scope: String, Sendable, CaseIterable {
        /// Reading and comparing cards.
        case read
        /// Looking at NIKs.
        case nik
        /// Seeing the metrics.
        case metrics
    }

    /// One key.
    ///
    /// Several may bear one name, so that a new one can be given out before the old one is taken back.
    struct Key: Sendable {
        var name: String
        var digest: [UInt8]
        var scopes: Set<Scope>
        /// Requests a minute; nil for any number.
        var perMinute: Int?
    }

    let keys: [Key]

    /// How many there are.
    public var count: Int { keys.count }

    /// Reads a list of keys.
    ///
    /// A line holds a name, the SHA-256 of the key in hexadecimal, the scopes with commas between and, where it is
    /// limited, the requests a minute; spaces between them. Empty lines and those after `#` do not count.
    /// - Parameter text: The list.
    /// - Throws: ``ServerConfiguration/Fault`` that names the first line that is none.
    public init(parsing text: String) throws {
        var keys: [Key] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard let key = Key(words) else {
                throw ServerConfiguration.Fault(
                    key: "keys", problem: "line \(number + 1) of the file cannot be used",
                    expected:
                        "a name, a SHA-256 in hexadecimal, scopes (read,nik,metrics) and perhaps requests a minute")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else {
            throw ServerConfiguration.Fault(key: "keys", problem: "the file names no key", expected: "at least one")
        }
        self.keys = keys
    }

    /// The digest under which a key is listed, in hexadecimal.
    public static func digest(of key: String) -> String {
        SHA256.hash(data: Data(key.utf8)).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// The key with a text; nil when it is none of them.
    ///
    /// Every digest is compared to its end, so that the time tells nothing.
    func key(_ text: String) -> Key? {
        let digest = Array(SHA256.hash(data: Data(text.utf8)))
        var found: Key?
        for key in keys {
            var difference: UInt8 = 0
            for (a, b) in zip(key.digest, digest) { difference |= a ^ b }
            if difference == 0 { found = key }
        }
        return found
    }
}

extension APIKeys.Key {
    fileprivate init?(_ words: [String]) {
        guard (3...4).contains(words.count), words[1].count == 64 else { return nil }
        let scopes = words[2].split(separator: ",").map { APIKeys.Scope(rawValue: String($0)) }
        guard scopes.allSatisfy({ $0 != nil }), let digest = Self.bytes(words[1]) else { return nil }
        self.init(name: words[0], digest: digest, scopes: Set(scopes.compactMap(\.self)), perMinute: nil)
        guard words.count == 4 else { return }
        guard let perMinute = Int(words[3]), perMinute > 0 else { return nil }
        self.perMinute = perMinute
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = hexadecimal.compactMap { $0.isASCII ? $0.hexDigitValue : nil }
        guard digits.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

/// Lets requests in by their key, and no faster than it may; without keys by the page that they come from.
final class Doorkeeper: Sendable {
    private let keys: APIKeys?
    private let origins: PageOrigins
    /// The requests that each limited key has left, by its digest, and when that was counted.
    private let left = Mutex<[[UInt8]: (count: Double, at: ContinuousClock.Instant)]>([:])

    init(keys: APIKeys?, origins: PageOrigins) {
        self.keys = keys
        self.origins = origins
    }

    /// Lets a request in that needs a scope.
    ///
    /// - Throws: ``APIError``: 401 without a key, 403 where it may not do this or another
    ///   site's page sends it, 429 where it comes too often.
    func admit(_ fields: HTTPFields, for scope: APIKeys.Scope) throws(APIError) {
        guard let keys else { return try origins.admit(fields) }
        guard let key = Self.text(in: fields).flatMap(keys.key) else { throw .unauthorized }
        guard key.scopes.contains(scope) else { throw .forbidden }
        guard let perMinute = key.perMinute else { return }
        let wait = take(from: key.digest, perMinute: Double(perMinute))
        if let wait { throw .rateLimited(retryAfter: Int(wait.rounded(.up))) }
    }

    private static func text(in fields: HTTPFields) -> String? {
        if let key = HTTPField.Name("X-Api-Key").flatMap({ fields[$0] }) { return key }
        guard let value = fields[.authorization] else { return nil }
        let words = value.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return words[1].trimmingCharacters(in: .whitespaces)
    }

    /// Takes one request; nil when there was one, else the seconds until there is.
    private func take(from digest: [UInt8], perMinute: Double) -> Double? {
        let now = ContinuousClock.now
        return left.withLock { left in
            var (count, at) = left[digest] ?? (perMinute, now)
            count = min(perMinute, count + (now - at) / .seconds(60) * perMinute)
            guard count >= 1 else { return (1 - count) * 60 / perMinute }
            left[digest] = (count - 1, now)
            return nil
        }
    }
}

extension APIError {
    fileprivate static let unauthorized = APIError(
        .unauthorized, .unauthorized, "A valid API key is needed.", id: "Diperlukan kunci API yang sah.",
        headers: [.wwwAuthenticate: "Bearer"])
    fileprivate static let forbidden = APIError(
        .forbidden, .forbidden, "The API key may not do this.", id: "Kunci API ini tidak boleh melakukan hal ini.")

    fileprivate static func rateLimited(retryAfter: Int) -> APIError {
        APIError(
            .rateLimited, .tooManyRequests, "Too many requests with this API key, try again later",
            id: "Terlalu banyak permintaan dengan kunci API ini; coba lagi nanti.",
            headers: [.retryAfter: String(max(1, retryAfter))])
    }
}
