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

/// What a text that should be a NIK says.
struct NIKFacts: Sendable {
    /// The text as given, without spaces.
    let text: String
    /// The checks of each part.
    let checks: [NIKCheck]
    private let nik: NIK?
    private let birthDate: CalendarDate?
    /// The regions of its code by key: the code, and the name where it is known.
    private let regions: [(key: String, code: String?, name: String?)]

    /// Looks at a text.
    ///
    /// - Parameters:
    ///   - text: As typed.
    ///   - gazetteer: Knows the codes.
    ///   - today: No birth date is after it.
    init(_ text: String, gazetteer: Gazetteer, today: CalendarDate) {
        let digits = text.filter { !$0.isWhitespace }
        self.text = digits
        checks = NIK.examine(digits, with: gazetteer, today: today)
        let nik = NIK(digits)
        self.nik = nik
        birthDate = nik?.birthDate(notAfter: today)
        let codes = [
            ("provinsi", nik?.provinceCode), ("kabupaten", nik?.regencyCode), ("kecamatan", nik?.districtCode),
        ]
        regions = codes.map { key, code in
            let name = code.flatMap { gazetteer.region(code: $0)?.printedName ?? Gazetteer.formerName(code: $0) }
            return (key, code, name)
        }
    }

    /// Whether no check failed.
    var isValid: Bool { nik != nil && !checks.contains { $0.result == .fail } }

    private var serial: String? { nik.map { String($0.digits.suffix(4)) } }

    /// The facts as an object; what is not known is `null`.
    var json: JSONValue {
        .object([
            ("nik", .string(text)), ("valid", .bool(isValid)),
            (
                "region",
                .object(
                    regions.map { key, code, name in
                        (key, .object([("code", .optional(code)), ("name", .optional(name))]))
                    })
            ),
            ("tgl_lahir", .optional(birthDate?.description)),
            ("jenis_kelamin", .optional(nik?.sex?.rawValue)), ("serial", .optional(serial)),
            (
                "checks",
                .array(
                    checks.map { check in
                        .object([
                            ("code", .string(check.code.rawValue)), ("result", .string(check.result.rawValue)),
                            ("expected", .optional(check.expected)), ("found", .optional(check.found)),
                        ])
                    })
            ),
        ])
    }

    /// The facts as a table.
    var table: String {
        var table = TextTable(["NIK", text])
        for region in regions {
            table.add([region.key, [region.code, region.name].compactMap(\.self).joined(separator: " ")])
        }
        table.add(["tgl_lahir", birthDate?.description ?? ""])
        table.add(["jenis_kelamin", nik?.sex?.rawValue ?? ""])
        table.add(["serial", serial ?? ""])
        for check in checks { table.add([check.code.rawValue, check.result.rawValue]) }
        return table.text
    }
}
