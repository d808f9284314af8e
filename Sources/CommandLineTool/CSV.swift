/// Rows of comma-separated values after RFC 4180, with line feeds, UTF-8 and no byte-order mark.
package enum CSV {
    /// One row with its line feed.
    package static func row(_ values: [String]) -> String { values.map(field).joined(separator: ",") + "\n" }

    /// One value, quoted where needed; a value that a spreadsheet would run as a formula gets an apostrophe first.
    package static func field(_ value: String) -> String {
        let safe = isFormula(value) ? "'" + value : value
        guard safe.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// Whether a spreadsheet would take the value for a formula; a lone dash, which cards print, is none.
    private static func isFormula(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first, value != "-" else { return false }
        return "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    }

    /// The values of one row, its line feed left out, as ``row(_:)`` took them.
    package static func values(of row: some StringProtocol) -> [String] {
        var values: [String] = []
        var value = ""
        var isQuoted = false
        var characters = row.unicodeScalars.makeIterator()
        var next = characters.next()
        while let scalar = next {
            next = characters.next()
            switch scalar {
            case "\"" where isQuoted && next == "\"":
                value += "\""
                next = characters.next()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                values.append(unguarded(value))
                value = ""
            default: value.unicodeScalars.append(scalar)
            }
        }
        return values + [unguarded(value)]
    }

    private static func unguarded(_ value: String) -> String {
        guard value.hasPrefix("'"), isFormula(String(value.dropFirst())) else { return value }
        return String(value.dropFirst())
    }
}
