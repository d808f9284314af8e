import CommandLineTool
import Testing

@Suite("ZIP inputs")
struct ZIPArchiveTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func archive(_ build: (inout ZIPWriter) -> Void) throws -> String {
        var writer = ZIPWriter()
        build(&writer)
        return try folder.write("cards.zip", writer.archive)
    }

    @Test("pictures are read straight from the archive, other entries passed over")
    func pictures() throws {
        let path = try archive {
            $0.add("a.jpg", "SITI")
            $0.add("sub/", "")
            $0.add("sub/b.PNG", "BUDI")
            $0.add("labels.json", "{}")
            $0.add("__MACOSX/a.jpg", "x")
            $0.add("sub/._b.png", "x")
        }
        let pictures = try InputCollector.collect([path])
        #expect(pictures.map(\.file) == [path + "/a.jpg", path + "/sub/b.PNG"])
        #expect(pictures.map(\.id) == ["a", "b"])
        #expect(try pictures.map { String(decoding: try $0.load(), as: UTF8.self) } == ["SITI", "BUDI"])
    }

    @Test("an archive is known by its content, not its name, and by patterns too")
    func sniffed() throws {
        var writer = ZIPWriter()
        writer.add("a.jpg", "SITI")
        let path = try folder.write("upload", writer.archive)
        #expect(try InputCollector.collect([path]).map(\.file) == [path + "/a.jpg"])
        #expect(try InputCollector.collect([folder("upl*")]).map(\.file) == [path + "/a.jpg"])
    }

    @Test("bad entries are lines with an error, the good ones are read")
    func badEntries() async throws {
        let path = try archive {
            $0.add("good.jpg", "SITI")
            $0.add("locked.jpg", "BUDI", fault: .encrypted)
            $0.add("torn.jpg", "BUDI", fault: .damaged)
            $0.add("short.jpg", "BUDI", fault: .declaresMore(9))
        }
        let fake = FakeSurroundings()
        #expect(await fake.run("batch", path, "--output", folder("out.jsonl"), "--jobs", "2") == 1)
        let lines = try folder.lines("out.jsonl")
        #expect(lines.count == 4)
        #expect(lines.count { $0.contains(#""code":"image_unreadable""#) } == 3)
        #expect(lines.contains { $0.contains("is encrypted in its archive") })
        #expect(fake.reads == ["SITI"])
    }

    @Test("an entry that unpacks to too much is an error of its own")
    func largeEntry() throws {
        let path = try archive {
            $0.add("big.jpg", "x", fault: .declaresMore(ZIPArchive.Limits.entryBytes + 1))
            $0.add("filler.bin", String(repeating: "x", count: 700_000))
        }
        let picture = try #require(try InputCollector.collect([path]).first)
        #expect(throws: PictureFailure(.imageTooLarge, "has more than 64 MiB")) { try picture.load() }
    }

    @Test("an archive that unpacks to a hundred times its size is refused")
    func bomb() async throws {
        let path = try archive { $0.add("bomb.jpg", "x", fault: .declaresMore(1_000_000)) }
        let fake = FakeSurroundings()
        #expect(await fake.run("batch", path, "--output", folder("out.jsonl")) == 65)
        #expect(fake.error == "bacaktp: \(path): unpacks to more than 100 times its size\n")
    }

    @Test("an archive with too many entries is refused")
    func entries() async throws {
        let path = try archive { writer in
            for index in 0...ZIPArchive.Limits.entries { writer.add("\(index).jpg", "x") }
        }
        let fake = FakeSurroundings()
        #expect(await fake.run("batch", path, "--output", folder("out.jsonl")) == 65)
        #expect(fake.error.contains("has more than 10000 entries"))
    }

    @Test("a torn archive is refused, an empty one holds no pictures")
    func torn() async throws {
        let whole = try archive { $0.add("a.jpg", "SITI") }
        var writer = ZIPWriter()
        writer.add("a.jpg", "SITI")
        try folder.write("cards.zip", writer.archive.prefix(30))
        #expect(await FakeSurroundings().run("batch", whole, "--output", folder("out.jsonl")) == 65)
        let empty = try archive { _ in }
        #expect(await FakeSurroundings().run("batch", empty, "--output", folder("out.jsonl")) == 66)
    }

    @Test("several threads read one archive")
    func threads() async throws {
        let path = try archive { writer in for index in 0..<200 { writer.add("\(index).jpg", "NAMA \(index)") } }
        let fake = FakeSurroundings()
        #expect(await fake.run("batch", path, "--output", folder("out.jsonl"), "--jobs", "4") == 0)
        #expect(Set(fake.reads) == Set((0..<200).map { "NAMA \($0)" }))
    }
}
