package import Gazetteer

/// What a text that should be a NIK says.
package struct NIKFacts: Sendable {
    /// The text as given, without spaces.
    package let text: String
    /// The checks of each part.
    package let checks: [NIKCheck]
    private let nik: NIK?
    /// The day in it; nil where there is none.
    package let birthDate: CalendarDate?
    /// The regions of its code by key: the code, and the name where it is known.
    package let regions: [(key: String, code: String?, name: String?)]

    /// Looks at a text.
    ///
    /// - Parameters:
    ///   - text: As typed.
    ///   - gazetteer: Knows the codes.
    ///   - today: No birth date is after it.
    package init(_ text: String, gazetteer: Gazetteer, today: CalendarDate) {
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
    package var isValid: Bool { nik != nil && !checks.contains { $0.result == .fail } }

    /// Its last four digits.
    package var serial: String? { nik.map { String($0.digits.suffix(4)) } }

    /// The facts as an object; what is not known is `null`.
    package var json: JSONValue {
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
            ("jenis_kelamin", .optional(sex)), ("serial", .optional(serial)),
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

    /// The sex that the day tells; nil where there is none.
    package var sex: String? { nik?.sex?.rawValue }
}
