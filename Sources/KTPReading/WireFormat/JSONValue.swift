/// A JSON value whose objects keep the order of their members, so that output is the same byte for byte.
public enum JSONValue: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// A number, written with at most four decimals; never NaN or infinite.
    case number(Double)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object; keys are distinct.
    case object([(key: String, value: JSONValue)])

    /// A string, or `null` for nil.
    public static func optional(_ string: String?) -> JSONValue { string.map(JSONValue.string) ?? .null }

    /// Compares member by member, order included.
    public static func == (a: JSONValue, b: JSONValue) -> Bool { a.serialized() == b.serialized() }

    /// The value as JSON text.
    ///
    /// - Parameter indentation: Spaces a level; nil for one line without spaces.
    /// - Returns: The text without a trailing line feed.
    public func serialized(indentation: Int? = nil) -> String {
        var output = ""
        write(to: &output, indentation: indentation, level: 0)
        return output
    }

    private func write(to output: inout String, indentation: Int?, level: Int) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .int(let value): output += String(value)
        case .number(let value): output += Self.format(value)
        case .string(let value): Self.write(value, to: &output)
        case .array(let values):
            // Points and other short rows of numbers stay on one line.
            let isFlat = values.allSatisfy(\.isScalar)
            Self.writeList(values, "[", "]", to: &output, isFlat ? nil : indentation, level) { value, output in
                value.write(to: &output, indentation: isFlat ? nil : indentation, level: level + 1)
            }
        case .object(let members):
            Self.writeList(members, "{", "}", to: &output, indentation, level) { member, output in
                Self.write(member.key, to: &output)
                output += indentation == nil ? ":" : ": "
                member.value.write(to: &output, indentation: indentation, level: level + 1)
            }
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], _ open: String, _ close: String, to output: inout String, _ indentation: Int?,
        _ level: Int, _ writeElement: (Element, inout String) -> Void
    ) {
        func newLine(_ level: Int) {
            guard let indentation, !elements.isEmpty else { return }
            output += "\n" + String(repeating: " ", count: indentation * level)
        }
        output += open
        for (index, element) in elements.enumerated() {
            if index > 0 { output += "," }
            newLine(level + 1)
            writeElement(element, &output)
        }
        newLine(level)
        output += close
    }

    private static func format(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        let scaled = (value * 10_000).rounded()
        guard abs(scaled) < 1e15 else { return String(value) }
        let whole = Int(scaled)
        let sign = whole < 0 ? "-" : ""
        let (units, fraction) = abs(whole).quotientAndRemainder(dividingBy: 10_000)
        guard fraction != 0 else { return sign + String(units) }
        var digits = String(fraction + 10_000).dropFirst()
        while digits.last == "0" { digits = digits.dropLast() }
        return sign + String(units) + "." + digits
    }

    private static func write(_ string: String, to output: inout String) {
        output += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
