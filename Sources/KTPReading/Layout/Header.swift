import Gazetteer

/// The two centred lines above the NIK, which have no label but begin with a word of their own.
enum Header {
    /// The words that begin a second header line.
    static let regencyWords = ["KABUPATEN", "KOTA"]

    /// How sure a text is the header line of a row kind, 0...1.
    static func evidence(for row: CardRow, _ text: String) -> Float {
        switch row {
        case .province:
            return startSimilarity(text, "PROVINSI")
        case .regency:
            if startSimilarity(text, "PROVINSI") > 0.7 { return 0 }
            let word = regencyWords.map { startSimilarity(text, $0) }.max() ?? 0
            return max(word, isJakarta(text) ? 0.9 : 0)
        default:
            return 0
        }
    }

    /// How alike the start of a text is to a word that may run into the next one.
    static func startSimilarity(_ text: String, _ word: String) -> Float {
        let start = String(text.filter(\.isLetter).prefix(word.count))
        guard start.count >= word.count - 1 else { return 0 }
        let similarity = Float(OCRDistance.similarity(start, word))
        return similarity > 0.6 ? similarity : 0
    }

    /// Jakarta's cities are printed without KOTA.
    private static func isJakarta(_ text: String) -> Bool {
        text.hasPrefix("JAKARTA ")
            || text.hasPrefix("JAKARTA")
                && ["PUSAT", "UTARA", "BARAT", "SELATAN", "TIMUR"].contains { text.hasSuffix($0) }
    }

    /// Cuts a header that was read as one line into its two halves; nil when there is only one.
    static func split(_ run: GlyphRun) -> (province: GlyphRun, regency: GlyphRun)? {
        guard let province = LabelMatcher.prefix("PROVINSI", in: run), province.similarity > 0.7 else { return nil }
        let rest = run.dropFirst(province.end)
        for word in regencyWords {
            guard let match = LabelMatcher.anywhere(word, in: rest), match.similarity > 0.85, match.start > 2 else {
                continue
            }
            return (run.prefix(province.end + match.start), rest.dropFirst(match.start))
        }
        guard let match = LabelMatcher.anywhere("JAKARTAJAKARTA", in: rest), match.similarity > 0.9 else { return nil }
        // PROVINSI DKI JAKARTA JAKARTA SELATAN
        guard let second = LabelMatcher.anywhere("JAKARTA", in: rest.dropFirst(match.start + 5)) else { return nil }
        let start = match.start + 5 + second.start
        return (run.prefix(province.end + start), rest.dropFirst(start))
    }
}
