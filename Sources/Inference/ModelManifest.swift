import Foundation

/// What is known of the networks in a `models` folder: the content of its `manifest.json`.
public struct ModelManifest: Sendable, Decodable {
    /// One network.
    public struct Model: Sendable, Decodable {
        /// How pixels become the input tensor: `value * scale + offset` for values in 0...255, a channel each.
        public struct Input: Sendable, Decodable {
            /// `rgb`, `bgr` or `gray`: which channel comes first.
            public var channels: String
            /// Factors in the tensor's channel order.
            public var scale: [Float]
            /// Summands in the tensor's channel order.
            public var offset: [Float]
            /// Fixed height in pixels; nil when the network takes any multiple of 32.
            public var height: Int?
        }

        /// Cuts a recognizer's last layer down to the characters that a card can hold.
        public struct Derivation: Sendable, Decodable {
            /// The file that the network is made from, in the same folder.
            public var file: String
            /// Its SHA-256, lower-case hexadecimal.
            public var sha256: String
        }

        /// The name that readings report.
        public var name: String
        /// File name inside the folder.
        public var file: String
        /// SHA-256 of the file, lower-case hexadecimal.
        public var sha256: String
        /// Where it comes from and under which licence.
        public var origin: String
        /// The input tensor.
        public var input: Input
        /// A recognizer's characters in class order, the blank (class 0) left out; nil for other networks.
        public var alphabet: String?
        /// Set when the file is made from another at set-up.
        public var derivedFrom: Derivation?

        /// The name that readings report: `name@sha256`, the digest shortened to twelve digits.
        public var identifier: String { "\(name)@\(sha256.prefix(12))" }
    }

    /// The text detector.
    public var detector: Model
    /// The text recognizer.
    public var recognizer: Model

    /// Reads `manifest.json` in a folder.
    ///
    /// - Throws: ``ModelError`` with code `missing`, or `digestMismatch` when the file is not a manifest.
    public init(directory: String) throws {
        let path = directory + "/manifest.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ModelError(.missing, "no manifest.json in the models folder; run `make setup`")
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: data)
        } catch {
            throw ModelError(.digestMismatch, "manifest.json in the models folder is not a manifest: \(error)")
        }
    }
}
