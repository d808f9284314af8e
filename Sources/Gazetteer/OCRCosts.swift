/// What it costs to take one text for another, in hundredths of a full edit.
///
/// The cheap pairs are those that readers of KTPs report (digits for letters, OCR-A look-alikes, broken dot-matrix
/// stems) and the usual look-alikes of capitals. The figures order the pairs by how alike they look; they were set by
/// hand and then held against the noise tests, which they pass with room to spare.
enum OCRCosts {
    /// One full edit.
    static let edit: Int32 = 100
    /// Two narrow strokes read as one wide letter, or the reverse.
    static let pair: Int32 = 40
    /// The cheapest way to change the number of letters.
    static let cheapestLengthChange: Int32 = 40

    /// `[Symbol.count, Symbol.count]`: reading one symbol as the other.
    static let substitution: [UInt8] = {
        var costs = [UInt8](repeating: UInt8(edit), count: Symbol.count * Symbol.count)
        func set(_ left: Int, _ right: Int, _ cost: UInt8) {
            costs[left * Symbol.count + right] = cost
            costs[right * Symbol.count + left] = cost
        }
        for (letters, cost) in lookAlikes {
            let symbols = letters.map { Symbol.of($0) }
            for left in symbols { for right in symbols where left != right { set(left, right, cost) } }
        }
        for symbol in 0..<Int(Symbol.unknown) { set(symbol, Int(Symbol.unknown), 70) }
        for symbol in 0..<Int(Symbol.space) {
            set(symbol, Int(Symbol.space), 255)
            set(symbol, Int(Symbol.punctuation), 255)
        }
        set(Int(Symbol.space), Int(Symbol.punctuation), 4)
        for symbol in 0..<Symbol.count { set(symbol, symbol, 0) }
        return costs
    }()

    /// Losing a symbol, or reading one that is not there; thin letters vanish easily, spaces and dots more so.
    static let insertion: [UInt8] = {
        var costs = [UInt8](repeating: UInt8(edit), count: Symbol.count)
        for thin in "I1L" { costs[Symbol.of(thin)] = 70 }
        costs[Int(Symbol.space)] = 6
        costs[Int(Symbol.punctuation)] = 6
        return costs
    }()

    /// `[Symbol.count, Symbol.count]`: the letters (as bits) that two neighbouring symbols together look like.
    static let pairs: [UInt64] = {
        var masks = [UInt64](repeating: 0, count: Symbol.count * Symbol.count)
        for (pair, letter) in [
            ("RN", "M"), ("IN", "M"), ("NI", "M"), ("VV", "W"), ("UU", "W"), ("CL", "D"), ("CI", "D"),
            ("OL", "D"), ("LI", "U"), ("II", "U"), ("LL", "U"), ("II", "H"), ("II", "N"), ("IN", "N"), ("IC", "K"),
            ("I3", "B"), ("IO", "D"), ("IP", "P"), ("IF", "F"), ("IE", "E"),
        ] {
            let symbols = pair.map { Symbol.of($0) }
            for single in letter { masks[symbols[0] * Symbol.count + symbols[1]] |= 1 << UInt64(Symbol.of(single)) }
        }
        return masks
    }()

    /// Groups of symbols that look alike, pair by pair; a later group overrides an earlier one.
    private static let lookAlikes: [(letters: String, cost: UInt8)] = [
        ("RB", 60), ("RK", 60), ("KX", 60), ("XY", 60), ("WM", 60), ("UO", 60), ("HA", 60), ("HK", 60), ("EB", 60),
        ("CE", 60), ("CO", 60), ("LE", 60), ("TY", 60), ("49", 60), ("96", 60), ("B3", 60), ("PB", 60), ("PR", 50),
        ("FP", 50), ("VY", 50), ("VW", 50), ("OG", 50), ("0G", 50), ("0C", 60), ("QG", 50), ("IJ", 50), ("1J", 50),
        ("DB", 60), ("06", 50), ("08", 50), ("3S", 60), ("6B", 40), ("56", 50), ("38", 40), ("86", 45), ("7T", 35),
        ("71", 35), ("7Z", 50), ("2Z", 15), ("9G", 40), ("9Q", 30), ("4H", 45), ("TI", 40), ("T1", 40), ("TL", 45),
        ("MN", 40), ("HN", 40), ("HM", 50), ("UV", 35), ("CG", 35), ("EF", 35), ("A4", 25), ("8B", 20), ("S5", 15),
        ("S8", 50), ("G6", 25), ("ODQ0", 30), ("O0", 10), ("I1L", 15), ("I1", 8),
    ]
}
