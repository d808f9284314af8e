import Foundation
import KTPReading
import Synchronization

/// How the lines of a batch are written.
package enum BatchFormat: String, CaseIterable, Sendable {
    /// One JSON object a line.
    case jsonl
    /// A header and one row a picture.
    case csv

    /// The line of one record, its line feed included.
    package func line(_ record: PictureRecord, details: Bool) -> String {
        switch self {
        case .jsonl: record.json(details: details).serialized() + "\n"
        case .csv: CSV.row(record.row(details: details))
        }
    }

    /// What stands before the first record; empty for none.
    package func header(details: Bool) -> String {
        self == .csv ? CSV.row(PictureRecord.columns(details: details)) : ""
    }
}

/// What a batch writes to, one whole line at a time.
package final class BatchOutput: Sendable {
    /// What an earlier run had written.
    package let earlier: BatchProgress
    private let format: BatchFormat
    private let details: Bool
    private let write: @Sendable (String) throws -> Void
    private let descriptor: Int32?
    private let lock = Mutex(())

    /// Lines for something that cannot be resumed; the header is written at once.
    package init(format: BatchFormat, details: Bool, write: @escaping @Sendable (String) throws -> Void) throws {
        self.format = format
        self.details = details
        self.write = write
        earlier = BatchProgress()
        descriptor = nil
        try writeHeader()
    }

    /// Opens a file; when it is made here only its owner may read it, for it will hold personal data.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - format: How lines are written.
    ///   - details: Whether lines hold the whole reading.
    ///   - isResumed: Whether whole lines that are there stay; otherwise the file is emptied.
    /// - Throws: ``CommandFailure`` when the file cannot be written, another run writes it, or a file to resume
    ///   is not one of ours.
    package init(path: String, format: BatchFormat, details: Bool, isResumed: Bool) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure(.inputOutput, path, FileAccess.reason(errno)) }
        self.descriptor = descriptor
        self.format = format
        self.details = details
        write = { try FileAccess.write($0, to: descriptor, name: path) }
        earlier = try Self.prepare(descriptor, path, format, isResumed ? format.header(details: details) : nil)
        if earlier.bytes == 0 { try writeHeader() }
    }

    deinit { if let descriptor { close(descriptor) } }

    /// Writes the lines of one picture's records at once; they are in the file when this returns.
    package func append(_ records: [PictureRecord]) throws {
        let lines = records.map { format.line($0, details: details) }.joined()
        try lock.withLock { _ in try write(lines) }
    }

    private func writeHeader() throws {
        let header = format.header(details: details)
        if !header.isEmpty { try write(header) }
    }

    /// Locks the file against another run and cuts off what is not kept; `header` is nil when nothing is.
    private static func prepare(
        _ descriptor: Int32, _ path: String, _ format: BatchFormat, _ header: String?
    ) throws -> BatchProgress {
        // Pipes and devices have no lock to hold, nor anything to cut.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
            throw CommandFailure(.busy, path, "another run is writing this file")
        }
        let earlier = try header.map {
            try BatchProgress(descriptor: descriptor, path: path, format: format, header: $0)
        }
        guard ftruncate(descriptor, off_t(earlier?.bytes ?? 0)) == 0 || errno == EINVAL else {
            throw CommandFailure(.inputOutput, path, FileAccess.reason(errno))
        }
        return earlier ?? BatchProgress()
    }
}
