import Foundation
import Gazetteer
import Testing

@Suite("Loading the lists") struct LoadingTests {
    /// A folder with the two files given, removed at the end.
    private func withFolder(regions: String?, villages: String?, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gazetteer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try regions?.write(to: folder.appending(path: "regions.tsv"), atomically: true, encoding: .utf8)
        try villages?.write(to: folder.appending(path: "villages.tsv"), atomically: true, encoding: .utf8)
        try body(folder.path)
    }

    private static let regions = "11\tAceh\n11.01\tKabupaten Utama\n11.01.01\tKota Lama\n"
    private static let villages = "11.01.01.2001\tDu’en\n11.01.01.2002\tSuka Maju"

    @Test("two small lists load, with or without a last line feed")
    func small() throws {
        try withFolder(regions: Self.regions, villages: Self.villages) { folder in
            let gazetteer = try Gazetteer(directory: folder)
            try gazetteer.loadVillages()
            #expect(Region.Level.allCases.map { gazetteer.count(of: $0) } == [1, 1, 1, 2])
            let village = try #require(gazetteer.region(code: "11.01.01.2001"))
            #expect(village.name == "Du’en")
            #expect(village.printedForms == ["DU'EN"])
        }
    }

    @Test("a missing file is told at once", arguments: [(nil, villages), (regions, nil)] as [(String?, String?)])
    func missing(regions: String?, villages: String?) throws {
        try withFolder(regions: regions, villages: villages) { folder in
            let error = #expect(throws: GazetteerError.self) { try Gazetteer(directory: folder) }
            #expect(error?.code == .missing)
        }
    }

    @Test(
        "a malformed list throws, and names the line",
        arguments: [
            ("", "empty"), ("11 Aceh\n", "line 1"), ("11\tAceh\n11.01\n", "line 2"), ("11\tAceh\n1.1\tX\n", "line 2"),
            ("11\tAceh\n11.01\tX\n11.01.01\tY\n11.02\tZ\n11.01\tX\n", "line 5"), ("01\tX\n", "line 1"),
            ("11\t\n", "line 1"),
            ("11\tAceh\n", "lacks"), ("11.01.01.20011\tX\n", "line 1"), ("\n", "line 1"),
        ])
    func malformed(regions: String, part: String) throws {
        try withFolder(regions: regions, villages: Self.villages) { folder in
            let error = #expect(throws: GazetteerError.self) { try Gazetteer(directory: folder) }
            #expect(error?.code == .malformed)
            #expect(error?.message.contains(part) == true, "\(String(describing: error))")
        }
    }

    @Test("a malformed list of villages throws when asked, and leaves the rest working")
    func malformedVillages() throws {
        try withFolder(regions: Self.regions, villages: "11.01.01.2001 X") { folder in
            let gazetteer = try Gazetteer(directory: folder)
            for _ in 0..<2 {
                let error = #expect(throws: GazetteerError.self) { try gazetteer.loadVillages() }
                #expect(error?.code == .malformed)
            }
            #expect(gazetteer.candidates(for: "X", level: .village).isEmpty)
            #expect(gazetteer.region(code: "11.01")?.name == "Kabupaten Utama")
        }
    }

    @Test("many threads may ask for the first village together", .enabled(if: Lists.areThere))
    func threads() throws {
        let gazetteer = try Gazetteer(directory: Lists.directory)
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            #expect(gazetteer.count(of: .village) == 83_762)
        }
    }
}
