import Foundation

extension ModelManifest {
    /// Makes the networks that are derived from others, where they are not there yet.
    ///
    /// - Parameter directory: The `models` folder; must be writable when something has to be made.
    /// - Returns: The names of the files made.
    /// - Throws: ``ModelError``, or a file error.
    public func prepare(in directory: String) throws -> [String] {
        var made: [String] = []
        for model in networks {
            guard let source = model.derivedFrom, let alphabet = model.alphabet else { continue }
            let path = directory + "/" + model.file
            if (try? ModelFile.verifiedBytes(of: model.file, sha256: model.sha256, in: directory)) != nil { continue }
            let bytes = try ModelFile.verifiedBytes(of: source.file, sha256: source.sha256, in: directory)
            let derived = try Self.cut(bytes, to: alphabet)
            let digest = ModelFile.digest(of: derived)
            guard digest == model.sha256 else {
                throw ModelError(.digestMismatch, "\(model.file) came out as \(digest), not as the manifest says")
            }
            try derived.write(to: URL(fileURLWithPath: path), options: .atomic)
            made.append(model.file)
        }
        return made
    }

    /// Keeps the blank and the classes of an alphabet; PP-OCR's class 0 is the blank, its last class the space.
    private static func cut(_ model: Data, to alphabet: String) throws -> Data {
        let characters = try ONNXHead.metadata("character", in: model).split(
            separator: "\n", omittingEmptySubsequences: false)
        let spaceClass = characters.count + 1
        var classes = [0]
        for character in alphabet {
            if character == " " {
                classes.append(spaceClass)
            } else if let index = characters.firstIndex(of: Substring(String(character))) {
                classes.append(index + 1)
            } else {
                throw ModelError(.unexpectedShape, "the network does not know the character \(character)")
            }
        }
        return try ONNXHead.keeping(classes, of: spaceClass + 1, in: model)
    }
}
