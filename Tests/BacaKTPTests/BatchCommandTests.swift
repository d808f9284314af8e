import CommandLineTool
import Foundation
import KTPReading
import Testing

@Suite("bacaktp batch")
struct BatchCommandTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws { folder = try TemporaryFolder() }

    private func writeCards(_ count: Int) throws {
        for index in 0..<count { try folder.write("cards/\(index).jpg", "NAMA \(index)") }
    }

    /// The `file` of each line, in order of name.
    private func files(_ name: String) throws -> [String] {
        try folder.lines(name).map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return try #require(object?["file"] as? String).replacing(folder.path + "/", with: "")
        }.sorted()
    }

    @Test("a folder becomes one line a picture, exit 0")
    func folderOfCards() async throws {
        try folder.write("cards/a.jpg", "SITI")
        let code = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"))
        #expect(code == 0)
        #expect(fake.output.isEmpty)
        #expect(fake.error.isEmpty)
        try expectGolden(
            withoutTimes(try folder.text("out.jsonl")).replacing(folder.path + "/", with: ""), "batch.jsonl")
    }

    @Test("a picture that cannot be read is a line with an error, the run goes on, exit 1")
    func failures() async throws {
        try writeCards(2)
        try folder.write("cards/x.jpg", "corrupt")
        let code = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"), "--jobs", "1")
        #expect(code == 1)
        #expect(fake.error == "bacaktp: 3 read, 1 failed\n")
        let line = withoutTimes(try folder.lines("out.jsonl")[2])
        #expect(
            line.hasSuffix(
                #""data":null,"status":"reject","ms":0,"error":{"code":"image_unreadable","message":"cut off"}}"#))
    }

    @Test("every card in a picture gets its line, and resuming reads no picture again")
    func everyCard() async throws {
        try folder.write("cards/a.jpg", "SITI+BUDI")
        try folder.write("cards/b.jpg", "AYU")
        let arguments = ["batch", folder("cards"), "--every-card", "--output", folder("out.jsonl"), "--jobs", "1"]
        #expect(await fake.run(arguments) == 0)
        let ids = try folder.lines("out.jsonl").map { String($0.prefix { $0 != "," }) }
        #expect(ids == [##"{"id":"a#1""##, ##"{"id":"a#2""##, ##"{"id":"b""##])
        #expect(await fake.run(arguments + ["--resume"]) == 0)
        #expect(fake.reads == ["SITI", "BUDI", "AYU"])
    }

    @Test("details add the rest of the reading after the line's own members")
    func details() async throws {
        try writeCards(1)
        let code = await fake.run("batch", folder("cards"), "--details", "-o", folder("out.jsonl"))
        #expect(code == 0)
        let line = try folder.text("out.jsonl")
        #expect(line.contains(#""error":null,"reasons":["tgl_terbit.missing"],"fields":{"nik":{"value":"#))
        #expect(line.components(separatedBy: #""status":"#).count == 2)
    }

    @Test("every picture is read once, whatever the number of jobs", arguments: ["1", "2", "7"])
    func jobs(jobs: String) async throws {
        try writeCards(40)
        let code = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"), "--jobs", jobs)
        #expect(code == 0)
        #expect(Set(fake.reads).count == 40)
        #expect(fake.reads.count == 40)
        #expect(Set(try files("out.jsonl")).count == 40)
        #expect(fake.configuration?.concurrency == Int(jobs))
    }

    @Test("resuming cuts a torn line off and reads only what is missing", arguments: [0, 1, 30, 300])
    func resume(tornBytes: Int) async throws {
        try writeCards(6)
        _ = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"))
        let lines = try folder.text("out.jsonl").split(separator: "\n", omittingEmptySubsequences: true)
        try folder.write("out.jsonl", lines[..<3].map { $0 + "\n" }.joined() + lines[3].prefix(tornBytes))
        let again = FakeSurroundings()
        let code = await again.run("batch", folder("cards"), "--output", folder("out.jsonl"), "--resume")
        #expect(code == 0)
        #expect(again.reads.count == 3)
        #expect(try files("out.jsonl") == (0..<6).map { "cards/\($0).jpg" })
        #expect(try folder.text("out.jsonl").hasPrefix(lines[..<3].joined(separator: "\n")))
    }

    @Test("resuming a finished run reads nothing, and remembers that pictures failed")
    func resumeFinished() async throws {
        try writeCards(2)
        try folder.write("cards/x.jpg", "dog")
        _ = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"))
        let before = try folder.text("out.jsonl")
        let again = FakeSurroundings()
        #expect(await again.run("batch", folder("cards"), "--output", folder("out.jsonl"), "--resume") == 1)
        #expect(again.reads.isEmpty)
        #expect(again.configuration == nil)
        #expect(try folder.text("out.jsonl") == before)
    }

    @Test("without --resume an older output is replaced")
    func replaced() async throws {
        try writeCards(1)
        try folder.write("out.jsonl", String(repeating: "older\n", count: 100))
        #expect(await fake.run("batch", folder("cards"), "--output", folder("out.jsonl")) == 0)
        #expect(try files("out.jsonl") == ["cards/0.jpg"])
    }

    @Test(
        "a file that is not ours is not resumed and stays as it is", arguments: ["notes\n", "notes", "{}\n", "[1]\n"])
    func foreign(content: String) async throws {
        try writeCards(1)
        try folder.write("out.jsonl", content)
        #expect(await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"), "--resume") == 74)
        #expect(try folder.text("out.jsonl") == content)
    }

    @Test("CSV has its header once, also when resumed after a torn row")
    func csv() async throws {
        try folder.write("cards/0.jpg", "SITI\nAISYAH")
        try folder.write("cards/=1,\"x\".jpg", "NAMA 1")
        try folder.write("cards/2.jpg", "dog")
        _ = await fake.run("batch", folder("cards"), "--output", folder("out.csv"), "--jobs", "1")
        let whole = try folder.text("out.csv")
        for cut in [whole.count - 1, whole.count - 40, whole.count / 2, 20, 0] {
            try folder.write("out.csv", String(whole.prefix(cut)))
            let code = await FakeSurroundings().run(
                "batch", folder("cards"), "--output", folder("out.csv"), "--jobs", "1", "--resume")
            #expect(code == 1)
            #expect(withoutTimes(try folder.text("out.csv")) == withoutTimes(whole))
        }
        #expect(await fake.run("batch", folder("cards"), "-o", folder("out.csv"), "--resume", "--details") == 74)
        func withoutTimes(_ text: String) -> String { text.replacing(#/(review|reject),[0-9.]+/#, with: "") }
    }

    @Test("standard output takes the lines too")
    func standardOutput() async throws {
        try writeCards(3)
        #expect(await fake.run("batch", folder("cards"), "--output", "-") == 0)
        #expect(fake.output.split(separator: "\n").count == 3)
    }

    @Test("Ctrl-C finishes what was begun, says how to go on and exits with 130")
    func interruption() async throws {
        try writeCards(20)
        let fake = FakeSurroundings(interruptedAfter: 5)
        let code = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"), "--jobs", "1")
        #expect(code == 130)
        #expect(try folder.lines("out.jsonl").count == 5)
        #expect(fake.error == "bacaktp: 5 read, 15 left; --resume goes on\n")
        #expect(await FakeSurroundings().run("batch", folder("cards"), "-o", folder("out.jsonl"), "--resume") == 0)
        #expect(try files("out.jsonl").count == 20)
    }

    @Test("an output that cannot be written is 74", arguments: ["none/out.jsonl", "cards"])
    func unwritable(name: String) async throws {
        try writeCards(1)
        #expect(await fake.run("batch", folder("cards"), "--output", folder(name)) == 74)
    }

    @Test("a full disk ends the run with 74")
    func fullDisk() async throws {
        try writeCards(3)
        #expect(await fake.run("batch", folder("cards"), "--output", "/dev/full") == 74)
        #expect(fake.error == "bacaktp: /dev/full: No space left on device\n")
    }

    @Test("inputs that are missing or hold no picture are 66")
    func missing() async throws {
        try folder.write("cards/notes.md", "x")
        for input in ["none", "none*.jpg", "cards"] {
            #expect(await fake.run("batch", folder(input), "--output", folder("out.jsonl")) == 66)
        }
        #expect(!FileManager.default.fileExists(atPath: folder("out.jsonl")))
    }

    @Test("an output made here is for its owner alone")
    func permissions() async throws {
        try writeCards(1)
        _ = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder("out.jsonl"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("a second run on the same output is told to wait")
    func locked() async throws {
        try writeCards(1)
        let first = try BatchOutput(path: folder("out.jsonl"), format: .jsonl, details: false, isResumed: false)
        #expect(await fake.run("batch", folder("cards"), "--output", folder("out.jsonl")) == 75)
        withExtendedLifetime(first) {}
    }

    @Test("progress is shown on a terminal only")
    func progress() async throws {
        try writeCards(2)
        _ = await fake.run("batch", folder("cards"), "--output", folder("out.jsonl"), isTerminal: true)
        #expect(fake.error.hasPrefix("\r1 of 2, 50 %, "))
        #expect(fake.error.hasSuffix("\r\u{1B}[Kbacaktp: 2 read\n"))
    }
}
