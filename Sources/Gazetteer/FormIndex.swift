/// Spellings to compare readings with: exact hits through a hash table, near ones by edit distance.
///
/// Every spelling has an owner, a number that the user of the index gives it; owners never decrease from one spelling
/// to the next, so the spellings of neighbouring owners are neighbours too.
final class FormIndex: Sendable {
    /// A spelling near a reading.
    struct Hit {
        var form: Int
        var owner: Int
        /// With spaces and punctuation, in hundredths of an edit.
        var distance: Int32
        /// 0...1.
        var similarity: Double
        /// Whether letters and digits are all equal.
        var isExact: Bool
    }

    /// Eight edits apart, two names have nothing to do with each other, however long they are.
    static let farthest: Int32 = 800

    private let symbols: [UInt8]
    private let symbolStarts: [UInt32]
    private let characters: [UInt8]
    private let characterStarts: [UInt32]
    private let owners: [Int32]
    private let kinds: [UInt8]
    private let shared: [UInt8]
    private let buckets: [Int32]
    private let chains: [Int32]

    /// Takes over what `builder` collected.
    init(_ builder: consuming FormIndexBuilder) {
        (buckets, chains) = builder.hashTable()
        symbols = builder.symbols
        symbolStarts = builder.symbolStarts
        characters = builder.characters
        characterStarts = builder.characterStarts
        owners = builder.owners
        kinds = builder.kinds
        shared = builder.shared
    }

    /// Number of spellings.
    var count: Int { owners.count }

    /// The spelling, upper case.
    func text(_ form: Int) -> String { String(decoding: characters[characterRange(form)], as: UTF8.self) }

    func kind(_ form: Int) -> RegionNames.Form.Kind { RegionNames.Form.Kind(rawValue: kinds[form]) ?? .printed }

    func owner(_ form: Int) -> Int { Int(owners[form]) }

    private func characterRange(_ form: Int) -> Range<Int> {
        Int(characterStarts[form])..<Int(characterStarts[form + 1])
    }

    private func symbolRange(_ form: Int) -> Range<Int> { Int(symbolStarts[form])..<Int(symbolStarts[form + 1]) }

    /// The owners within `forms` of spellings whose letters and digits are the reading's, those whose spaces and punctuation
    /// are too first.
    ///
    /// - Complexity: O(1) plus the number of equal spellings.
    func equal(_ reading: FoldedText, in forms: Range<Int>) -> [Hit] {
        guard isComparable(reading), !buckets.isEmpty else { return [] }
        var found: [(form: Int, distance: Int32)] = []
        var form = Int(buckets[Int(FormIndexBuilder.hash(reading.symbols[...]) & UInt32(buckets.count - 1))])
        while form >= 0 {
            if forms.contains(form), symbols[symbolRange(form)].elementsEqual(reading.symbols) {
                found.append((form, 0))
            }
            form = Int(chains[form])
        }
        return found.isEmpty ? [] : ranked(found, reading, floor: 0)
    }

    /// Whether a reading is no longer than names are, and no emptier.
    private func isComparable(_ reading: FoldedText) -> Bool {
        (1...EditKernel.longestReading / 2).contains(reading.symbols.count)
            && reading.spacedSymbols.count <= EditKernel.longestReading
    }

    /// The nearest owners within `forms`, each by its nearest spelling, nearest first.
    ///
    /// - Parameters:
    ///   - reading: What was read.
    ///   - forms: Where to look.
    ///   - limit: How many owners; a few more are looked at, since spaces count only in the last round.
    ///   - floor: The least similarity of interest.
    /// - Returns: Those with equal letters and digits first, then by distance.
    func nearest(_ reading: FoldedText, in forms: Range<Int>, limit: Int, floor: Double) -> [Hit] {
        guard limit > 0, isComparable(reading) else { return [] }
        let close = scan(reading, forms, keep: limit + 3, slack: Int32((1 - floor) * 100))
        return Array(ranked(close, reading, floor: floor).prefix(limit))
    }

    /// Owners by their nearest spellings, which are compared with spaces and punctuation now.
    private func ranked(
        _ close: [(form: Int, distance: Int32)], _ reading: FoldedText, floor: Double
    ) -> [Hit] {
        let kernel = EditKernel(reading: reading.spacedSymbols)
        var best: [Int: Hit] = [:]
        for (form, lettersDistance) in close {
            let hit = hit(form, lettersDistance, reading, kernel)
            guard hit.similarity >= floor, hit.distance < best[hit.owner]?.distance ?? .max else { continue }
            best[hit.owner] = hit
        }
        return best.values.sorted {
            ($0.isExact ? 0 : 1, $0.distance, $0.form) < ($1.isExact ? 0 : 1, $1.distance, $1.form)
        }
    }

    private func hit(
        _ form: Int, _ lettersDistance: Int32, _ reading: FoldedText, _ kernel: borrowing EditKernel
    ) -> Hit {
        let text = characters[characterRange(form)].map { Symbol.of[Int($0)] }
        let full = text.withUnsafeBufferPointer {
            kernel.distance(to: $0, cutoff: lettersDistance + 400, band: text.count + reading.spacedSymbols.count)
        }
        let distance = full ?? lettersDistance + 400
        let length = weighedLength(form, reading.symbols.count)
        return Hit(
            form: form, owner: owner(form), distance: distance,
            similarity: max(0, 1 - Double(distance) / Double(100 * length)), isExact: lettersDistance == 0)
    }

    /// Letters of the longer of both, those that many spellings share counted half.
    private func weighedLength(_ form: Int, _ reading: Int) -> Double {
        Double(max(symbolRange(form).count, reading)) - Double(shared[form]) / 2
    }

    /// The spellings nearest to the reading's letters and digits, one an owner, in no order.
    ///
    /// - Parameters:
    ///   - reading: What was read.
    ///   - forms: Where to look.
    ///   - keep: How many to return at most.
    ///   - slack: The largest distance, in percent of the longer length.
    /// - Returns: Spellings and their distances in hundredths of an edit.
    private func scan(
        _ reading: FoldedText, _ forms: Range<Int>, keep: Int, slack: Int32
    ) -> [(form: Int, distance: Int32)] {
        let kernel = EditKernel(reading: reading.symbols)
        let length = reading.symbols.count
        var kept: [(form: Int, distance: Int32)] = []
        var worst = Int32.max
        symbols.withUnsafeBufferPointer { symbols in
            symbolStarts.withUnsafeBufferPointer { starts in
                for form in forms {
                    let start = Int(starts[form])
                    let count = Int(starts[form + 1]) - start
                    let cutoff = min(slack * Int32(max(length, count)), worst, Self.farthest)
                    guard Int32(abs(length - count)) * OCRCosts.cheapestLengthChange <= cutoff else { continue }
                    let spelling = UnsafeBufferPointer(rebasing: symbols[start..<start + count])
                    guard let distance = kernel.distance(to: spelling, cutoff: cutoff) else { continue }
                    insert(form, distance, into: &kept, keep: keep)
                    if kept.count == keep { worst = kept[keep - 1].distance - 1 }
                }
            }
        }
        return kept
    }

    /// Keeps `kept` sorted by distance, one entry an owner, at most `keep` long.
    private func insert(_ form: Int, _ distance: Int32, into kept: inout [(form: Int, distance: Int32)], keep: Int) {
        if let same = kept.firstIndex(where: { owners[$0.form] == owners[form] }) {
            guard distance < kept[same].distance else { return }
            kept.remove(at: same)
        }
        let place = kept.firstIndex { $0.distance > distance } ?? kept.count
        kept.insert((form, distance), at: place)
        if kept.count > keep { kept.removeLast() }
    }
}
