import CommandLineTool
import Inference
import KTPReading
import Raster
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws { folder = try TemporaryFolder() }

    @Test(
        "every error of a lower layer has a code and an exit code",
        arguments: [
            (ImageError(.corrupt, "m") as any Error, "image_unreadable", 65),
            (ImageError(.unsupportedFormat, "m"), "unsupported_format", 65),
            (ImageError(.tooLarge, "m"), "image_too_large", 65),
            (ReadingError(.noCardFound, "m"), "card_not_found", 65), (ReadingError(.notAKTP, "m"), "not_a_ktp", 65),
            (ReadingError(.overloaded, "m"), "too_busy", 75), (ReadingError(.cancelled, "m"), "internal", 130),
            (ModelError(.missing, "m"), "internal", 70), (ModelError(.runFailed, "m"), "internal", 70),
        ] as [(any Error, String, Int32)])
    func mapping(error: any Error, code: String, status: Int32) {
        let failure = PictureFailure(error)
        #expect(failure.code.rawValue == code)
        #expect(failure.status.rawValue == status)
        #expect(failure.message == "m")
    }

    @Test("an error that nobody knows is internal and says only its type")
    func unknown() {
        struct Surprise: Error { var name = "BUDI" }
        let failure = PictureFailure(Surprise())
        #expect(failure == PictureFailure(.internalError, "an unexpected Surprise"))
        #expect(failure.status == .internalError)
    }

    @Test(
        "the one picture given decides the exit code",
        arguments: [("corrupt", 65), ("large", 65), ("text", 65), ("dog", 65), ("sim", 65)] as [(String, Int32)])
    func one(content: String, expected: Int32) async throws {
        let path = try folder.write("a.jpg", content)
        let code = await fake.run("read", path)
        #expect(code == expected)
        #expect(fake.output.isEmpty)
        #expect(fake.error.hasPrefix("bacaktp: \(path): "))
        #expect(fake.error.split(separator: "\n").count == 1)
    }

    @Test("a missing picture is 66 and told before the networks are loaded")
    func missing() async {
        let code = await fake.run("read", folder("none.jpg"))
        #expect(code == 66)
        #expect(fake.error == "bacaktp: \(folder("none.jpg")): no such file\n")
        #expect(fake.configuration == nil)
    }

    @Test("a folder is not a picture")
    func folderAsPicture() async {
        let code = await fake.run("read", folder.path)
        #expect(code == 65)
        #expect(fake.error.contains("use `bacaktp batch`"))
    }

    @Test(
        "wrong usage is 64",
        arguments: [
            ["read"], ["read", "-", "-"], ["read", "--format", "xml", "a.jpg"], ["batch", "a"], ["sing"],
            ["batch", "a", "--output", "-", "--resume"], ["batch", "a", "--output", "b", "--jobs", "0"],
            ["evaluate", "a", "--limit", "0"],
        ])
    func usage(arguments: [String]) async {
        let code = await BacaKTPCommand.run(arguments, in: fake.surroundings())
        #expect(code == 64)
        #expect(fake.output.isEmpty)
        #expect(fake.error.contains("Usage: bacaktp"))
    }

    @Test("help and version are results")
    func help() async {
        #expect(await fake.run("--version") == 0)
        #expect(fake.output == version + "\n")
        #expect(await fake.run("batch", "--help") == 0)
        #expect(fake.error.isEmpty)
    }

    @Test("a resources folder that does not exist is 66, none at all is 70")
    func resources() async throws {
        let path = try folder.write("a.jpg", "SITI")
        #expect(await fake.run("read", path, "--resources", folder("none")) == 66)
        var surroundings = fake.surroundings()
        surroundings.environment = [:]
        #expect(await BacaKTPCommand.run(["read", path], in: surroundings) == 70)
        #expect(fake.error.contains("run `make setup`"))
    }

    @Test("networks that do not load are 70")
    func models() async throws {
        var surroundings = fake.surroundings()
        surroundings.makeReader = { _, _ in throw ModelError(.missing, "the network is missing") }
        #expect(await BacaKTPCommand.run(["read", try folder.write("a.jpg", "SITI")], in: surroundings) == 70)
        #expect(fake.error == "bacaktp: the network is missing\n")
    }

    @Test("a message stays one line whatever the file is called")
    func oneLine() {
        let failure = CommandFailure(.notFound, "a\nb\u{1B}[2J", "no such file")
        #expect(failure.description == "bacaktp: a b [2J: no such file")
    }
}
