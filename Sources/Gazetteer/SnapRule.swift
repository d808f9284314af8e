/// When a reading may be replaced by an official spelling: only when it is close to exactly one.
///
/// An equal spelling (but for spaces and punctuation) is taken when no other has the same letters, or only one also has
/// the same spaces and punctuation. Any other needs all of
///
/// - a similarity of at least ``leastSimilarity``, two full misreadings in ten letters or five look-alikes, and at most
///   ``mostEdits``, however long the name is;
/// - ``leastMargin`` edits between it and the runner-up, so that a tie, or near tie, is left alone;
/// - at most half the runner-up's distance, so that a bad reading needs a clear winner;
/// - no direction word in place of another: `CIPUTAT UTARA` is not a misread `CIPUTAT TIMUR`.
///
/// The figures are held by the noise tests: no wrong snap among thousands of misread names.
enum SnapRule {
    static let leastSimilarity = 0.78
    /// In hundredths of an edit.
    static let leastMargin: Int32 = 60
    /// In hundredths of an edit: half of how far runners-up are looked for.
    static let mostEdits = FormIndex.farthest / 2

    /// The one entry of `index` within `forms` that `reading` may be taken for.
    static func pick(_ reading: FoldedText, from index: FormIndex, in forms: Range<Int>) -> FormIndex.Hit? {
        let exact = index.equal(reading, in: forms)
        if let best = exact.first {
            guard exact.count > 1 else { return best }
            return best.distance == 0 && exact[1].distance > 0 ? best : nil
        }
        // Far enough down to see any runner-up that could stand in the way.
        let margin = Double(leastMargin) / Double(100 * max(1, reading.symbols.count))
        let floor = max(0.05, 1 - 2 * (1 - leastSimilarity) - margin)
        let hits = index.nearest(reading, in: forms, limit: 2, floor: floor)
        guard let best = hits.first, best.similarity >= leastSimilarity, best.distance <= mostEdits else { return nil }
        if let runnerUp = hits.dropFirst().first {
            guard runnerUp.distance - best.distance >= leastMargin else { return nil }
            guard runnerUp.distance >= 2 * best.distance else { return nil }
        }
        return swapsDirections(reading.string, index.text(best.form)) ? nil : best
    }

    /// Words that tell neighbours of the same name apart.
    private static let directions = [
        "BARAT", "TIMUR", "UTARA", "SELATAN", "TENGAH", "TENGGARA", "HULU", "HILIR", "ULU", "ILIR", "ATAS", "BAWAH",
        "LAMA", "BARU", "KOTA", "PUSAT", "LUAR", "DALAM", "WETAN", "KULON", "LOR", "KIDUL",
    ]

    private static func swapsDirections(_ reading: String, _ spelling: String) -> Bool {
        guard let read = directions.last(where: { endsApart(reading, $0) }) else { return false }
        return !spelling.hasSuffix(read)
    }

    /// Whether `text` ends with `word` and has something before it.
    private static func endsApart(_ text: String, _ word: String) -> Bool {
        text.hasSuffix(word) && text.utf8.count > word.utf8.count + 2
    }
}
