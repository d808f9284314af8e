import Foundation
import Inference

/// Runs `body` with a temporary folder that holds the given files.
func withFolder(_ files: [String: Data], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bacaktp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, content) in files { try content.write(to: folder.appending(path: name)) }
    try body(folder.path)
}

/// A manifest, as a JSON object that tests may damage.
func manifest(detector: [String: Any] = [:], recognizer: [String: Any] = [:]) -> [String: Any] {
    let model: [String: Any] = [
        "name": "tiny", "file": "tiny.onnx", "sha256": String(repeating: "a", count: 64), "origin": "a test",
        "input": ["channels": "bgr", "values": ["scale": [0.5, 0.25, 0.125], "offset": [-1, 0, 1]]],
    ]
    return [
        "cardLocator": model, "cornerFinder": model, "lineFinder": model, "detector": model.merging(detector) { $1 },
        "recognizer": model.merging(recognizer) { $1 },
    ]
}

/// A manifest entry for a file of known content.
func model(_ file: String, _ content: Data, derivedFrom source: (file: String, content: Data)? = nil) -> [String: Any] {
    var model: [String: Any] = ["file": file, "sha256": ModelFile.digest(of: content)]
    if let source {
        model["derivedFrom"] = ["file": source.file, "sha256": ModelFile.digest(of: source.content)]
    }
    return model
}
