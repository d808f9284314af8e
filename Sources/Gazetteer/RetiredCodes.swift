/// Codes that regions had before they moved to another province, which NIKs given out then keep.
///
/// Three degrees of knowledge:
///
/// - **Certain**, ``regency(_:)``: codes of the interior ministry's lists before the split, read off lists of that time
///   (Kalimantan Timur before 2012; Papua and Papua Barat before 2022; the five of Sulawesi Selatan that became Sulawesi
///   Barat in 2004). Each is also a gap in today's numbering of its province.
/// - **Former provinces**, ``province(_:)``.
/// - **Possible**, ``mayExplain(_:)``: other codes, of a plausible number, in provinces that lost regencies. Which code
///   stood for which is not known to us.
enum RetiredCodes {
    /// The former province of a code, and why it is gone.
    static func province(_ code: String) -> String? {
        // Law 7/1976; the province ended with TAP MPR V/1999.
        code == "54" ? "TIMOR TIMUR" : nil
    }

    /// What a retired code surely stood for; nil otherwise.
    static func regency(_ code: String) -> String? { regencies[code] }

    /// Whether a regency's dotted code without a region may have had one.
    static func mayExplain(_ code: String) -> Bool {
        guard splitProvinces.contains(String(code.prefix(2))), let number = Int(code.suffix(2)) else { return false }
        return (1...30).contains(number) || (71...80).contains(number)
    }

    /// Provinces that gave regencies away, with the province that got them and its law.
    private static let splitProvinces: Set<String> = [
        "14",  // Riau -> 21 Kepulauan Riau, law 25/2002
        "16",  // Sumatera Selatan -> 19 Kepulauan Bangka Belitung, law 27/2000
        "32",  // Jawa Barat -> 36 Banten, law 23/2000
        "64",  // Kalimantan Timur -> 65 Kalimantan Utara, law 20/2012
        "71",  // Sulawesi Utara -> 75 Gorontalo, law 38/2000
        "73",  // Sulawesi Selatan -> 76 Sulawesi Barat, law 26/2004
        "81",  // Maluku -> 82 Maluku Utara, law 46/1999
        "91",  // Irian Jaya, Papua -> 92 Papua Barat, law 45/1999; 93, 94, 95, laws 14-16/2022
        "92",  // Papua Barat -> 96 Papua Barat Daya, law 29/2022
    ]

    private static let regencies: [String: String] = [
        // Today 65.01, 65.03, 65.02, 65.04, 65.71.
        "64.04": "KABUPATEN BULUNGAN", "64.05": "KABUPATEN NUNUKAN", "64.06": "KABUPATEN MALINAU",
        "64.10": "KABUPATEN TANA TIDUNG", "64.73": "KOTA TARAKAN",
        // Today 76.04 (Polewali Mandar, without Mamasa), 76.05, 76.02, 76.03, 76.01 (Pasangkayu).
        "73.19": "KABUPATEN POLEWALI MAMASA", "73.20": "KABUPATEN MAJENE", "73.21": "KABUPATEN MAMUJU",
        "73.23": "KABUPATEN MAMASA", "73.25": "KABUPATEN MAMUJU UTARA",
        // Today 93.01-04 Papua Selatan.
        "91.01": "KABUPATEN MERAUKE", "91.16": "KABUPATEN BOVEN DIGOEL", "91.17": "KABUPATEN MAPPI",
        "91.18": "KABUPATEN ASMAT",
        // Today 94.01-08 Papua Tengah.
        "91.04": "KABUPATEN NABIRE", "91.07": "KABUPATEN PUNCAK JAYA", "91.08": "KABUPATEN PANIAI",
        "91.09": "KABUPATEN MIMIKA", "91.25": "KABUPATEN PUNCAK", "91.26": "KABUPATEN DOGIYAI",
        "91.27": "KABUPATEN INTAN JAYA", "91.28": "KABUPATEN DEIYAI",
        // Today 95.01-08 Papua Pegunungan.
        "91.02": "KABUPATEN JAYAWIJAYA", "91.12": "KABUPATEN PEGUNUNGAN BINTANG", "91.13": "KABUPATEN YAHUKIMO",
        "91.14": "KABUPATEN TOLIKARA", "91.21": "KABUPATEN MAMBERAMO TENGAH", "91.22": "KABUPATEN YALIMO",
        "91.23": "KABUPATEN LANNY JAYA", "91.24": "KABUPATEN NDUGA",
        // Today 96.01-05 and 96.71 Papua Barat Daya.
        "92.01": "KABUPATEN SORONG", "92.04": "KABUPATEN SORONG SELATAN", "92.05": "KABUPATEN RAJA AMPAT",
        "92.09": "KABUPATEN TAMBRAUW", "92.10": "KABUPATEN MAYBRAT", "92.71": "KOTA SORONG",
    ]
}
