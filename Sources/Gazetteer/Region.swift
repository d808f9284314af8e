/// One Indonesian administrative region, as of the newest list we load.
public struct Region: Sendable, Hashable {
    /// How deep a region lies.
    public enum Level: Int, Sendable, CaseIterable, Comparable {
        /// Provinsi; two digits.
        case province
        /// Kabupaten or kota; four digits.
        case regency
        /// Kecamatan (distrik in Papua); six digits.
        case district
        /// Kelurahan, desa, kampung, nagari, gampong; ten digits.
        case village

        /// A wider level comes before a narrower one.
        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        /// The level below; nil below a village.
        public var below: Level? { Level(rawValue: rawValue + 1) }
    }

    /// The Kemendagri code, dotted: `32`, `32.04`, `32.04.05`, `32.04.05.2001`.
    ///
    /// It is not the code of the statistics office (BPS).
    public let code: String
    /// How deep it lies.
    public let level: Level
    /// The official name in the letter case of the list: `Kabupaten Bandung`, `Cileunyi`.
    public let name: String
    /// What cards print for it, upper case, likeliest first; never empty.
    public let printedForms: [String]

    /// Creates a region.
    ///
    /// - Parameters:
    ///   - code: Dotted Kemendagri code.
    ///   - level: How deep it lies.
    ///   - name: Official name.
    ///   - printedForms: Upper-case forms, likeliest first.
    public init(code: String, level: Level, name: String, printedForms: [String]) {
        self.code = code
        self.level = level
        self.name = name
        self.printedForms = printedForms
    }

    /// The form that a card most likely prints: `KABUPATEN BANDUNG`, `JAKARTA SELATAN`, `DKI JAKARTA`.
    public var printedName: String { printedForms.first ?? name }

    /// The code of the region around it; nil for a province.
    public var parentCode: String? {
        guard let dot = code.lastIndex(of: ".") else { return nil }
        return String(code[..<dot])
    }
}

/// A region that a text may mean.
public struct RegionMatch: Sendable, Hashable {
    /// The region.
    public let region: Region
    /// The form that the text resembles: one of the region's printed forms, or its bare name where only that was read.
    public let form: String
    /// Whether `form` lacks the `KOTA` or `KABUPATEN` that the card prints before it.
    public let isBareName: Bool
    /// How close the text is to `form`: 1 is equal, 0 has nothing in common.
    public let similarity: Double
    /// Province first, the region itself last.
    public let chain: [Region]
}
