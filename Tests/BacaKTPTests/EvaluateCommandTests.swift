import Testing

@Suite("bacaktp evaluate")
struct EvaluateCommandTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("a.jpg", "SITI")
        try folder.write("b.jpg", "S1TI")
        try folder.write("c.jpg", "dog")
        try folder.write(
            "labels.json",
            """
            {"a.jpg": {"profile": "scan", "data": {"nama": "SITI", "tgl_terbit": null}},
             "b.jpg": {"profile": "phone", "data": {"nama": "SITI", "gol_darah": "O", "tgl_terbit": "04-10-2016"}},
             "c.jpg": {"profile": "phone", "data": {"nama": "BUDI"}}, "d.jpg": {"profile": "hard"}}
            """)
    }

    @Test("tables tell fields, whole cards, calibration, time, confusions and the worst pictures")
    func tables() async throws {
        #expect(await fake.run("evaluate", folder.path, "--jobs", "1") == 0)
        let text = fake.output.replacing(#/(wall|CPU) +.*/#) { $0.output.1 }
        try expectGolden(text, "evaluate.txt")
    }

    @Test("JSON is for machines, and a limit spreads over the set")
    func json() async {
        #expect(await fake.run("evaluate", folder.path, "--json", "--limit", "2") == 0)
        #expect(fake.output.hasPrefix("{\n  \"pictures\": 2,\n"))
        #expect(fake.reads.sorted() == ["SITI", "dog"])
    }

    @Test("labels that are missing are 66, and other files are 65")
    func labels() async throws {
        #expect(await fake.run("evaluate", folder("none")) == 66)
        for content in ["{", "{}", "[]"] {
            try folder.write("bad/labels.json", content)
            #expect(await fake.run("evaluate", folder("bad")) == 65)
        }
    }
}
