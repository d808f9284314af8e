import Glibc

/// Patterns with `*`, `?`, `[…]` inside a name and `**` for any number of folders, for shells that leave them to us.
package enum Glob {
    /// Whether a path holds a character that makes it a pattern.
    package static func isPattern(_ path: String) -> Bool { path.contains { "*?[".contains($0) } }

    /// The existing paths that match, ordered by name; hidden names match only a pattern that begins with a dot.
    ///
    /// - Throws: ``CommandFailure`` when a folder cannot be listed.
    package static func paths(matching pattern: String) throws -> [String] {
        let components = pattern.split(separator: "/").map(String.init)
        let matches = try expand([pattern.hasPrefix("/") ? "/" : ""], components[...])
        return Array(Set(matches)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func expand(_ prefixes: [String], _ components: ArraySlice<String>) throws -> [String] {
        guard let component = components.first else { return prefixes }
        let rest = components.dropFirst()
        let next = try prefixes.flatMap { prefix in
            if component == "**" { return try [prefix] + folders(under: prefix) }
            guard isPattern(component) else { return [join(prefix, component)] }
            return try names(in: prefix).filter { matches($0, component) }.map { join(prefix, $0) }
        }
        let existing = next.filter { path in
            path.isEmpty || (rest.isEmpty ? FileAccess.kind(path) != .absent : FileAccess.kind(path) == .folder)
        }
        guard component == "**", rest.isEmpty else { return try expand(existing, rest) }
        return existing.filter { !$0.isEmpty }
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        fnmatch(pattern, name, FNM_PERIOD) == 0
    }

    private static func names(in folder: String) throws -> [String] {
        try FileAccess.names(in: folder.isEmpty ? "." : folder)
    }

    private static func folders(under folder: String) throws -> [String] {
        try names(in: folder).filter { !PictureName.isHidden($0) }.map { join(folder, $0) }.filter {
            FileAccess.kind($0) == .folder && !FileAccess.isLink($0)
        }.flatMap { try [$0] + folders(under: $0) }
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty || folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
