import Glibc

/// Finds the folder with the networks and the regions, and one for compiled networks.
package enum Resources {
    /// Places beside the executable, the installed layout first, then a checkout's.
    private static let besideExecutable = ["../share/bacaktp", "../../../.deps"]

    /// The resources folder: the option, else `BACAKTP_RESOURCES`, else a place beside the executable.
    ///
    /// - Throws: ``CommandFailure`` when the folder named does not exist, or none was found.
    package static func folder(option: String?, in surroundings: Surroundings) throws -> String {
        let named =
            option.map { ("--resources", $0) }
            ?? surroundings.variable("BACAKTP_RESOURCES").map { ("BACAKTP_RESOURCES", $0) }
        if let (origin, folder) = named {
            guard FileAccess.kind(folder) == .folder else {
                throw CommandFailure(.notFound, folder, "the folder that \(origin) names does not exist")
            }
            return folder
        }
        let candidates = besideExecutable.compactMap { path(fromExecutable: $0, in: surroundings) }
        guard let found = candidates.first(where: { FileAccess.kind($0) == .folder }) else {
            throw CommandFailure(
                .internalError,
                "no resources folder found; run `make setup`, or name it with --resources or BACAKTP_RESOURCES")
        }
        return found
    }

    /// The picture that comes with the program; nil when it is not there.
    static func sampleCard(resources: String, in surroundings: Surroundings) -> String? {
        let beside = path(fromExecutable: "../../../Examples/ktp_sample.jpg", in: surroundings)
        return [resources + "/ktp_sample.jpg", beside].compactMap(\.self).first { FileAccess.kind($0) == .file }
    }

    /// A path relative to the executable's folder, without its `..`; nil when that folder is not known.
    private static func path(fromExecutable path: String, in surroundings: Surroundings) -> String? {
        guard let executable = surroundings.executable else { return nil }
        var parts = executable.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        for part in path.split(separator: "/") {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    /// The cache folder: the option, else `BACAKTP_CACHE`, else the user's own; made when absent, nil when it cannot
    /// be written.
    package static func cache(option: String?, in surroundings: Surroundings) -> String? {
        let folder =
            option ?? surroundings.variable("BACAKTP_CACHE")
            ?? surroundings.variable("XDG_CACHE_HOME").map { $0 + "/bacaktp" }
            ?? surroundings.variable("HOME").map { $0 + "/.cache/bacaktp" }
        guard let folder, makeFolder(folder), access(folder, W_OK | X_OK) == 0 else { return nil }
        return folder
    }

    /// Makes a folder and those above it, for the user alone; false when that fails.
    static func makeFolder(_ path: String) -> Bool {
        guard FileAccess.kind(path) == .absent else { return FileAccess.kind(path) == .folder }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            guard makeFolder(String(path[..<slash])) else { return false }
        }
        return mkdir(path, 0o700) == 0 || errno == EEXIST
    }
}
