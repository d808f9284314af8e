#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lines `code<TAB>name` of a file, sorted by code.
struct RegionFile: Sendable {
    /// One line; the name is a stretch of the file's bytes.
    struct Line {
        var code: RegionCode
        var start: UInt32
        var length: UInt16
    }

    /// The file.
    let bytes: [UInt8]
    /// Its lines.
    let lines: [Line]

    /// Parses a file's content.
    ///
    /// - Throws: ``GazetteerError`` `malformed` at the first line that is not a code, a tab and a name, or whose code
    ///   does not come after the one before (within its level).
    init(_ bytes: [UInt8], named file: String) throws(GazetteerError) {
        self.bytes = bytes
        var lines: [Line] = []
        lines.reserveCapacity(bytes.count / 24)
        let fault = bytes.withUnsafeBufferPointer { Self.parse($0, into: &lines) }
        if let fault { throw GazetteerError(.malformed, "\(file), line \(lines.count + 1): \(fault)") }
        guard !lines.isEmpty else { throw GazetteerError(.malformed, "\(file) is empty") }
        self.lines = lines
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, into lines: inout [Line]) -> String? {
        var newest = [UInt64](repeating: 0, count: Region.Level.allCases.count)
        var start = 0
        while start < bytes.count {
            var tab = start
            while tab < bytes.count, bytes[tab] != 9, bytes[tab] != 10 { tab += 1 }
            guard tab < bytes.count, bytes[tab] == 9 else { return "no tab" }
            guard let code = RegionCode(bytes[start..<tab]) else { return "not a code" }
            var end = tab + 1
            while end < bytes.count, bytes[end] != 10 { end += 1 }
            guard end > tab + 1, end - tab <= 200 else { return "no name, or one too long" }
            guard code.number > newest[code.level.rawValue] else { return "codes out of order" }
            newest[code.level.rawValue] = code.number
            lines.append(Line(code: code, start: UInt32(tab + 1), length: UInt16(end - tab - 1)))
            start = end + 1
        }
        return nil
    }

    /// The largest file that we take for one of ours.
    static let largestBytes = 32 << 20

    /// Reads a file whole.
    ///
    /// - Throws: ``GazetteerError`` `missing` when it cannot be read.
    static func contents(of path: String) throws(GazetteerError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw GazetteerError(.missing, "cannot open \(path); run `make setup`") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size >= 0, Int(status.st_size) <= largestBytes else {
            throw GazetteerError(.missing, "\(path) is no plain file of a fitting size")
        }
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                guard got > 0 else { return }
                count += got
            }
        }
        guard bytes.count == size else { throw GazetteerError(.missing, "cannot read \(path)") }
        return bytes
    }
}

extension RegionFile {
    private init() {
        bytes = []
        lines = []
    }

    /// No lines at all.
    static let empty = RegionFile()
}
