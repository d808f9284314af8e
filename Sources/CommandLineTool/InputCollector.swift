package import Raster

/// Finds the pictures that the inputs of `batch` mean.
package struct InputCollector {
    /// The pictures found, each once, in the order of the inputs and by name inside each.
    package private(set) var pictures: [PictureSource] = []
    private var seen: Set<String> = []
    private let accepted: Set<ImageFormat>

    /// Prepares to find pictures of some formats, by the endings of their names.
    package init(accepting accepted: Set<ImageFormat> = Set(ImageFormat.allCases)) { self.accepted = accepted }

    /// Collects the pictures of all inputs.
    ///
    /// - Throws: ``CommandFailure`` when an input does not exist, cannot be listed, or holds no picture at all.
    package static func collect(
        _ inputs: [String], accepting accepted: Set<ImageFormat> = Set(ImageFormat.allCases)
    ) throws -> [PictureSource] {
        var collector = InputCollector(accepting: accepted)
        for input in inputs { try collector.add(input) }
        guard !collector.pictures.isEmpty else {
            throw CommandFailure(.notFound, inputs.joined(separator: " "), "no pictures found")
        }
        return collector.pictures
    }

    /// Adds one input: a folder, a ZIP, a list file, a picture, or a pattern of any of these.
    package mutating func add(_ input: String) throws {
        switch FileAccess.kind(input) {
        case .folder: try addFolder(input)
        case .file: try addFile(input)
        case .absent:
            guard Glob.isPattern(input) else {
                throw CommandFailure(.notFound, input, "no such file, folder or archive")
            }
            let matches = try Glob.paths(matching: input)
            guard !matches.isEmpty else { throw CommandFailure(.notFound, input, "the pattern matches nothing") }
            for match in matches { try addMatch(match) }
        }
    }

    /// Adds what a pattern matched; like a folder's content, other files are passed over.
    private mutating func addMatch(_ path: String) throws {
        let name = path.split(separator: "/").last ?? ""
        if FileAccess.kind(path) == .folder {
            try addFolder(path)
        } else if PictureName.matches(name, accepting: accepted) {
            add(PictureSource(path: path))
        } else if ZIPArchive.isArchive(path) {
            try addArchive(path)
        }
    }

    private mutating func addFile(_ path: String) throws {
        if path.lowercased().hasSuffix(".txt") {
            try addList(path)
        } else if ZIPArchive.isArchive(path) {
            try addArchive(path)
        } else {
            add(PictureSource(path: path))
        }
    }

    /// Adds the pictures under a folder; links to folders are not followed, for they can lead in circles.
    private mutating func addFolder(_ folder: String) throws {
        for name in try FileAccess.names(in: folder) where !PictureName.isHidden(name) {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if PictureName.matches(name, accepting: accepted), FileAccess.kind(path) == .file {
                add(PictureSource(path: path))
            } else if FileAccess.kind(path) == .folder, !FileAccess.isLink(path) {
                try addFolder(path)
            }
        }
    }

    /// Adds the paths that a list names, one a line, relative to the list or else to the working directory.
    private mutating func addList(_ list: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try FileAccess.read(path: list, limit: 1 << 30)
        } catch {
            throw PictureFailure(error).commandFailure(list)
        }
        let folder = list.lastIndex(of: "/").map { list[...$0] } ?? ""
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = String(decoding: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
            let beside = String(folder + line)
            let isBeside = !line.hasPrefix("/") && FileAccess.kind(beside) != .absent
            add(PictureSource(path: isBeside ? beside : String(line)))
        }
    }

    private mutating func addArchive(_ path: String) throws {
        let archive = try ZIPArchive(path: path)
        for entry in archive.pictures where isAccepted(entry.name) {
            add(PictureSource(file: path + "/" + entry.name) { try archive.read(entry) })
        }
    }

    private func isAccepted(_ entry: String) -> Bool {
        PictureName.matches(entry.split(separator: "/").last ?? "", accepting: accepted)
    }

    private mutating func add(_ picture: PictureSource) {
        guard seen.insert(picture.file).inserted else { return }
        pictures.append(picture)
    }
}
