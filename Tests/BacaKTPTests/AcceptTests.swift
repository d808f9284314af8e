import CommandLineTool
import Raster
import Testing

@Suite("Accepted formats")
struct AcceptTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws { folder = try TemporaryFolder() }

    @Test("all formats are read unless a list says otherwise")
    func lists() async throws {
        let path = try folder.write("a.jpg", "SITI")
        #expect(await fake.run("read", path) == 0)
        #expect(fake.accepted == Set(ImageFormat.allCases))
        #expect(await fake.run("read", path, "--accept", "jpeg, PDF") == 0)
        #expect(fake.accepted == [.jpeg, .pdf])
        var surroundings = fake.surroundings()
        surroundings.environment["BACAKTP_ACCEPT"] = "heic"
        #expect(await BacaKTPCommand.run(["read", path], in: surroundings) == 0)
        #expect(fake.accepted == [.heic])
        #expect(await BacaKTPCommand.run(["read", path, "--accept", "png"], in: surroundings) == 0)
        #expect(fake.accepted == [.png])
    }

    @Test("unknown formats are wrong usage", arguments: ["gif", "jpeg,,tiff", ",", "jpg"])
    func unknown(list: String) async throws {
        let path = try folder.write("a.jpg", "SITI")
        for command in [
            ["read", path], ["inspect", path, "--output", folder("o")], ["batch", path, "--output", "-"],
        ] {
            #expect(await BacaKTPCommand.run(command + ["--accept", list], in: fake.surroundings()) == 64)
        }
        #expect(fake.reads.isEmpty)
        #expect(fake.error.contains("jpeg, png, webp, heic, pdf"))
    }

    @Test("batch finds the files whose formats are accepted")
    func batch() async throws {
        for name in ["a.jpg", "b.heic", "c.HEIF", "d.pdf", "e.webp", "f.tiff"] { try folder.write("in/" + name, name) }
        #expect(await fake.run("batch", folder("in"), "--output", folder("all.jsonl")) == 0)
        #expect(fake.reads.sorted() == ["a.jpg", "b.heic", "c.HEIF", "d.pdf", "e.webp"])
        #expect(await fake.run("batch", folder("in"), "--output", folder("some.jsonl"), "--accept", "jpeg,pdf") == 0)
        #expect(fake.reads.dropFirst(5).sorted() == ["a.jpg", "d.pdf"])
        #expect(fake.accepted == [.jpeg, .pdf])
    }
}
