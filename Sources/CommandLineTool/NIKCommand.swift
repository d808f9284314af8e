package import ArgumentParser
import Gazetteer
import KTPReading

/// How look-ups are printed.
package enum LookUpFormat: String, CaseIterable, ExpressibleByArgument, Sendable { case json, table }

/// `bacaktp nik`.
package struct NIKCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "nik",
        abstract: "Tells what a NIK says: region, birth date, sex, and whether each part can be right.",
        discussion: """
            The region is the one of first registration and need not be the address's. One NIK prints an object, \
            several an array. A NIK that cannot be right is a result too: "valid" is false and the checks say why.
            """)

    @Argument(help: ArgumentHelp("NIKs, sixteen digits each.", valueName: "nik"))
    package var niks: [String]

    @Option(help: "How to print.")
    package var format: LookUpFormat = .json

    @OptionGroup package var resources: ResourcesOption

    package init() {}

    package func perform(in surroundings: Surroundings) throws {
        let gazetteer = try resources.gazetteer(in: surroundings)
        let facts = niks.map { NIKFacts($0, gazetteer: gazetteer, today: surroundings.today) }
        switch format {
        case .table: try surroundings.output(facts.map(\.table).joined(separator: "\n"))
        case .json:
            let json = facts.count == 1 ? facts[0].json : .array(facts.map(\.json))
            try surroundings.output(json.serialized(indentation: 2) + "\n")
        }
    }
}

extension NIKFacts {
    /// The facts as a table.
    var table: String {
        var table = TextTable(["NIK", text])
        for region in regions {
            table.add([region.key, [region.code, region.name].compactMap(\.self).joined(separator: " ")])
        }
        table.add(["tgl_lahir", birthDate?.description ?? ""])
        table.add(["jenis_kelamin", sex ?? ""])
        table.add(["serial", serial ?? ""])
        for check in checks { table.add([check.code.rawValue, check.result.rawValue]) }
        return table.text
    }
}
