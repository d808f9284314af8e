/// How names carry degrees, and how Balinese names begin.
///
/// Degrees follow the name behind commas and have no spaces inside: `S.H.`, `A.MD.KEB`. Names are in capitals here.
enum NameForm {
    /// Whether all that follows the first comma is degrees, written alike: each with a full stop at its end, or none.
    static func hasRegularDegrees(_ name: String) -> Bool {
        let parts = name.split(separator: ", ", omittingEmptySubsequences: false)
        let named = parts.dropFirst()
        guard !named.isEmpty, named.allSatisfy(isDegree), !endsWithDegree(parts[0]) else { return false }
        return Set(named.map { $0.hasSuffix(".") }).count == 1
    }

    /// Whether a name has a degree, or what is left of one, in whatever way it was read.
    static func hasDegree(_ name: String) -> Bool { name.contains(",") || endsWithDegree(name[...]) }

    /// Whether a degree stands right behind the name: its comma was not read, or as a full stop.
    private static func endsWithDegree(_ text: Substring) -> Bool {
        let words = text.split(separator: " ")
        return words.count > 1 && words.last.map { $0.contains(".") && isDegree($0) } == true
    }

    /// `S.`, `M.`, `SP.` or `A.MD.` and what of, or one of those written as one word.
    private static func isDegree(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".")
        guard let first = parts.first, parts.allSatisfy({ $0.allSatisfy(\.isLetter) }) else { return false }
        if parts.count == 1 { return degreesInOneWord.contains(String(first)) }
        let isLevel = ["S", "M", "SP"].contains(first) || first == "AMD" || first == "A" && parts[1] == "MD"
        return isLevel && parts.count <= 3 && parts.dropFirst().allSatisfy { $0.count <= 4 }
    }

    private static let degreesInOneWord: Set<String> = [
        "SE", "SH", "ST", "SPD", "SKOM", "SAG", "SIP", "SKM", "SSI", "SPSI", "STP", "SHI", "SSOS", "MM", "MH", "MT",
        "MSI",
        "MPD", "MKOM", "MA", "MBA", "LC", "NERS", "NS", "APT", "AMD", "AMK",
    ]

    /// A Balinese name with the space behind the article that it begins with: `I PUTU`, `NI MADE`.
    ///
    /// - Returns: The name; nil when no article sticks to it.
    static func withArticleApart(_ name: String) -> String? {
        for article in ["NI", "I"] where name.hasPrefix(article) {
            let rest = name.dropFirst(article.count)
            if balinese.contains(String(rest.prefix { $0 != " " })) { return article + " " + rest }
        }
        return nil
    }

    /// What follows the article: the order of birth, or the caste.
    private static let balinese: Set<String> = [
        "WAYAN", "PUTU", "GEDE", "MADE", "KADEK", "NENGAH", "NYOMAN", "KOMANG", "KETUT", "GUSTI", "DEWA",
    ]
}
