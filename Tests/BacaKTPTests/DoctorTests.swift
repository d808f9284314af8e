import CommandLineTool
import Testing

@Suite("bacaktp doctor")
struct DoctorTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws { folder = try TemporaryFolder() }

    private func writeNetworks() throws {
        // The SHA-256 of `network`.
        let digest = "3009be769fb8f956e8413ee9f3e0836e34968bc40457d0a10c549d2edcf00cc1"
        let model =
            #""file": "n.onnx", "sha256": "\#(digest)", "origin": "", "input": {"channels": "rgb", "values": {"scale": [1, 1, 1], "offset": [0, 0, 0]}}"#
        try folder.write("models/n.onnx", "network")
        try folder.write(
            "models/manifest.json",
            """
            {"cardLocator": {"name": "loc", \(model)}, "cornerFinder": {"name": "cor", \(model)}, "lineFinder": {"name": "lin", \(model)},
             "detector": {"name": "det", \(model)}, "recognizer": {"name": "rec", \(model)}}
            """)
    }

    @Test("what is wrong is named with what helps, and the exit code is 70")
    func failing() async throws {
        try writeNetworks()
        try writeRegions(folder)
        #expect(await fake.run("doctor", "--resources", folder.path, "--cache", folder("cache")) == 70)
        let output = fake.output.replacing(folder.path, with: "resources").replacing(#/libzip [0-9.]+/#, with: "libzip")
            .replacing(
                #/reads .*/#, with: "reads")
        try expectGolden(output, "doctor.txt")
    }

    @Test("the sample card is read and told")
    func sample() async throws {
        try writeRegions(folder)
        try folder.write("ktp_sample.jpg", "BUDI")
        _ = await fake.run("doctor", "--resources", folder.path)
        #expect(fake.output.contains(#/\nsample card +ok +18 of 19 fields, review, /#))
    }

    @Test("without resources everything that needs them is skipped")
    func missing() async {
        #expect(await fake.run("doctor", "--resources", folder("none")) == 70)
        #expect(fake.output.contains(#/regions +skipped +needs the resources/#))
    }
}
