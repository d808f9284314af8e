import Foundation
import Inference
import Testing

@Suite("model preparation")
struct ModelPreparationTests {
    /// Three characters, the blank and the space: five classes.
    private static let whole = TinyNetwork().file

    private static func prepared(
        alphabet: String = "ca ", sha256: String? = nil, files: [String: Data] = ["whole.onnx": whole],
        _ body: (_ folder: String, _ manifest: ModelManifest) throws -> Void
    ) throws {
        let cut = try ONNXHead.keeping([0, 3, 1, 4], of: 5, in: whole)
        var recognizer = model("cut.onnx", cut, derivedFrom: ("whole.onnx", whole))
        recognizer["alphabet"] = alphabet
        if let sha256 { recognizer["sha256"] = sha256 }
        var files = files
        files["manifest.json"] = try JSONSerialization.data(withJSONObject: manifest(recognizer: recognizer))
        try withFolder(files) { try body($0, ModelManifest(directory: $0)) }
    }

    @Test("a derived network is made once, with the alphabet's classes, the space being the last")
    func makes() throws {
        try Self.prepared { folder, manifest in
            let made = try (manifest.prepare(in: folder), manifest.prepare(in: folder))
            #expect(made == (["cut.onnx"], []))
            let file = try ModelFile(manifest.recognizer, in: folder)
            #expect(try Data(contentsOf: URL(filePath: file.path)).count < Self.whole.count)
        }
    }

    @Test("a damaged derived network is made anew")
    func repairs() throws {
        try Self.prepared(files: ["whole.onnx": Self.whole, "cut.onnx": Data([1, 2, 3])]) { folder, manifest in
            let made = try manifest.prepare(in: folder)
            #expect(made == ["cut.onnx"])
            _ = try ModelFile(manifest.recognizer, in: folder)
        }
    }

    @Test("a missing or changed source, a strange character and another result are told")
    func errors() throws {
        func code(_ folder: String, _ manifest: ModelManifest) -> ModelError.Code? {
            let error = #expect(throws: ModelError.self) { try manifest.prepare(in: folder) }
            #expect(!FileManager.default.fileExists(atPath: folder + "/cut.onnx"))
            return error?.code
        }
        try Self.prepared(files: [:]) { #expect(code($0, $1) == .missing) }
        try Self.prepared(files: ["whole.onnx": Data([0])]) { #expect(code($0, $1) == .digestMismatch) }
        try Self.prepared(alphabet: "az ") { #expect(code($0, $1) == .unexpectedShape) }
        try Self.prepared(sha256: String(repeating: "0", count: 64)) { #expect(code($0, $1) == .digestMismatch) }
    }
}
