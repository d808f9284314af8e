public import Raster

/// How the server listens and what it allows; every default is the product's.
public struct ServerConfiguration: Sendable {
    /// A setting that cannot work, named as it is configured.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The key, such as `port`.
        public var key: String
        /// What is wrong with its value.
        public var problem: String
        /// What would be right.
        public var expected: String

        /// One sentence with all three.
        public var description: String { "\(key): \(problem); expected \(expected)" }
    }

    /// The address to listen on (`host`).
    public var host = "127.0.0.1"
    /// The port to listen on, 0...65,535; 0 lets the system choose (`port`).
    public var port = 5000
    /// The folder in which `filename` is looked up, made when absent (`uploads`).
    public var uploads = "uploads"
    /// The formats that pictures may have (`accept`).
    public var accepted = Set(ImageFormat.allCases)
    /// The longest picture, sent or in the uploads folder (`max_image_bytes`).
    public var maximumImageBytes = 10 << 20
    /// The longest JSON body (`max_json_bytes`).
    public var maximumJSONBytes = 64 << 10
    /// Picture bytes held for all requests together; more is answered as too busy (`max_buffered_bytes`).
    public var maximumBufferedBytes = 256 << 20
    /// Connections open at the same time; a further one is told 503 (`max_connections`).
    public var maximumConnections = 1024
    /// Connections from one address; a further one is told 429 (`max_connections_per_address`).
    public var maximumConnectionsPerAddress = 64
    /// The keys that open the API; nil opens it to all who reach it, who then must be on this machine (`keys`).
    public var keys: APIKeys?
    /// Origins, such as `https://ktp.example.id`, whose pages may use the server without keys, besides this machine's: where
    /// a proxy shows the page under another name (`origins`).
    public var origins: [String] = []
    /// Time from the first byte of a request's head to its last (`head_timeout`).
    public var headTimeout = Duration.seconds(10)
    /// Time from a request's head to the end of its body (`body_timeout`).
    public var bodyTimeout = Duration.seconds(20)
    /// Time after which a body must have kept up its least speed (`body_grace`).
    public var bodyGrace = Duration.seconds(5)
    /// The least mean speed of a body, in bytes a second (`body_bytes_per_second`).
    public var bodyBytesPerSecond = 8 << 10
    /// Time for a client to take an answer (`answer_timeout`).
    public var answerTimeout = Duration.seconds(15)
    /// Silence after which a connection without a complete request is closed (`idle_timeout`).
    public var idleTimeout = Duration.seconds(15)
    /// Time from a request's head to its answer, its body included (`request_timeout`).
    public var requestTimeout = Duration.seconds(30)
    /// Time for which the rest of a refused body is thrown away, so that the answer arrives (`linger_timeout`).
    public var lingerTimeout = Duration.seconds(2)

    /// Creates a configuration with the documented defaults.
    public init() {}

    /// Checks every setting.
    ///
    /// - Throws: ``Fault`` for the first that cannot work.
    public func validate() throws {
        try check(!host.isEmpty && !host.contains("\0"), "host", "\"\(host)\"", "an address or a host name")
        try check((0...65_535).contains(port), "port", "\(port)", "0...65535")
        try check(!uploads.isEmpty && !uploads.contains("\0"), "uploads", "\"\(uploads)\"", "the path of a folder")
        try check(
            (1...1 << 30).contains(maximumImageBytes), "max_image_bytes", "\(maximumImageBytes)", "1...1073741824")
        try check((64...1 << 24).contains(maximumJSONBytes), "max_json_bytes", "\(maximumJSONBytes)", "64...16777216")
        try check(
            maximumBufferedBytes >= maximumImageBytes, "max_buffered_bytes", "\(maximumBufferedBytes)",
            "at least max_image_bytes")
        try check((1...1 << 20).contains(maximumConnections), "max_connections", "\(maximumConnections)", "1...1048576")
        try check(
            (1...1 << 20).contains(maximumConnectionsPerAddress), "max_connections_per_address",
            "\(maximumConnectionsPerAddress)", "1...1048576")
        try check(
            keys != nil || Self.isLoopback(host), "host", "\"\(host)\" without keys",
            "a loopback address, or keys (whoever reaches the server may use it)")
        for origin in origins {
            try check(PageOrigins.isOrigin(origin), "origins", "\"\(origin)\"", "https://, a host, and perhaps a port")
        }
        try check(bodyBytesPerSecond >= 0, "body_bytes_per_second", "\(bodyBytesPerSecond)", "0 or more")
        let times = [
            ("idle_timeout", idleTimeout), ("request_timeout", requestTimeout), ("linger_timeout", lingerTimeout),
            ("head_timeout", headTimeout), ("body_timeout", bodyTimeout), ("body_grace", bodyGrace),
            ("answer_timeout", answerTimeout),
        ]
        for (key, time) in times {
            try check(time >= .milliseconds(10) && time <= .seconds(3600), key, "\(time)", "10 ms to 1 hour")
        }
    }

    /// Whether only this machine reaches a host.
    static func isLoopback(_ host: String) -> Bool {
        let bytes = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host == "localhost" || host == "::1" || bytes.count == 4 && bytes[0] == 127 && !bytes.contains(nil)
    }

    private func check(_ isRight: Bool, _ key: String, _ value: String, _ expected: String) throws {
        guard !isRight else { return }
        throw Fault(key: key, problem: "\(value) cannot be used", expected: expected)
    }
}
