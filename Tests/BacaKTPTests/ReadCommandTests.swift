import Foundation
import Testing

@Suite("bacaktp read")
struct ReadCommandTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws { folder = try TemporaryFolder() }

    @Test("one picture prints its data")
    func one() async throws {
        let code = await fake.run("read", try folder.write("a.jpg", "BUDI SANTOSO"))
        #expect(code == 0)
        #expect(fake.error.isEmpty)
        try expectGolden(fake.output, "read.json")
    }

    @Test("one picture with details prints the reading")
    func details() async throws {
        let code = await fake.run("read", "--details", try folder.write("a.jpg", "BUDI SANTOSO"))
        #expect(code == 0)
        try expectGolden(fake.output, "read-details.json")
    }

    @Test("standard input is read as a picture")
    func standardInput() async {
        let code = await fake.run("read", "-", "--format", "jsonl", input: "SITI")
        #expect(code == 0)
        #expect(fake.output.hasPrefix(#"{"id":"-","file":"-","data":{"nik":"3201120101900001","nama":"SITI","#))
    }

    @Test("several pictures print an array of lines, the unreadable ones with an error, and exit with 1")
    func several() async throws {
        let (good, bad) = (try folder.write("a.b.jpg", "SITI"), try folder.write("c.jpg", "corrupt"))
        let code = await fake.run("read", good, bad)
        #expect(code == 1)
        #expect(fake.error == "bacaktp: \(bad): cut off\n")
        let output = fake.output.replacing(folder.path, with: "cards")
        try expectGolden(withoutTimes(output), "read-several.json")
    }

    @Test("every card in a picture is read, with its number after its id")
    func everyCard() async throws {
        let path = try folder.write("sheet.jpg", "SITI+BUDI+AYU")
        #expect(await fake.run("read", path, "--every-card", "--format", "jsonl") == 0)
        let lines = fake.output.split(separator: "\n")
        for (line, (number, name)) in zip(lines, [(1, "SITI"), (2, "BUDI"), (3, "AYU")]) {
            #expect(line.hasPrefix(##"{"id":"sheet#\##(number)","file":"\##(path)","data":{"##) && line.contains(name))
        }
        #expect(lines.count == 3 && fake.reads == ["SITI", "BUDI", "AYU"])
        let surest = FakeSurroundings()
        #expect(await surest.run("read", path, "--format", "jsonl") == 0)
        #expect(surest.reads == ["SITI"] && surest.output.hasPrefix(#"{"id":"sheet","#))
    }

    @Test("a picture of one card keeps its id, JSON is an array all the same, and standard input is read once")
    func everyCardOfOne() async throws {
        #expect(await fake.run("read", "-", "--every-card", input: "SITI") == 0)
        #expect(fake.output.hasPrefix("[\n  {\n    \"id\": \"-\","))
        let several = FakeSurroundings()
        #expect(await several.run("read", "-", "--every-card", "--format", "csv", input: "SITI+BUDI") == 0)
        #expect(several.output.split(separator: "\n").map { $0.prefix(3) } == ["id,", "'-#", "'-#"])
    }

    @Test("of several cards one that cannot be read is told, and the others are printed")
    func everyCardWithFailure() async throws {
        let path = try folder.write("sheet.jpg", "SITI+sim+AYU")
        #expect(await fake.run("read", path, "--every-card", "--format", "jsonl") == 1)
        #expect(fake.output.split(separator: "\n").count == 3)
        #expect(fake.output.contains(#""code":"not_a_ktp""#) && fake.error.contains("another card"))
    }

    @Test("pictures of every card have its number in their name")
    func everyCardsPictures() async throws {
        let path = try folder.write("sheet.jpg", "SITI+BUDI")
        #expect(await fake.run("read", path, "--every-card", "--mask", "--pictures", folder("cut")) == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder("cut")).sorted()
        #expect(names == ["sheet#1.masked.jpg", "sheet#2.masked.jpg"])
    }

    @Test("all of several pictures failing is still 1")
    func allFailing() async throws {
        let code = await fake.run("read", try folder.write("a.jpg", "dog"), folder("none.jpg"))
        #expect(code == 1)
        #expect(fake.output.contains(#""code": "not_found""#))
        #expect(fake.output.contains(#""code": "card_not_found""#))
    }

    @Test("CSV has a header and one row a picture")
    func csv() async throws {
        let (first, second) = (try folder.write("a.jpg", "=SUM(A1)"), try folder.write("b.jpg", "SITI, S.H."))
        let code = await fake.run("read", "--format", "csv", first, second)
        #expect(code == 0)
        try expectGolden(withoutCSVTimes(fake.output.replacing(folder.path, with: "cards")), "read.csv")
    }

    @Test("CSV with details adds columns for confidence")
    func csvDetails() async throws {
        let code = await fake.run("read", "--format", "csv", "--details", try folder.write("a.jpg", "SITI"))
        #expect(code == 0)
        try expectGolden(withoutCSVTimes(fake.output.replacing(folder.path, with: "cards")), "read-details.csv")
    }

    @Test("a table lines up, with details too", arguments: [false, true])
    func table(hasDetails: Bool) async throws {
        let path = try folder.write("a.jpg", "BUDI SANTOSO")
        let code =
            hasDetails
            ? await fake.run("read", "--format", "table", "--details", path)
            : await fake.run("read", "--format", "table", path)
        #expect(code == 0)
        let output = fake.output.replacing(folder.path, with: "cards")
        try expectGolden(output, hasDetails ? "read-details.txt" : "read.txt")
    }

    @Test("tables of several pictures are apart, and say why one failed")
    func tables() async throws {
        let code = await fake.run(
            "read", "--format", "table", try folder.write("a.jpg", "SITI"), try folder.write("b.jpg", "dog"))
        #expect(code == 1)
        #expect(
            fake.output.hasSuffix("\n\nFIELD   VALUE\nfile    \(folder("b.jpg"))\nstatus  reject\nerror   no text\n"))
    }

    @Test("a mask hides the holder in every format", arguments: ["json", "jsonl", "csv", "table"], [false, true])
    func mask(format: String, hasDetails: Bool) async throws {
        let path = try folder.write("a.jpg", "BUDI SANTOSO")
        let code = await fake.run("read", "--mask", hasDetails ? "--details" : "--mask", "--format", format, path)
        #expect(code == 0)
        for secret in ["32011201", "BUDI", "SANTOSO", "01-01", "07-01", "MERDEKA"] {
            #expect(!fake.output.contains(secret))
        }
        for kept in ["************0001", "B*** S***", "**-**-1990", "CIHAMPELAS"] {
            #expect(fake.output.contains(kept))
        }
    }

    @Test("pictures are written beside each other, for their owner alone")
    func pictures() async throws {
        try folder.write("cut/a.photo.jpg", "older")
        let (first, second) = (try folder.write("a.jpg", "SITI"), try folder.write("b.c.png", "BUDI"))
        let code = await fake.run("read", first, second, "--pictures", folder("cut"))
        #expect(code == 0)
        let names = ["a", "b.c"].flatMap { id in ["masked", "photo", "signature"].map { "\(id).\($0).jpg" } }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("cut")).sorted() == names)
        #expect(try folder.text("cut/a.photo.jpg") == "photo of SITI")
        #expect(try folder.text("cut/b.c.masked.jpg") == "masked of BUDI")
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder("cut/" + name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("with a mask only the masked picture is written, and no two pictures may share a name")
    func picturesWithMask() async throws {
        let (first, second) = (try folder.write("a.jpg", "SITI"), try folder.write("x/a.png", "BUDI"))
        #expect(await fake.run("read", first, "--mask", "--pictures", folder("new/cut")) == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("new/cut")) == ["a.masked.jpg"])
        #expect(await fake.run("read", first, second, "--pictures", folder("other")) == 64)
        #expect(await fake.run("read", first, "--pictures", first) == 74)
    }

    private func withoutCSVTimes(_ text: String) -> String {
        text.replacing(#/(accept|review|reject),[0-9.]+/#) { "\($0.output.1),0" }
    }
}
