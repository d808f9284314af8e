import CZip
import Glibc
import Synchronization

/// A ZIP file whose pictures are read straight from it, nothing being unpacked to disk.
package final class ZIPArchive: Sendable {
    /// What an archive may hold at most, so that a small file cannot make us do endless work.
    package enum Limits {
        /// Entries of any kind.
        package static let entries = 10_000
        /// Bytes of one entry, unpacked.
        package static let entryBytes = 64 << 20
        /// Bytes of all pictures, unpacked, for each byte of the archive.
        package static let ratio = 100
    }

    /// One picture of the archive.
    package struct Entry: Sendable {
        /// The path inside the archive.
        package let name: String
        fileprivate let index: UInt64
        fileprivate let size: Int
        fileprivate let isEncrypted: Bool
    }

    /// libzip's handle, which one thread at a time may use; every use is inside ``ZIPArchive/handle``'s lock.
    private struct Handle: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// The pictures, in the archive's order.
    package let pictures: [Entry]
    private let handle: Mutex<Handle>

    /// Opens an archive and lists its pictures.
    ///
    /// - Throws: ``CommandFailure`` when it is damaged or exceeds the limits.
    package init(path: String) throws {
        var code: Int32 = 0
        guard let pointer = zip_open(path, ZIP_RDONLY, &code) else {
            throw CommandFailure(.unreadable, path, "not a readable ZIP archive")
        }
        handle = Mutex(Handle(pointer: pointer))
        let count = zip_get_num_entries(pointer, 0)
        guard count <= Limits.entries else {
            zip_discard(pointer)
            throw CommandFailure(.unreadable, path, "has more than \(Limits.entries) entries")
        }
        pictures = (0..<UInt64(max(0, count))).compactMap { Self.entry($0, of: pointer) }
        var status = stat()
        let packed = stat(path, &status) == 0 ? Int(status.st_size) : 0
        let unpacked = pictures.reduce(0) { sum, entry in sum.addingReportingOverflow(entry.size).partialValue }
        guard unpacked >= 0, unpacked <= packed * Limits.ratio else {
            throw CommandFailure(.unreadable, path, "unpacks to more than \(Limits.ratio) times its size")
        }
    }

    deinit { handle.withLock { zip_discard($0.pointer) } }

    /// Whether a file begins like a ZIP archive.
    package static func isArchive(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var magic = [UInt8](repeating: 0, count: 4)
        // An archive with entries, and one without.
        let known = ["PK\u{3}\u{4}", "PK\u{5}\u{6}"]
        return pread(descriptor, &magic, 4, 0) == 4 && known.contains { $0.utf8.elementsEqual(magic) }
    }

    /// The bytes of one picture.
    ///
    /// - Throws: ``PictureFailure`` when the entry is encrypted, damaged or too large.
    package func read(_ entry: Entry) throws -> [UInt8] {
        guard !entry.isEncrypted else { throw PictureFailure(.imageUnreadable, "is encrypted in its archive") }
        guard entry.size <= Limits.entryBytes else {
            throw PictureFailure(.imageTooLarge, "has more than \(Limits.entryBytes >> 20) MiB")
        }
        return try handle.withLock { try Self.read(entry, of: $0.pointer) }
    }

    private static func entry(_ index: UInt64, of pointer: OpaquePointer) -> Entry? {
        var status = zip_stat_t()
        guard zip_stat_index(pointer, index, 0, &status) == 0, let rawName = status.name else { return nil }
        let name = String(cString: rawName)
        let parts = name.split(separator: "/")
        guard let last = parts.last, PictureName.matches(last), !parts.contains(where: { PictureName.isHidden($0) })
        else { return nil }
        return Entry(
            name: name, index: index, size: Int(clamping: status.size),
            isEncrypted: status.encryption_method != UInt16(ZIP_EM_NONE))
    }

    private static func read(_ entry: Entry, of pointer: OpaquePointer) throws -> [UInt8] {
        let damaged = PictureFailure(.imageUnreadable, "is damaged in its archive")
        guard let file = zip_fopen_index(pointer, entry.index, 0) else { throw damaged }
        defer { zip_fclose(file) }
        // One byte more than declared, so that an entry that lies about its size is caught, and the checksum checked.
        var bytes = [UInt8](repeating: 0, count: entry.size + 1)
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeMutableBytes { buffer in
                zip_fread(file, buffer.baseAddress?.advanced(by: count), UInt64(buffer.count - count))
            }
            guard step >= 0 else { throw damaged }
            guard step > 0 else { break }
            count += Int(step)
        }
        guard count == entry.size else { throw damaged }
        bytes.removeLast()
        return bytes
    }
}
