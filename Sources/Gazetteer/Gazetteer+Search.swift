extension Gazetteer {
    /// Regions that a person may mean: a code, or a name with the names around it after commas.
    ///
    /// - Parameters:
    ///   - query: `32.04`, `3204`, `CIMAHI`, or `CIHAMPELAS, BANDUNG BARAT`; a name may be misspelt, and what stands after a
    ///     comma may leave levels out.
    ///   - limit: How many to return at most.
    /// - Returns: Best first; among equally good ones the wider regions first. Empty when nothing is near, or the digits
    ///   are no code of today.
    public func search(_ query: String, limit: Int = 10) -> [RegionMatch] {
        guard limit > 0 else { return [] }
        let code = query.filter { !$0.isWhitespace }
        if code.contains(where: \.isNumber), code.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) {
            return region(code: code).map { [exactMatch($0)] } ?? []
        }
        let parts = query.split(separator: ",").map { FoldedText($0) }.filter { !$0.symbols.isEmpty }
        guard let name = parts.first else { return [] }
        var scopes: [Found] = []
        for context in parts.dropFirst().reversed() {
            scopes = found(context, in: scopes, levels: [.province, .regency, .district], limit: Self.scopeLimit)
        }
        let matches = found(name, in: scopes, levels: Region.Level.allCases, limit: limit)
        return matches.map { match($0.hit, in: table($0.level)) }
    }

    /// How many readings of each context are followed: enough for a kota, its kabupaten, and districts of that name.
    private static let scopeLimit = 12
    /// The least similarity of a name or a context.
    private static let searchFloor = 0.65
    /// What a match in the province of the context, but outside the context itself, is worth: people name the nearest
    /// big city (`CIMAHI, BANDUNG`).
    private static let sameProvinceWorth = 0.8

    private struct Found {
        var hit: FormIndex.Hit
        var level: Region.Level
        /// Product of the similarities of the name and of the contexts that led to it.
        var score: Double
        /// Scores that differ by a space or two are equal.
        var rank: Int { Int((score * 40).rounded()) }
    }

    /// What `name` may be inside each of `scopes` (anywhere when there are none), best first.
    private func found(_ name: FoldedText, in scopes: [Found], levels: [Region.Level], limit: Int) -> [Found] {
        var best: [RegionCode: Found] = [:]
        for level in levels {
            let table = table(level)
            for (parent, score) in parents(scopes, above: level) {
                let forms = table.formRange(table.indices(in: parent))
                for hit in table.forms.nearest(name, in: forms, limit: limit, floor: Self.searchFloor) {
                    let code = table.code(hit.owner)
                    let total = hit.similarity * score
                    if total > best[code]?.score ?? 0 { best[code] = Found(hit: hit, level: level, score: total) }
                }
            }
        }
        let ranked = best.sorted {
            ($1.value.rank, $0.value.level, $0.key) < ($0.value.rank, $1.value.level, $1.key)
        }
        return ranked.prefix(limit).map(\.value)
    }

    /// Where to look for regions of `level`, and what a match there is worth: the scopes, then their provinces.
    private func parents(_ scopes: [Found], above level: Region.Level) -> [RegionCode?: Double] {
        guard !scopes.isEmpty else { return [nil: 1] }
        var worth: [RegionCode?: Double] = [:]
        for scope in scopes {
            let code = table(scope.level).code(scope.hit.owner)
            if scope.level < level { worth[code] = max(worth[code] ?? 0, scope.score) }
            guard level > .province, scope.level > .province else { continue }
            let province = code.ancestor(.province)
            worth[province] = max(worth[province] ?? 0, scope.score * Self.sameProvinceWorth)
        }
        return worth
    }

    private func exactMatch(_ region: Region) -> RegionMatch {
        RegionMatch(
            region: region, form: region.printedName, isBareName: false, similarity: 1, chain: chain(of: region))
    }
}
