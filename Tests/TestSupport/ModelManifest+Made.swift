import Foundation
package import Inference

extension ModelManifest.Model {
    /// A manifest entry of no real network: RGB, no offset.
    ///
    /// - Parameters:
    ///   - alphabet: The recognizer's characters; nil for a detector.
    ///   - height: The recognizer's input height.
    ///   - scale: What 0...255 is multiplied with; by default pixels become 0...1.
    /// - Returns: The entry, as if it had stood in a manifest.
    /// - Throws: Never in fact.
    package static func made(alphabet: String? = nil, height: Int? = nil, scale: Float = 1 / 255) throws -> Self {
        var input: [String: Any] = [
            "channels": "rgb", "values": ["scale": [Float](repeating: scale, count: 3), "offset": [0, 0, 0]],
        ]
        input["height"] = height
        var model: [String: Any] = [
            "name": "made", "file": "made.onnx", "sha256": String(repeating: "0", count: 64), "origin": "a test",
            "input": input,
        ]
        model["alphabet"] = alphabet
        return try JSONDecoder().decode(Self.self, from: JSONSerialization.data(withJSONObject: model))
    }
}
