import Foundation
import KTPReading
public import Logging

/// Writes the log as JSON, one object a line: time, level, message and what belongs to it.
///
/// What libraries add to a line of theirs may come from a client, so only what we name ourselves is written. A line that
/// cannot be written is lost; the server goes on.
public struct JSONLog: LogHandler {
    /// What may be told beside the message, and whether it is a number.
    private static let known = [
        "method": false, "route": false, "status": true, "ms": true, "request_id": false, "cause": false,
        "reason": false,
    ]

    /// What belongs to every line.
    public var metadata: Logger.Metadata = [:]
    /// The least level that is written.
    public var logLevel: Logger.Level
    private let write: @Sendable (String) -> Void

    /// Creates a log.
    ///
    /// - Parameters:
    ///   - level: The least level that is written.
    ///   - write: Takes a line with its end.
    public init(level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        logLevel = level
        self.write = write
    }

    /// One thing that belongs to every line.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(Date.now)
        var members: [(key: String, value: JSONValue)] = [
            ("time", .string(time)), ("level", .string(event.level.rawValue)), ("message", .string("\(event.message)")),
        ]
        for (key, value) in all {
            guard let isNumber = Self.known[key] else { continue }
            let number = isNumber ? Double("\(value)") : nil
            members.append((key, number.map(JSONValue.number) ?? .string("\(value)")))
        }
        write(JSONValue.object(members).serialized() + "\n")
    }
}
