import Foundation
import Inference
import TestSupport
import Testing

@Suite("model manifest")
struct ModelManifestTests {
    private static func data(_ object: [String: Any]) throws -> Data {
        try JSONSerialization.data(withJSONObject: object)
    }

    @Test("a manifest says what the networks take")
    func decodes() throws {
        let recognizer: [String: Any] = [
            "name": "reader", "alphabet": "AB ", "derivedFrom": ["file": "whole.onnx", "sha256": "00"],
            "input": ["channels": "rgb", "values": ["scale": [1, 1, 1], "offset": [0, 0, 0]], "height": 48],
        ]
        try withFolder(["manifest.json": Self.data(manifest(recognizer: recognizer))]) { folder in
            let manifest = try ModelManifest(directory: folder)
            #expect(manifest.detector.name == "tiny")
            #expect(manifest.detector.input.channels == .bgr)
            #expect(manifest.detector.input.values == .scaled([0.5, 0.25, 0.125], offset: [-1, 0, 1]))
            #expect(manifest.detector.input.height == nil && manifest.detector.alphabet == nil)
            #expect(manifest.detector.derivedFrom == nil)
            #expect(manifest.recognizer.alphabet == "AB ")
            #expect(manifest.recognizer.input.height == 48)
            #expect(manifest.recognizer.derivedFrom?.file == "whole.onnx")
            #expect(manifest.recognizer.identifier == "reader@aaaaaaaaaaaa")
        }
    }

    @Test("a missing manifest is told as missing")
    func missing() throws {
        try withFolder([:]) { folder in
            let error = #expect(throws: ModelError.self) { try ModelManifest(directory: folder) }
            #expect(error?.code == .missing)
            let inner = #expect(throws: ModelError.self) { try ModelManifest(directory: folder + "/nowhere") }
            #expect(inner?.code == .missing)
        }
    }

    @Test(
        "a file that is no manifest is told as such",
        arguments: ["", "{", "[]", "{}", "{\"detector\": 1, \"recognizer\": 2}", "\u{0}\u{1}", "null"])
    func malformed(content: String) throws {
        try withFolder(["manifest.json": Data(content.utf8)]) { folder in
            let error = #expect(throws: ModelError.self) { try ModelManifest(directory: folder) }
            #expect(error?.code == .digestMismatch)
        }
    }

    @Test(
        "each key but alphabet, height and derivation must be there",
        arguments: ["name", "file", "sha256", "origin", "input"])
    func requiredKeys(key: String) throws {
        var object = manifest()
        var detector = try #require(object["detector"] as? [String: Any])
        detector[key] = nil
        object["detector"] = detector
        try withFolder(["manifest.json": Self.data(object)]) { folder in
            let error = #expect(throws: ModelError.self) { try ModelManifest(directory: folder) }
            #expect(error?.code == .digestMismatch)
        }
    }

    @Test("the committed manifest is read and names networks of ours")
    func committed() throws {
        let manifest = try ModelManifest(directory: Repository.folder.appending(path: "Models").path)
        for recognizer in manifest.recognizers {
            let alphabet = try #require(recognizer.alphabet)
            #expect(Set(alphabet).count == alphabet.count)
            #expect(alphabet.last == " ")
            #expect(recognizer.input.height != nil)
        }
        for model in [manifest.detector] + manifest.recognizers { #expect(model.sha256.count == 64) }
    }

    @Test("a recognizer is found by its name, the usual one without")
    func byName() throws {
        var object = manifest()
        var other = try #require(object["recognizer"] as? [String: Any])
        let usual = try #require(other["name"] as? String)
        other["name"] = "other"
        object["otherRecognizers"] = [other]
        try withFolder(["manifest.json": Self.data(object)]) { folder in
            let manifest = try ModelManifest(directory: folder)
            #expect(try manifest.recognizer(named: nil).name == usual)
            #expect(try manifest.recognizer(named: "other").name == "other")
            let error = #expect(throws: ModelError.self) { try manifest.recognizer(named: "none") }
            #expect(error?.code == .missing && error?.message.contains("\(usual), other") == true)
        }
    }

    @Test("a recognizer proofreads itself unless another is named, which must read the same characters")
    func proofreader() throws {
        var object = manifest()
        var usual = try #require(object["recognizer"] as? [String: Any])
        let name = try #require(usual["name"] as? String)
        try withFolder(["manifest.json": Self.data(object)]) { folder in
            let model = try ModelManifest(directory: folder).proofreader
            #expect(model.name == name)
        }
        var other = usual
        other["name"] = "other"
        usual["proofreader"] = "other"
        object["recognizer"] = usual
        object["otherRecognizers"] = [other]
        try withFolder(["manifest.json": Self.data(object)]) { folder in
            let model = try ModelManifest(directory: folder).proofreader
            #expect(model.name == "other")
        }
        other["alphabet"] = "AB "
        object["otherRecognizers"] = [other]
        try withFolder(["manifest.json": Self.data(object)]) { folder in
            let error = #expect(throws: ModelError.self) { try ModelManifest(directory: folder) }
            #expect(error?.code == .digestMismatch)
        }
        object["otherRecognizers"] = nil
        try withFolder(["manifest.json": Self.data(object)]) { folder in
            #expect(throws: ModelError.self) { try ModelManifest(directory: folder) }
        }
    }

    @Test(
        "values that do not fit the planes are refused",
        arguments: [
            ("gray", ["scale": [1, 1, 1], "offset": [0, 0, 0]]), ("rgb", ["scale": [1], "offset": [0]]),
        ])
    func inconsistent(channels: String, values: [String: [Float]]) throws {
        var object = manifest()
        var detector = try #require(object["detector"] as? [String: Any])
        let softening = values["softening"].map { ["softening": $0[0]] as [String: Any] }
        detector["input"] = ["channels": channels, "values": softening ?? values] as [String: Any]
        object["detector"] = detector
        try withFolder(["manifest.json": Self.data(object)]) { folder in
            let error = #expect(throws: ModelError.self) { try ModelManifest(directory: folder) }
            #expect(error?.code == .digestMismatch)
        }
    }
}

@Suite("model file")
struct ModelFileTests {
    private static let content = Data("a network".utf8)

    private static func entry(_ folder: String) throws -> ModelManifest.Model {
        let object = manifest(detector: model("net.onnx", content))
        try JSONSerialization.data(withJSONObject: object).write(to: URL(filePath: folder + "/manifest.json"))
        return try ModelManifest(directory: folder).detector
    }

    @Test("a file whose digest fits is taken")
    func reads() throws {
        try withFolder(["net.onnx": Self.content]) { folder in
            let file = try ModelFile(Self.entry(folder), in: folder)
            #expect(file.path == folder + "/net.onnx")
        }
    }

    @Test("a missing file is told as missing")
    func missing() throws {
        try withFolder([:]) { folder in
            let error = #expect(throws: ModelError.self) { try ModelFile(Self.entry(folder), in: folder) }
            #expect(error?.code == .missing)
            #expect(error?.message.contains("net.onnx") == true)
        }
    }

    @Test("a changed, cut or empty file is told as not the manifest's", arguments: ["a netwerk", "a networ", ""])
    func changed(content: String) throws {
        try withFolder(["net.onnx": Data(content.utf8)]) { folder in
            let error = #expect(throws: ModelError.self) { try ModelFile(Self.entry(folder), in: folder) }
            #expect(error?.code == .digestMismatch)
        }
    }

    @Test("the digest is SHA-256 in lower case")
    func digest() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(ModelFile.digest(of: Data("abc".utf8)) == expected)
    }
}
