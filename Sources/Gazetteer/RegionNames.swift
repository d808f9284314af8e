/// What cards print for an official name.
///
/// Headers print `PROVINSI X`, then `KABUPATEN X`, `KOTA X` or, in Jakarta, the bare name of the city; the list writes
/// some of these differently, abbreviates a few words, and gives some names two spellings in brackets.
enum RegionNames {
    /// One spelling to index.
    struct Form: Equatable {
        enum Kind: UInt8 {
            /// Printed so on cards.
            case printed
            /// A regency's name without `KOTA` or `KABUPATEN`, as in birth places.
            case bare
            /// A province's printed form after the word `PROVINSI`, which is not part of the form.
            case headed
        }
        var text: String
        var kind: Kind
        /// Letters at the start that many names share (`KABUPATEN`): they count half in a similarity.
        var shared: Int
    }

    /// The word before a province in the header.
    static let provinceHeading = "PROVINSI "

    /// The spellings of a region, printed ones first, best first.
    static func forms(code: String, level: Region.Level, name: String) -> [Form] {
        let official = FoldedText(name).string
        switch level {
        case .province: return provinceForms(code, official)
        case .regency: return regencyForms(code, official)
        case .district, .village:
            let all = spellings(official) + (RegionAliases.districts[code] ?? [])
            return unique(all.map { Form(text: $0, kind: .printed, shared: 0) })
        }
    }

    private static func provinceForms(_ code: String, _ official: String) -> [Form] {
        let names = RegionAliases.provinces[code].map { $0.instead ? $0.names : [official] + $0.names } ?? [official]
        let printed = names.map { Form(text: $0, kind: .printed, shared: 0) }
        let headed = names.map {
            Form(text: provinceHeading + $0, kind: .headed, shared: provinceHeading.count - 1)
        }
        return unique(printed + headed)
    }

    private static func regencyForms(_ code: String, _ official: String) -> [Form] {
        for (prefix, printed) in regencyPrefixes where official.hasPrefix(prefix) {
            let rest = String(official.dropFirst(prefix.count))
            let names = spellings(rest, expandedFirst: true)
            let forms = (names + (RegionAliases.regencies[code] ?? [])).flatMap { name in
                printed.map { Form(text: $0 + name, kind: .printed, shared: letterCount($0)) }
            }
            return unique(forms + names.map { Form(text: $0, kind: .bare, shared: 0) })
        }
        return unique(spellings(official).map { Form(text: $0, kind: .printed, shared: 0) })
    }

    /// Official beginnings of a regency's name, longest first, and what cards print for them.
    ///
    /// Jakarta's cities and its regency are administrative, without self-government, and printed without a prefix.
    private static let regencyPrefixes: [(official: String, printed: [String])] = [
        (
            "KABUPATEN ADMINISTRASI ",
            ["", "KABUPATEN ADM. ", "KAB. ADM. ", "KABUPATEN ADMINISTRASI ", "KABUPATEN ", "KAB. ", "ADM. "]
        ),
        ("KOTA ADMINISTRASI ", ["", "KOTA ADM. ", "KOTA ADMINISTRASI ", "KOTA "]),
        ("KABUPATEN ", ["KABUPATEN ", "KAB. "]),
        ("KOTA ", ["KOTA "]),
    ]

    /// Abbreviations of the list whose long form is beyond doubt, which that of single letters and `SEI` is not.
    private static let abbreviations: [(short: String, long: String)] = [
        ("AFD.", "AFDELING"), ("GN.", "GUNUNG"), ("KEP.", "KEPULAUAN"), ("KP.", "KAMPUNG"), ("MNS.", "MEUNASAH"),
        ("PERK.", "PERKEBUNAN"), ("TGK.", "TEUNGKU"), ("TJ.", "TANJUNG"),
    ]

    /// A name as it stands, without what is in brackets, what is in brackets, and with abbreviations written out.
    private static func spellings(_ name: String, expandedFirst: Bool = false) -> [String] {
        var names = [name]
        if let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close {
            let outside = FoldedText(String(name[..<open]) + String(name[name.index(after: close)...])).string
            let inside = FoldedText(String(name[name.index(after: open)..<close])).string
            names = [outside, name] + (inside.count > 3 ? [inside] : [])
        }
        guard name.contains(".") else { return names }
        let expanded = names.map(expand)
        return expandedFirst ? expanded + names : names + expanded
    }

    private static func expand(_ name: String) -> String {
        var words = name.split(separator: " ").map(String.init)
        for index in words.indices {
            for (short, long) in abbreviations where words[index].hasPrefix(short) {
                let rest = words[index].dropFirst(short.count)
                words[index] = rest.isEmpty ? long : long + " " + rest
                break
            }
        }
        return words.joined(separator: " ")
    }

    private static func letterCount(_ text: String) -> Int { text.utf8.count { $0 >= 65 && $0 <= 90 } }

    private static func unique(_ forms: [Form]) -> [Form] {
        var seen: Set<String> = []
        return forms.filter { seen.insert($0.text).inserted }
    }
}
