import CommandLineTool
import Foundation
import Testing

@Suite("Inputs of batch")
struct InputCollectorTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func collect(_ inputs: String...) throws -> [String] {
        try InputCollector.collect(inputs.map { folder($0) }).map { $0.file.replacing(folder.path + "/", with: "") }
    }

    private func touch(_ names: String...) throws { for name in names { try folder.write(name, name) } }

    @Test("a folder gives the pictures in it and below, hidden files and others left out")
    func tree() throws {
        try touch(
            "f/b.JPG", "f/a.jpeg", "f/sub/c.png", "f/sub/deep/d.WebP", "f/.e.jpg", "f/.git/g.jpg", "f/labels.json",
            "f/notes.txt", "f/jpg")
        #expect(try collect("f") == ["f/a.jpeg", "f/b.JPG", "f/sub/c.png", "f/sub/deep/d.WebP"])
        #expect(try collect("f/").first == "f/a.jpeg")
    }

    @Test("links to folders are not followed, links to pictures are")
    func links() throws {
        try touch("f/a.jpg")
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder("f/loop"), withDestinationPath: folder("f"))
        try manager.createSymbolicLink(atPath: folder("f/b.jpg"), withDestinationPath: folder("f/a.jpg"))
        try manager.createSymbolicLink(atPath: folder("f/gone.jpg"), withDestinationPath: folder("none"))
        #expect(try collect("f") == ["f/a.jpg", "f/b.jpg"])
    }

    @Test("a picture found twice is read once")
    func twice() throws {
        try touch("f/a.jpg", "f/b.jpg")
        #expect(try collect("f/b.jpg", "f", "f/*.jpg") == ["f/b.jpg", "f/a.jpg"])
    }

    @Test(
        "patterns match names, folders and any depth",
        arguments: [
            ("f/*.jpg", ["f/a.jpg", "f/b.jpg"]), ("f/?.jpg", ["f/a.jpg", "f/b.jpg"]), ("f/[b-z].jpg", ["f/b.jpg"]),
            ("f/*/c.png", ["f/sub/c.png"]), ("f/**/*.png", ["f/sub/c.png", "f/sub/deep/d.png"]),
            ("**/a.jpg", ["f/a.jpg"]), ("f/sub*", ["f/sub/c.png", "f/sub/deep/d.png"]),
            ("f/*", ["f/a.jpg", "f/b.jpg", "f/sub/c.png", "f/sub/deep/d.png"]),
        ])
    func patterns(pattern: String, expected: [String]) throws {
        try touch("f/a.jpg", "f/b.jpg", "f/sub/c.png", "f/sub/deep/d.png", "f/.h.jpg", "f/labels.json")
        #expect(try collect(pattern) == expected)
    }

    @Test("a file whose name looks like a pattern is that file")
    func literal() throws {
        try touch("f/a[1].jpg", "f/a1.jpg")
        #expect(try collect("f/a[1].jpg") == ["f/a[1].jpg"])
    }

    @Test("a list names one path a line, relative to the list, with any line ends and none for missing files")
    func list() throws {
        try touch("lists/a.jpg")
        let absolute = try folder.write("f/b.bin", "b")
        try folder.write("lists/list.txt", "\u{FEFF}a.jpg\r\n\n\(absolute)\nmissing.jpg\n  \n")
        #expect(try collect("lists/list.txt") == ["lists/a.jpg", "f/b.bin", "missing.jpg"])
        let pictures = try InputCollector.collect([folder("lists/list.txt")])
        #expect(throws: PictureFailure(.notFound, "No such file or directory")) { try pictures[2].load() }
    }

    @Test("a picture that is named itself may have any ending")
    func anyEnding() throws {
        try touch("scan.img")
        #expect(try collect("scan.img") == ["scan.img"])
    }

    @Test(
        "an id is the file's name without its ending",
        arguments: [("a/b.c.jpg", "b.c"), ("x", "x"), ("a/.jpg", ".jpg")])
    func identifiers(file: String, id: String) {
        #expect(PictureSource(path: file).id == id)
    }
}
