package import KTPReading

/// How a typed value and the one on the card agree.
package struct FieldComparison: Sendable, Equatable {
    /// The verdict, from best to worst.
    package enum Result: String, Sendable, Comparable, CaseIterable {
        /// Equal but for letter case, spaces, punctuation and usual short forms.
        case match
        /// Nearly equal, as after a slip of the finger.
        case near
        /// The card's value was not read.
        case unread
        /// Something else.
        case differ

        package static func < (a: Result, b: Result) -> Bool {
            (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
        }
    }

    /// The least score of a near match: one letter in five.
    package static let nearScore = 0.8

    package let result: Result
    /// The share of letters that agree, 0...1; nil where nothing was read.
    package let score: Double?

    /// Compares.
    package init(typed: String, read: String?, of key: FieldKey) {
        guard let read else {
            (result, score) = (.unread, nil)
            return
        }
        let (a, b) = (Self.folded(typed, of: key), Self.folded(read, of: key))
        let score = Self.similarity(a, b)
        self.score = score
        result = score == 1 ? .match : score >= Self.nearScore ? .near : .differ
    }

    /// The answer of the route.
    static func json(of typed: [FieldKey: String], with reading: CardReading, id: String) -> JSONValue {
        var worst = Result.match
        var fields: [(key: String, value: JSONValue)] = []
        for key in CardReading.printedOrder {
            guard let text = typed[key] else { continue }
            let comparison = FieldComparison(typed: text, read: reading[key], of: key)
            worst = max(worst, comparison.result)
            fields.append(
                (
                    key.rawValue,
                    .object([
                        ("result", .string(comparison.result.rawValue)),
                        ("score", comparison.score.map(JSONValue.number) ?? .null), ("typed", .string(text)),
                        ("read", .optional(reading[key])),
                        ("confidence", .number(reading.fields[key]?.confidence ?? 0)),
                    ])
                ))
        }
        return .object([
            ("id", .string(id)), ("status", .string(reading.status.rawValue)),
            ("reasons", .array(reading.reasons.map(JSONValue.string))), ("match", .string(worst.rawValue)),
            ("fields", .object(fields)),
        ])
    }

    /// The letters and digits that count, upper case, in one way of writing.
    static func folded(_ text: String, of key: FieldKey) -> [Character] {
        var words = text.uppercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
        switch key {
        case .birthDate, .issueDate, .validUntil: words = date(words) ?? words
        case .sex:
            if words == ["L"] || words == ["PRIA"] { words = ["LAKI", "LAKI"] }
            if words == ["P"] || words == ["WANITA"] { words = ["PEREMPUAN"] }
        case .regency: if words.first == "KAB" { words[0] = "KABUPATEN" }
        case .province: if words.first == "PROVINSI" || words.first == "PROV" { words.removeFirst() }
        case .rtRW:
            words = words.map {
                $0.allSatisfy(\.isNumber) ? String(repeating: "0", count: max(0, 3 - $0.count)) + $0 : $0
            }
        case .street: words = words.map { ["JALAN": "JL", "GANG": "GG", "NOMOR": "NO"][$0] ?? $0 }
        default: break
        }
        // The sign of a blood type is punctuation that counts.
        let sign = key == .bloodType ? text.filter { $0 == "+" || $0 == "-" } : ""
        return Array(words.joined() + sign)
    }

    /// Day, month and year of a date written in either order; nil where the words are none.
    private static func date(_ words: [String]) -> [String]? {
        guard words.count == 3, words.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
        let ordered = words[0].count == 4 ? words.reversed() : words
        return ordered.map { $0.count == 1 ? "0" + $0 : $0 }
    }

    /// One less the edits between the texts for each letter of the longer one.
    private static func similarity(_ a: [Character], _ b: [Character]) -> Double {
        let longest = max(a.count, b.count)
        guard longest > 0 else { return 1 }
        // A typed text of any length costs no more than one that could be a value.
        guard longest <= 300 else { return a == b ? 1 : 0 }
        return 1 - Double(editDistance(a, b)) / Double(longest)
    }
}
