/// The printed rows of the card from top to bottom.
///
/// Positions are measured on pictures of cards (true prints and mock-ups differ by about 0.3 rows), in units of the row
/// pitch, counted from `Nama`; a second line of a name or an address moves what follows down by one.
package enum CardRow: Int, CaseIterable, Sendable, Comparable {
    case province, regency, nik, name, birth, sex, street, rtRW, village, district
    case religion, maritalStatus, occupation, nationality, validUntil

    package static func < (a: CardRow, b: CardRow) -> Bool { a.rawValue < b.rawValue }

    /// Row pitches below the row `Nama`.
    var position: Float {
        switch self {
        case .province: -5.3
        case .regency: -4.0
        case .nik: -1.85
        default: Float(rawValue - CardRow.name.rawValue)
        }
    }

    /// How far the row strays from ``position``, in row pitches, between print runs.
    var positionSpread: Float { self < .name ? 0.6 : 0.15 }

    /// The label as printed, letters only; nil for the header rows, which are centred and have none.
    var label: String? {
        switch self {
        case .province, .regency: nil
        case .nik: "NIK"
        case .name: "NAMA"
        case .birth: "TEMPATTGLLAHIR"
        case .sex: "JENISKELAMIN"
        case .street: "ALAMAT"
        case .rtRW: "RTRW"
        case .village: "KELDESA"
        case .district: "KECAMATAN"
        case .religion: "AGAMA"
        case .maritalStatus: "STATUSPERKAWINAN"
        case .occupation: "PEKERJAAN"
        case .nationality: "KEWARGANEGARAAN"
        case .validUntil: "BERLAKUHINGGA"
        }
    }

    /// The label's length as a share of the card's width, in Arial at the usual size.
    var labelLength: Float? {
        switch self {
        case .province, .regency: nil
        case .nik: 0.07
        case .name: 0.07
        case .birth: 0.2
        case .sex: 0.17
        case .street, .rtRW, .religion: 0.087
        case .village: 0.113
        case .district: 0.136
        case .maritalStatus: 0.208
        case .occupation: 0.118
        case .nationality: 0.205
        case .validUntil: 0.184
        }
    }

    /// Whether the label is printed in capitals; all others are in mixed case.
    var hasCapitalLabel: Bool { self == .nik || self == .rtRW }

    /// Whether the label is indented (by 5.4 % of the card's width).
    var isIndented: Bool { self == .rtRW || self == .village || self == .district }

    /// Further lines that the value may take.
    var maximumExtraLines: Int {
        switch self {
        case .name, .street: 2
        case .birth, .village, .district, .religion, .occupation: 1
        default: 0
        }
    }
}

/// Proportions of the card that hold for every print run, as shares of its width.
enum CardProportions {
    /// Card widths per row pitch: 0.0465 of the height, which is 1 / 1.586 of the width.
    static let widthInPitches: Float = 34.1
    /// Left edge of the labels to the left edge of the card.
    static let labelLeft: Float = 0.03
    /// Left edge of the indented labels to that of the others.
    static let indent: Float = 0.054
    /// Left edge of the values to that of the labels; 0.217 to 0.272 were measured.
    static let valueOffset: Float = 0.235
    /// Where the photo begins, from the left edge of the labels.
    static let photoLeft: Float = 0.69
    /// Where the column under the photo begins, from the left edge of the labels.
    static let photoColumn: Float = 0.63
    /// `Gol. Darah` from the left edge of the labels.
    static let bloodLabelOffset: Float = 0.47
}
