package import Raster

/// A picture that is to be read: where it stands, and its bytes when they are wanted.
package struct PictureSource: Sendable {
    /// The path as found; for an entry of an archive, the archive's path and the entry's.
    package let file: String
    /// Reads the bytes; throws ``PictureFailure``.
    package let load: @Sendable () throws -> [UInt8]

    package init(file: String, load: @escaping @Sendable () throws -> [UInt8]) {
        self.file = file
        self.load = load
    }

    /// A picture in a file of its own.
    package init(path: String) { self.init(file: path) { try FileAccess.read(path: path) } }

    /// The file's name without its folder and its ending.
    package var id: String {
        let name = file.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
        return String(name[..<dot])
    }
}

/// The file names that count as pictures when they are found rather than given.
package enum PictureName {
    private static let endings: [String: ImageFormat] = [
        "jpg": .jpeg, "jpeg": .jpeg, "png": .png, "webp": .webp, "heic": .heic, "heif": .heic, "pdf": .pdf,
    ]

    /// Whether a name is a picture's: an ending of an accepted format, not hidden.
    package static func matches(
        _ name: some StringProtocol, accepting accepted: Set<ImageFormat> = Set(ImageFormat.allCases)
    ) -> Bool {
        guard !isHidden(name), let dot = name.lastIndex(of: ".") else { return false }
        return endings[name[name.index(after: dot)...].lowercased()].map(accepted.contains) ?? false
    }

    /// Whether a name is one that people do not see: a leading dot, or the folder that macOS adds to archives.
    package static func isHidden(_ name: some StringProtocol) -> Bool { name.hasPrefix(".") || name == "__MACOSX" }
}
