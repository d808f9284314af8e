import Foundation
import Glibc
import HTTPTypes
import HummingbirdTesting
import KTPReading
import KTPServer
import Testing

@Suite("no name leaves the uploads folder")
struct TraversalTests {
    /// An uploads folder with links out of it and things in it that are not files, and a picture beside it.
    private static func prepare(_ server: TestServer) throws {
        let files = FileManager.default
        try server.put(try picture(), as: "inside.png")
        try server.put(try picture(), as: "folder/inside.png")
        let outside = server.folder.path + "/outside"
        try files.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try Data(try picture()).write(to: URL(fileURLWithPath: outside + "/secret.png"))
        try Data(try picture()).write(to: URL(fileURLWithPath: server.folder.path + "/secret.png"))
        func link(_ name: String, to target: String) throws {
            try files.createSymbolicLink(atPath: server.uploads + "/" + name, withDestinationPath: target)
        }
        try link("out.png", to: outside + "/secret.png")
        try link("out", to: outside)
        try link("relative.png", to: "../secret.png")
        try link("in.png", to: "inside.png")
        try link("in", to: "folder")
        try link("loop", to: "loop")
        try link("root", to: "/")
        try link("self", to: ".")
        #expect(mkfifo(server.uploads + "/fifo", 0o600) == 0)
        // Only root may make devices; elsewhere the name is simply not there.
        _ = mknod(server.uploads + "/zero", S_IFCHR | 0o600, 0x105)
    }

    @Test("every way out, and everything that is not a file, is not found under the name sent")
    func names() async throws {
        let server = TestServer()
        try await server.run { client in
            try Self.prepare(server)
            #expect(try await client.post(filename: "inside.png").status == .ok)
            let long = String(repeating: "a", count: 256)
            var names = [
                "../secret.png", "../outside/secret.png", "folder/../../secret.png", "../uploads/inside.png",
                "./../secret.png", "folder/../..//secret.png", "..", "../", ".", "./", "/", "//", "folder", "folder/",
                "inside.png/", "inside.png/.", "inside.png/..", "inside.png/../inside.png", "nope/../inside.png",
                server.uploads + "/inside.png", "/etc/passwd", "//etc/passwd", "/proc/self/environ", "/dev/zero",
                "out.png", "out/secret.png", "relative.png", "in.png", "in/inside.png", "loop", "loop/a",
                "self/inside.png",
                "root/etc/passwd", "root/proc/self/environ", "root/dev/zero", "fifo", "zero", "fifo/a",
                "inside.png\u{0}", "\u{0}inside.png", "../secret.png\u{0}.png", "inside.png\u{0}/../../secret.png",
                "%2e%2e/secret.png", "..%2fsecret.png", "%2e%2e%2fsecret.png", "..%252fsecret.png", "%69nside.png",
                "..\\secret.png", "..\\/secret.png", "file:inside.png", "file:///etc/passwd", "~/inside.png", "~",
                "．．/secret.png", "..\u{2215}secret.png", "..\u{FF0F}secret.png", "inside.png ", " inside.png",
                "INSIDE.PNG", long, long + "/inside.png", "folder/" + long,
                String(repeating: "folder/../", count: 500) + "inside.png.",
            ]
            names += (1...12).map { String(repeating: "../", count: $0) + "etc/passwd" }
            names.append(String(repeating: "a/", count: 3000) + "b")
            names.append(String(repeating: "x", count: 20_000))
            for name in names {
                let response = try await client.post(filename: name)
                #expect(response.status == .notFound, "\(name.prefix(80))")
                let start = #"{"status":404,"error":true,"message":"File not found: "#
                #expect(response.text.hasPrefix(start), "\(name.prefix(80))")
                #expect(response.text == start + String(Self.escaped(name)) + "\"}", "\(name.prefix(80))")
            }
        }
    }

    private static func escaped(_ name: String) -> Substring {
        JSONValue.string(name).serialized().dropFirst().dropLast()
    }

    @Test("a named pipe does not make the server wait", .timeLimit(.minutes(1)))
    func pipe() async throws {
        let server = TestServer()
        try await server.run { client in
            try Self.prepare(server)
            let start = ContinuousClock.now
            #expect(try await client.post(filename: "fifo").status == .notFound)
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test("a sparse file of ten gigabytes is refused by its size")
    func sparse() async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put([], as: "huge.jpg")
            #expect(truncate(server.uploads + "/huge.jpg", 10 << 30) == 0)
            let response = try await client.post(filename: "huge.jpg")
            #expect(response.text == OlderEndpointTests.noResult)
        }
    }

    @Test("names in bytes that Unicode would compose are told apart")
    func composition() async throws {
        let server = TestServer()
        try await server.run { client in
            try server.put(try picture(), as: "caf\u{E9}.png")
            #expect(try await client.post(filename: "caf\u{E9}.png").status == .ok)
            #expect(try await client.post(filename: "cafe\u{301}.png").status == .notFound)
        }
    }

    @Test("a name of the longest component that a file system takes is found")
    func longestName() async throws {
        let server = TestServer()
        try await server.run { client in
            let name = String(repeating: "a", count: 251) + ".png"
            try server.put(try picture(), as: name)
            #expect(try await client.post(filename: name).status == .ok)
        }
    }

    @Test("the uploads folder is made when absent, with the folders above it, and may go away and come back")
    func folderIsMade() async throws {
        let temporary = TemporaryFolder()
        let path = temporary.path + "/one/two/uploads"
        let folder = try UploadsFolder(path: path)
        var isFolder: ObjCBool = false
        #expect(FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue)
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: UploadsFolder.Fault.notFound) { try folder.read("a", limit: 10) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data([1, 2]).write(to: URL(fileURLWithPath: path + "/a"))
        #expect(try folder.read("a", limit: 10) == [1, 2])
        #expect(throws: UploadsFolder.Fault.tooLarge) { try folder.read("a", limit: 1) }
    }

    @Test("a file in the place of the uploads folder stops the server from starting")
    func folderIsAFile() throws {
        let folder = TemporaryFolder()
        try Data().write(to: URL(fileURLWithPath: folder.path + "/uploads"))
        #expect(throws: (any Error).self) { try UploadsFolder(path: folder.path + "/uploads") }
        #expect(throws: (any Error).self) { try UploadsFolder(path: folder.path + "/uploads/more") }
    }
}
