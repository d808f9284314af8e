import CommandLineTool
import Glibc
import Testing

@Suite("reading files and pipes")
struct FileAccessTests {
    /// What comes of a pipe that holds so many bytes.
    private static func pipe(_ count: Int, limit: Int) throws -> [UInt8] {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        defer { close(ends[0]) }
        // Bytes that a pipe takes without a reader.
        let bytes = [UInt8](repeating: 7, count: count)
        try #require(bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, count) } == count)
        close(ends[1])
        return try FileAccess.read(descriptor: ends[0], limit: limit)
    }

    @Test("a pipe gives all that it holds, up to the limit", arguments: [0, 1, 999, 1000])
    func pipe(count: Int) throws {
        #expect(try Self.pipe(count, limit: 1000) == [UInt8](repeating: 7, count: count))
    }

    @Test("a pipe that holds more is refused", arguments: [1001, 60_000])
    func limit(count: Int) {
        #expect(throws: PictureFailure.self) { try Self.pipe(count, limit: 1000) }
    }

    @Test("a file of any length is read whole", arguments: [0, 5, 65_535, 65_536, 200_001])
    func file(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var path = Array("/tmp/bacaktp-file-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        try #require(descriptor >= 0)
        defer {
            close(descriptor)
            unlink(path)
        }
        try #require(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, count) } == count)
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #expect(try FileAccess.read(path: name) == bytes)
        #expect(try FileAccess.read(path: name, limit: count) == bytes)
        guard count > 0 else { return }
        #expect(throws: PictureFailure.self) { try FileAccess.read(path: name, limit: count - 1) }
    }
}
