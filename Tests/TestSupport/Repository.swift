package import Foundation

/// Files of this checkout that tests read.
package enum Repository {
    /// The checkout's folder.
    package static let folder = URL(filePath: #filePath).appending(path: "../../..").standardized

    /// The folder with `models/` and `gazetteer/`: `BACAKTP_RESOURCES`, or the checkout's `.deps`.
    package static let resources =
        ProcessInfo.processInfo.environment["BACAKTP_RESOURCES"] ?? folder.appending(path: ".deps").path

    /// The folder of the networks.
    package static let models = resources + "/models"

    /// Whether `make setup` has put the networks there; model-backed tests are skipped where it has not.
    package static let hasModels = FileManager.default.fileExists(atPath: models + "/manifest.json")

    /// What skipped tests say.
    package static let modelsHint: String = "the networks are missing; run `make setup`"

    /// The bytes of a sample card.
    ///
    /// - Throws: A file error.
    package static func example(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appending(path: "Examples/\(name)")))
    }
}
