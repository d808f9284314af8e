import CommandLineTool
import Foundation
import Testing

/// A folder of resources with a few regions.
func writeRegions(_ folder: TemporaryFolder) throws {
    try folder.write(
        "gazetteer/regions.tsv",
        """
        32\tJawa Barat
        32.04\tKabupaten Bandung
        32.04.05\tCileunyi
        32.17\tKabupaten Bandung Barat
        32.17.08\tCihampelas

        """)
    try folder.write("gazetteer/villages.tsv", "32.17.08.2001\tCihampelas\n32.17.08.2002\tMekarmukti\n")
}

@Suite("bacaktp nik and region")
struct LookUpTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws {
        folder = try TemporaryFolder()
        try writeRegions(folder)
    }

    @Test("a NIK tells its region, birth date, sex and checks")
    func nik() async throws {
        #expect(await fake.run("nik", "3204054101900001", "--resources", folder.path) == 0)
        try expectGolden(fake.output, "nik.json")
    }

    @Test("a NIK as a table")
    func nikTable() async throws {
        #expect(await fake.run("nik", "3204 0541 0190 0001", "1", "--format", "table", "--resources", folder.path) == 0)
        try expectGolden(fake.output, "nik.txt")
    }

    @Test("a NIK that cannot be right is a result with failed checks; several are an array")
    func invalid() async {
        #expect(await fake.run("nik", "320405410190000", "99040501019O0001", "--resources", folder.path) == 0)
        #expect(fake.output.hasPrefix("[\n  {\n    \"nik\": \"320405410190000\",\n    \"valid\": false,"))
        #expect(fake.output.components(separatedBy: "\"valid\": false").count == 3)
    }

    @Test(
        "a region by code and by name in its surroundings",
        arguments: [["32.17.08"], ["cihampelas,", "bandung barat"]])
    func region(query: [String]) async throws {
        let arguments = ["region"] + query + ["--limit", "1", "--resources", folder.path]
        #expect(await BacaKTPCommand.run(arguments, in: fake.surroundings()) == 0)
        try expectGolden(fake.output, "region.json")
    }

    @Test("regions as a table, best first")
    func regionTable() async throws {
        #expect(await fake.run("region", "cihampelas", "--format", "table", "--resources", folder.path) == 0)
        try expectGolden(fake.output, "region.txt")
    }

    @Test("nothing found is an empty array and 66, and a former code is named")
    func notFound() async {
        #expect(await fake.run("region", "zzzzzz", "--resources", folder.path) == 66)
        #expect(fake.output == "[]\n")
        #expect(fake.error == "bacaktp: zzzzzz: no such region\n")
        let second = FakeSurroundings()
        #expect(await second.run("region", "64.73", "--resources", folder.path) == 66)
        #expect(second.error == "bacaktp: 64.73: a former code of KOTA TARAKAN\n")
    }

    @Test("without regions both are 70")
    func missing() async {
        #expect(await fake.run("region", "32", "--resources", folder("gazetteer")) == 70)
        #expect(await fake.run("nik", "32", "--resources", folder("gazetteer")) == 70)
        #expect(fake.output.isEmpty)
    }
}
