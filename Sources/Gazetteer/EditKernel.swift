/// The inner loop of the edit distance: one reading against many spellings, on scratch memory of its own.
///
/// Optimal string alignment with weights of ``OCRCosts``, in which two symbols may also stand for one. Only a band
/// around the diagonal is computed, and a spelling is given up as soon as no alignment can stay below the cutoff.
struct EditKernel: ~Copyable {
    /// Longer readings are not names; they match nothing.
    static let longestReading = 120

    private static let infinity = Int32.max / 4

    private let reading: UnsafeMutableBufferPointer<UInt8>
    /// The letters that each symbol of the reading and the one before it look like.
    private let readingPairs: UnsafeMutableBufferPointer<UInt64>
    /// The union of `readingPairs`.
    private let anyReadingPair: UInt64
    private let rows: UnsafeMutableBufferPointer<Int32>
    /// `[Symbol.count, reading.count]`: what each symbol costs in place of each of the reading.
    private let substitution: UnsafeMutableBufferPointer<Int32>
    /// What it costs to leave out each symbol of the reading.
    private let omission: UnsafeMutableBufferPointer<Int32>
    private let insertion: UnsafeMutableBufferPointer<UInt8>
    private let pairs: UnsafeMutableBufferPointer<UInt64>

    init(reading symbols: [UInt8]) {
        precondition(symbols.count <= Self.longestReading)
        reading = Self.copy(symbols)
        rows = .allocate(capacity: 3 * (symbols.count + 4))
        rows.initialize(repeating: Self.infinity)
        insertion = Self.copy(OCRCosts.insertion)
        pairs = Self.copy(OCRCosts.pairs)
        readingPairs = .allocate(capacity: symbols.count)
        omission = .allocate(capacity: symbols.count)
        substitution = .allocate(capacity: symbols.count * Symbol.count)
        var anyPair: UInt64 = 0
        for (index, symbol) in symbols.enumerated() {
            let mask = index == 0 ? 0 : pairs[Int(symbols[index - 1]) * Symbol.count + Int(symbol)]
            anyPair |= mask
            readingPairs.initializeElement(at: index, to: mask)
            omission.initializeElement(at: index, to: Int32(insertion[Int(symbol)]))
        }
        anyReadingPair = anyPair
        OCRCosts.substitution.withUnsafeBufferPointer { costs in
            for other in 0..<Symbol.count {
                for (index, symbol) in symbols.enumerated() {
                    let cost = Int32(costs[other * Symbol.count + Int(symbol)])
                    substitution.initializeElement(at: other * symbols.count + index, to: cost)
                }
            }
        }
    }

    deinit {
        reading.deallocate()
        readingPairs.deallocate()
        rows.deallocate()
        substitution.deallocate()
        omission.deallocate()
        insertion.deallocate()
        pairs.deallocate()
    }

    private static func copy<Element: BitwiseCopyable>(_ array: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: array.count)
        _ = buffer.initialize(from: array)
        return buffer
    }

    /// The distance of the reading to `spelling`.
    ///
    /// - Parameters:
    ///   - spelling: Symbols.
    ///   - cutoff: The largest distance of interest.
    ///   - band: How far an alignment may leave the diagonal; nil for what letters alone allow at `cutoff`.
    /// - Returns: Hundredths of an edit; nil when it is over `cutoff`.
    /// - Complexity: O(`spelling.count` * `band`).
    func distance(to spelling: UnsafeBufferPointer<UInt8>, cutoff: Int32, band: Int? = nil) -> Int32? {
        let width = reading.count
        let band = band ?? Int(cutoff / OCRCosts.cheapestLengthChange)
        guard abs(width - spelling.count) <= band else { return nil }
        let stride = width + 4
        var before = rows.baseAddress.unsafelyUnwrapped + 1  // row i - 2
        var above = before + stride  // row i - 1
        var row = above + stride
        fillFirstRow(above, upTo: min(width, band))
        before.update(repeating: Self.infinity, count: width + 3)
        var aboveLeast: Int32 = 0
        var firstColumn: Int32 = 0
        for line in 1..<(spelling.count + 1) {
            let symbol = Int(spelling[line - 1])
            let bit: UInt64 = 1 << UInt64(symbol)
            let costs = substitution.baseAddress.unsafelyUnwrapped + (symbol * width - 1)
            let insertionCost = Int32(insertion[symbol])
            let pairMask = line < 2 ? 0 : pairs[Int(spelling[line - 2]) * Symbol.count + symbol]
            let low = max(1, line - band)
            let high = min(width, line + band)
            guard low <= high || width == 0 else { return nil }
            firstColumn += insertionCost
            row[low - 1] = low == 1 ? firstColumn : Self.infinity
            var least = row[low - 1]
            let hasPairs = pairMask != 0 || anyReadingPair & bit != 0
            var column = low
            var left = row[low - 1]
            while column <= high {
                var best = min(above[column - 1] &+ costs[column], above[column] &+ insertionCost)
                if hasPairs { best = min(best, pairCost(column, bit, pairMask, above, before)) }
                left = min(best, left &+ omission[column - 1])
                row[column] = left
                least = min(least, left)
                column += 1
            }
            row[high + 1] = Self.infinity
            row[high + 2] = Self.infinity
            if low > 1 { row[low - 2] = Self.infinity }
            if least > cutoff, aboveLeast > cutoff { return nil }
            aboveLeast = least
            (before, above, row) = (above, row, before)
        }
        let result = above[width]
        return result <= cutoff ? result : nil
    }

    /// The cost of a cell reached by a pair: two symbols of the reading for one, or one for two.
    @inline(__always)
    private func pairCost(
        _ column: Int, _ bit: UInt64, _ pairMask: UInt64, _ above: UnsafeMutablePointer<Int32>,
        _ before: UnsafeMutablePointer<Int32>
    ) -> Int32 {
        var cost = Self.infinity
        if readingPairs[column - 1] & bit != 0 { cost = above[column - 2] &+ OCRCosts.pair }
        if pairMask >> UInt64(reading[column - 1]) & 1 != 0 { cost = min(cost, before[column - 1] &+ OCRCosts.pair) }
        return cost
    }

    private func fillFirstRow(_ row: UnsafeMutablePointer<Int32>, upTo last: Int) {
        row[0] = 0
        for column in 0..<last { row[column + 1] = row[column] + Int32(insertion[Int(reading[column])]) }
        row[last + 1] = Self.infinity
        row[last + 2] = Self.infinity
    }
}
