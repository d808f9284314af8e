/// Names that cards print, or printed, and the official list does not have.
///
/// Each with its reason. Spellings that differ only in spaces or punctuation (`PEMATANG SIANTAR`, `FAK-FAK`) need no
/// entry: a look-up ignores both.
enum RegionAliases {
    /// Provinces, best first; `instead` where the official name comes only in the place given here.
    static let provinces: [String: (names: [String], instead: Bool)] = [
        // Nanggroe Aceh Darussalam, 2001-2009 (law 18/2001; governor's regulation 46/2009 went back to Aceh).
        "11": (["NANGGROE ACEH DARUSSALAM"], false),
        // Cards print the abbreviation. Law 2/2024 names the province Daerah Khusus Jakarta.
        "31": (["DKI JAKARTA", "DAERAH KHUSUS IBUKOTA JAKARTA", "DAERAH KHUSUS JAKARTA"], true),
        // Both are in use on cards.
        "34": (["DAERAH ISTIMEWA YOGYAKARTA", "D.I. YOGYAKARTA", "DI YOGYAKARTA"], true),
        // Irian Jaya Barat until government regulation 24/2007.
        "92": (["IRIAN JAYA BARAT"], false),
    ]

    /// Kabupaten and kota, without that word.
    static let regencies: [String: [String]] = [
        "12.12": ["TOBA SAMOSIR"],  // until government regulation 14/2020
        "13.03": ["SAWAHLUNTO/SIJUNJUNG"],  // until 25/2008
        "13.07": ["50 KOTA"],  // the number as a numeral
        "61.02": ["PONTIANAK"],  // until 58/2014; KOTA PONTIANAK is 61.71
        "64.01": ["PASIR"],  // until 49/2007
        "71.09": ["SIAU TAGULANDANG BIARO"],  // short for the official Kepulauan Siau Tagulandang Biaro
        "73.01": ["SELAYAR"],  // until 59/2008
        "73.10": ["PANGKAJENE KEPULAUAN"],  // short
        "76.01": ["MAMUJU UTARA"],  // until 61/2017
        "81.03": ["MALUKU TENGGARA BARAT"],  // until 2/2019
        "91.05": ["YAPEN WAROPEN"],  // until 40/2008
    ]

    /// Kecamatan.
    static let districts: [String: [String]] = [
        "16.05.14": ["BULANG TENGAH SUKU ULU"]  // the list abbreviates to BTS. Ulu
    ]
}
