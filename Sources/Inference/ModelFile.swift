import Crypto
package import Foundation

/// A network's file, its content checked against the manifest.
public struct ModelFile: Sendable {
    /// What the manifest says of it.
    public let model: ModelManifest.Model
    /// Where the file lies.
    package let path: String

    /// Checks a network's digest.
    ///
    /// - Throws: ``ModelError`` with code `missing` or `digestMismatch`.
    public init(_ model: ModelManifest.Model, in directory: String) throws {
        self.model = model
        path = directory + "/" + model.file
        _ = try Self.verifiedBytes(of: model.file, sha256: model.sha256, in: directory)
    }

    /// The bytes of a file whose SHA-256 is known.
    ///
    /// - Throws: ``ModelError`` with code `missing` or `digestMismatch`.
    package static func verifiedBytes(of file: String, sha256: String, in directory: String) throws -> Data {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: directory + "/" + file), options: .mappedIfSafe)
        else { throw ModelError(.missing, "the network \(file) is missing; run `make setup`") }
        guard digest(of: bytes) == sha256 else {
            throw ModelError(.digestMismatch, "the network \(file) is not the one in the manifest; run `make setup`")
        }
        return bytes
    }

    /// SHA-256 in lower-case hexadecimal.
    package static func digest(of bytes: Data) -> String {
        SHA256.hash(data: bytes).map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }
}
