package import ArgumentParser
package import Gazetteer
package import KTPReading

/// `bacaktp region`.
package struct RegionCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "region",
        abstract: "Looks up provinces, regencies and cities, districts and villages.",
        discussion: """
            Takes a code of the interior ministry (32.04.05 or 320405) or a name, which may be misspelt; names around \
            it may follow after commas: "cihampelas, bandung barat". Prints an array, best first; when nothing is \
            found it is empty and the exit code 66.
            """)

    @Argument(help: ArgumentHelp("A code or a name.", valueName: "text"))
    package var words: [String]

    @Option(help: ArgumentHelp("Print at most so many regions.", valueName: "n"))
    package var limit = 10

    @Option(help: "How to print.")
    package var format: LookUpFormat = .json

    @OptionGroup package var resources: ResourcesOption

    package init() {}

    package func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit takes a number from 1.") }
    }

    package func perform(in surroundings: Surroundings) throws {
        let query = words.joined(separator: " ")
        let matches = try resources.gazetteer(in: surroundings).search(query, limit: limit)
        switch format {
        case .json:
            try surroundings.output(JSONValue.array(matches.map(\.json)).serialized(indentation: 2) + "\n")
        case .table:
            var table = TextTable(["CODE", "LEVEL", "SIMILARITY", "REGION"], alignments: [.left, .left, .right])
            for match in matches { table.add(match.row) }
            try surroundings.output(table.text)
        }
        guard matches.isEmpty else { return }
        let former = Gazetteer.formerName(code: query).map { "a former code of \($0)" }
        throw CommandFailure(.notFound, query, former ?? "no such region")
    }
}

extension Region.Level {
    /// The key that cards' data uses for a region of this level.
    package var key: String {
        switch self {
        case .province: "provinsi"
        case .regency: "kabupaten"
        case .district: "kecamatan"
        case .village: "kel_desa"
        }
    }
}

extension RegionMatch {
    /// The region with the regions around it, as cards print them.
    package var json: JSONValue {
        .object(
            [
                ("code", .string(region.code)), ("level", .string(region.level.key)), ("name", .string(region.name)),
                ("similarity", .number(similarity)),
            ]
                + Region.Level.allCases.map { level in
                    (level.key, .optional(chain.first { $0.level == level }?.printedName))
                })
    }

    /// The cells of a table: the region first, then what lies around it.
    fileprivate var row: [String] {
        let names = chain.reversed().map(\.printedName).joined(separator: ", ")
        return [region.code, region.level.key, JSONValue.number(similarity).serialized(), names]
    }
}
