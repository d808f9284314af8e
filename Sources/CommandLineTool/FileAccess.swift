import Foundation

/// Files through the system's own calls, so that every failure keeps its reason.
package enum FileAccess {
    /// The most bytes that one picture may have.
    package static let pictureBytes = 64 << 20

    /// The content of one picture file.
    ///
    /// - Throws: ``PictureFailure``: not found, a folder, more than `limit` bytes, or unreadable.
    package static func read(path: String, limit: Int = pictureBytes) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        return try read(descriptor: descriptor, limit: limit)
    }

    /// Everything up to the end of a file or pipe.
    package static func read(descriptor: Int32, limit: Int) throws -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(EISDIR) }
        guard status.st_size <= limit else { throw tooLarge(limit) }
        // A file comes in one piece, with a byte of room that shows its end; a pipe in many.
        let room = max(Int(status.st_size) + 1, 64 << 10)
        var bytes = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            repeat {
                let part = try read(
                    descriptor,
                    into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
                guard part > 0 else { return }
                count += part
            } while count < room
        }
        while bytes.count <= limit {
            guard bytes.count >= room, try append(from: descriptor, chunk: 64 << 10, to: &bytes) else { return bytes }
        }
        throw tooLarge(limit)
    }

    /// Reads at most `chunk` more bytes; false at the end.
    static func append(from descriptor: Int32, chunk: Int, to bytes: inout [UInt8]) throws -> Bool {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: chunk))
        var count = 0
        defer { bytes.removeLast(chunk - count) }
        count = try bytes.withUnsafeMutableBytes { buffer in
            try read(descriptor, into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
        }
        return count > 0
    }

    /// Reads what there is, as much as fits; 0 bytes at the end.
    private static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw failure(errno) }
        }
    }

    /// Writes all of `text`.
    ///
    /// - Throws: ``CommandFailure`` with the exit code for input and output.
    package static func write(_ text: String, to descriptor: Int32, name: String) throws {
        var text = text
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0), to: descriptor, name: name) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, name: String) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw CommandFailure(.inputOutput, name, reason(errno)) }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// Writes a file that nobody but its owner may read, over one of that name.
    ///
    /// - Throws: ``CommandFailure`` with the exit code for input and output.
    static func writePrivately(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure(.inputOutput, path, reason(errno)) }
        defer { close(descriptor) }
        // One that was there keeps its rights otherwise.
        guard fchmod(descriptor, 0o600) == 0 else { throw CommandFailure(.inputOutput, path, reason(errno)) }
        try bytes.withUnsafeBytes { try write($0, to: descriptor, name: path) }
    }

    /// Makes a folder that nobody but its owner may enter, and the folders above it; one that is there stays as it is.
    ///
    /// - Throws: ``CommandFailure`` with the exit code for input and output.
    static func makePrivateFolder(_ path: String) throws {
        guard Resources.makeFolder(path) else {
            throw CommandFailure(.inputOutput, path, "the folder cannot be made")
        }
    }

    /// What a path leads to.
    package enum Kind { case absent, file, folder }

    /// What a path leads to, links followed.
    package static func kind(_ path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .absent }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }

    /// Whether a path is a symbolic link.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// The names in a folder in byte order, `.` and `..` left out.
    ///
    /// - Throws: ``CommandFailure`` when the folder cannot be listed.
    package static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else {
            throw CommandFailure(errno == ENOENT ? .notFound : .inputOutput, folder, reason(errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The system's words for an error number.
    static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

    static func environment() -> [String: String] { ProcessInfo.processInfo.environment }

    static func executable() -> String? {
        realpath("/proc/self/exe", nil).map { pointer in
            defer { free(pointer) }
            return String(cString: pointer)
        }
    }

    private static func failure(_ number: Int32) -> PictureFailure {
        switch number {
        case ENOENT, ENOTDIR: PictureFailure(.notFound, reason(number))
        case EISDIR: PictureFailure(.imageUnreadable, "is a folder; use `bacaktp batch`")
        default: PictureFailure(.imageUnreadable, reason(number), status: .inputOutput)
        }
    }

    private static func tooLarge(_ limit: Int) -> PictureFailure {
        PictureFailure(.imageTooLarge, "has more than \(limit >> 20) MiB")
    }
}
