import Foundation
import Glibc

/// The one folder whose files a client may name.
///
/// A name is walked one component at a time from the folder's own descriptor, and no component may be a symbolic link
/// (`O_NOFOLLOW`); `..` goes back to a descriptor we already hold and never above the first. So no name leaves the
/// folder, also while somebody moves things in it. That is what `openat2` with `RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS`
/// promises, without a system call that glibc does not wrap.
///
/// Names are used as they are: nothing in them is decoded.
package struct UploadsFolder: Sendable {
    /// Why a name gives no bytes.
    package enum Fault: Error, Equatable {
        /// There is no such regular file inside the folder, for whatever reason.
        case notFound
        /// There is one, and it is longer than the limit.
        case tooLarge
    }

    /// Folders that a name may go down.
    private static let maximumDepth = 32

    private let path: String

    /// Takes a folder, making it and those above it when absent.
    ///
    /// - Throws: ``IOError`` when it cannot be made or is not a folder.
    package init(path: String) throws {
        self.path = path
        var parent = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/") {
            parent += component + "/"
            // Only this process' user and group may look in: these are pictures of identity cards.
            if mkdir(parent, 0o750) != 0, errno != EEXIST { throw IOError("mkdir", errno) }
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw IOError("open", errno) }
        close(folder)
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - name: The path of the file inside the folder, with `/` between components of at most 255 bytes.
    ///   - limit: The longest file to read, in bytes.
    /// - Returns: All of the file.
    /// - Throws: ``Fault``, or ``IOError`` when the system failed.
    package func read(_ name: String, limit: Int) throws -> [UInt8] {
        let file = try openFile(name)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw IOError("fstat", errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Fault.notFound }
        guard status.st_size <= limit else { throw Fault.tooLarge }
        // One byte more, to notice a file that grows.
        let room = min(Int(status.st_size), limit) + 1
        let bytes = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            while count < room {
                let part = Glibc.read(file.number, buffer.baseAddress.map { $0 + count }, room - count)
                if part < 0, errno == EINTR { continue }
                guard part >= 0 else { throw IOError("read", errno) }
                guard part > 0 else { return }
                count += part
            }
        }
        guard bytes.count <= limit else { throw Fault.tooLarge }
        return bytes
    }

    private func openFile(_ name: String) throws -> Descriptor {
        guard !name.utf8.contains(0), !name.hasPrefix("/"), name.utf8.count < Int(PATH_MAX) else {
            throw Fault.notFound
        }
        let components = name.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = components.last, !["", ".", ".."].contains(last) else { throw Fault.notFound }

        // The folders from the root down to where the walk stands.
        var folders = [try Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open")]
        for component in components.dropLast() where component != "" && component != "." {
            if component == ".." {
                folders.removeLast()
            } else if let folder = folders.last, folders.count <= Self.maximumDepth {
                let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
                folders.append(try Descriptor(openat(folder.number, String(component), flags), "openat"))
            } else {
                throw Fault.notFound
            }
            guard !folders.isEmpty else { throw Fault.notFound }
        }
        guard let folder = folders.last else { throw Fault.notFound }
        // Without O_NONBLOCK a named pipe would keep us waiting for its writer.
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        return try Descriptor(openat(folder.number, String(last), flags), "openat")
    }
}

extension UploadsFolder {
    /// A failure of the system that is nobody's name's fault.
    struct IOError: Error, CustomStringConvertible {
        private let call: String
        private let code: Int32

        init(_ call: String, _ code: Int32) {
            self.call = call
            self.code = code
        }

        /// The call and the system's text; never a name.
        var description: String { "\(call): \(String(cString: strerror(code)))" }
    }

    /// An open file descriptor, closed with its last reference.
    private final class Descriptor {
        let number: Int32

        /// Takes what an opening call returns.
        ///
        /// - Throws: ``Fault/notFound`` when the call failed because of what was to be opened, ``IOError`` when the
        ///   system is at fault.
        init(_ opened: @autoclosure () -> Int32, _ call: String) throws {
            let number = opened()
            let code = errno
            guard number < 0 else {
                self.number = number
                return
            }
            switch code {
            case EMFILE, ENFILE, ENOMEM, EIO, EINTR: throw IOError(call, code)
            default: throw Fault.notFound
            }
        }

        deinit { close(number) }
    }
}
