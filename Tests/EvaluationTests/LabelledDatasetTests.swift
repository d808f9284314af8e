import Evaluation
import KTPReading
import Raster
import Testing

@Suite("Labelled data sets")
struct LabelledDatasetTests {
    private func load(_ json: String) throws -> LabelledDataset {
        try LabelledDataset(folder: "set", labels: Array(json.utf8))
    }

    @Test("values inside and outside alamat are read, unknown members passed over, pictures ordered by file")
    func values() throws {
        let dataset = try load(
            """
            {"b.jpg": {"profile": "phone", "seed": 7, "data": {"nik": "1", "alamat": {"rt_rw": "001/002", "x": 3}}},
             "a.jpg": {"profile": "scan", "data": {"gol_darah": null, "agama": ""}}}
            """)
        #expect(dataset.pictures.map(\.file) == ["a.jpg", "b.jpg"])
        #expect(dataset.pictures[0].truth == [.bloodType: .blank, .religion: .blank])
        #expect(dataset.pictures[1].truth == [.nik: .printed("1"), .rtRW: .printed("001/002")])
        #expect(dataset.pictures[1].profile == "phone")
    }

    @Test("degradations, corners and the lines of values are read; labels are none, and bad outlines are left out")
    func extras() throws {
        let quad = "[[1, 2], [3, 2], [3, 4], [1, 4]]"
        let picture = try #require(
            try load(
                """
                {"a.jpg": {"degradations": ["glare"], "card": \(quad), "lines": [
                    {"key": "nik", "text": "12", "quad": \(quad)}, {"key": "alamat.name", "text": "JL. A", "quad": \(quad)},
                    {"key": "label", "text": "NIK", "quad": \(quad)}, {"key": "nama", "text": "B", "quad": [[1, 2]]}]}}
                """
            ).pictures.first)
        let expected = Quad(x: 1, y: 2, width: 2, height: 2)
        #expect(picture.degradations == ["glare"])
        #expect(picture.card == expected)
        #expect(picture.lines.map(\.text) == ["12", "JL. A"])
        #expect(picture.lines.map(\.isNIK) == [true, false])
        #expect(picture.lines.allSatisfy { $0.quad == expected })
    }

    @Test("a picture without data shows no card", arguments: [#"{"a.jpg": {}}"#, #"{"a.jpg": {"data": null}}"#])
    func noCard(json: String) throws {
        let picture = try #require(try load(json).pictures.first)
        #expect(picture.truth == nil)
        #expect(picture.profile == "other")
    }

    @Test("alamat that is null holds no labels")
    func nullAddress() throws {
        let picture = try #require(try load(#"{"a.jpg": {"data": {"alamat": null, "nama": "SITI"}}}"#).pictures.first)
        #expect(picture.truth == [.name: .printed("SITI")])
    }

    @Test(
        "other JSON is refused", arguments: ["", "[]", #"{"a.jpg": 1}"#, #"{"a.jpg": {"data": {"nik": 1}}}"#, "{"])
    func refused(json: String) {
        #expect(throws: (any Error).self) { try load(json) }
    }

    @Test("a limit takes pictures at even distances")
    func limit() {
        let pictures = (0..<9).map { LabelledDataset.Picture(file: "\($0)", profile: "scan", truth: nil) }
        let dataset = LabelledDataset(folder: "set", pictures: pictures)
        #expect(dataset.limited(to: 3).pictures.map(\.file) == ["0", "3", "6"])
        #expect(dataset.limited(to: 20).pictures.count == 9)
    }
}
