extension Gazetteer {
    /// The regions whose printed forms a reading resembles most, nearest first.
    ///
    /// Letter case, spaces and punctuation hardly count, so `KOTAMEDAN` finds `KOTA MEDAN`; look-alikes (`0` and `O`)
    /// count a fraction of other misreadings.
    ///
    /// - Parameters:
    ///   - text: What was read, without its label.
    ///   - parent: Where to look: any region above `level`; nil for the whole country.
    ///   - level: What to look for; by default the level below `parent`.
    ///   - limit: How many to return at most.
    ///   - leastSimilarity: How alike they must at least be, 0...1.
    /// - Returns: Matches; regions equally near come in code order.
    public func candidates(
        for text: String, in parent: Region? = nil, level: Region.Level? = nil, limit: Int = 5,
        leastSimilarity: Double = 0.5
    ) -> [RegionMatch] {
        guard let level = level ?? Self.level(below: parent) else { return [] }
        let table = table(level)
        let forms = table.formRange(table.indices(in: code(of: parent)))
        let hits = table.forms.nearest(FoldedText(text), in: forms, limit: limit, floor: leastSimilarity)
        return hits.map { match($0, in: table) }
    }

    /// The region that a reading means, when it is close to the printed form of exactly one; nil otherwise.
    ///
    /// Nil is common and right: `BANDUNG` in West Java is a city and a regency, and a misreading half-way between two
    /// names is neither. What counts as close is written at `SnapRule`: a similarity of 0.78, 0.6 edits of distance to the
    /// runner-up and at most half its distance.
    ///
    /// - Parameters:
    ///   - text: What was read, without its label.
    ///   - parent: Where to look: any region above `level`; nil for the whole country.
    ///   - level: What to look for; by default the level below `parent`.
    /// - Returns: The match, or nil.
    public func bestMatch(
        for text: String, in parent: Region? = nil, level: Region.Level? = nil
    ) -> RegionMatch? {
        guard let level = level ?? Self.level(below: parent) else { return nil }
        let table = table(level)
        let forms = table.formRange(table.indices(in: code(of: parent)))
        return SnapRule.pick(FoldedText(text), from: table.forms, in: forms).map { match($0, in: table) }
    }

    /// The names of kabupaten and kota without that word, as birth and issue places have them: `BANDUNG`, `JAKARTA`.
    ///
    /// A place need not be one of these: villages and towns are printed too.
    public func placeNames() -> ClosedVocabulary {
        let table = table(.regency)
        var names: [String] = []
        for index in 0..<table.count {
            let forms = table.formRange(index..<index + 1)
            // Jakarta's are printed without the word in any case.
            names.append(table.forms.text(forms.first { table.forms.kind($0) == .bare } ?? forms.lowerBound))
        }
        // Jakarta as a whole is a province; Makassar was Ujung Pandang until government regulation 86/1999.
        return ClosedVocabulary(names + ["JAKARTA", "UJUNG PANDANG"])
    }

    func match(_ hit: FormIndex.Hit, in table: RegionTable) -> RegionMatch {
        let kind = table.forms.kind(hit.form)
        let text = table.forms.text(hit.form)
        let region = table.region(hit.owner)
        return RegionMatch(
            region: region,
            form: kind == .headed ? String(text.dropFirst(RegionNames.provinceHeading.count)) : text,
            isBareName: kind == .bare, similarity: hit.similarity, chain: chain(of: region))
    }
}
