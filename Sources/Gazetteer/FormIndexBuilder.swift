/// Collects spellings for a ``FormIndex``.
struct FormIndexBuilder {
    private(set) var symbols: [UInt8] = []
    private(set) var symbolStarts: [UInt32] = [0]
    private(set) var characters: [UInt8] = []
    private(set) var characterStarts: [UInt32] = [0]
    private(set) var owners: [Int32] = []
    private(set) var kinds: [UInt8] = []
    private(set) var shared: [UInt8] = []

    /// Creates an empty collection.
    ///
    /// - Parameters:
    ///   - forms: About how many spellings will come.
    ///   - characters: About how many characters they have together.
    init(forms: Int = 0, characters: Int = 0) {
        symbols.reserveCapacity(characters)
        self.characters.reserveCapacity(characters)
        symbolStarts.reserveCapacity(forms + 1)
        characterStarts.reserveCapacity(forms + 1)
        owners.reserveCapacity(forms)
        kinds.reserveCapacity(forms)
        shared.reserveCapacity(forms)
    }

    /// Number of spellings so far.
    var count: Int { owners.count }

    /// Adds a spelling.
    mutating func append(_ form: RegionNames.Form, owner: Int) {
        var text = form.text
        text.withUTF8 { append(utf8: $0, kind: form.kind, shared: form.shared, owner: owner) }
    }

    /// Adds a spelling by its UTF-8, of any letter case.
    mutating func append(
        utf8: UnsafeBufferPointer<UInt8>, kind: RegionNames.Form.Kind = .printed, shared: Int = 0, owner: Int
    ) {
        Symbol.of.withUnsafeBufferPointer { table in
            FoldedText.fold(utf8) { character in
                characters.append(character)
                let symbol = table[Int(character)]
                if symbol < Symbol.space { symbols.append(symbol) }
            }
        }
        if characters.last == UInt8(ascii: " ") { characters.removeLast() }
        symbolStarts.append(UInt32(symbols.count))
        characterStarts.append(UInt32(characters.count))
        owners.append(Int32(owner))
        kinds.append(kind.rawValue)
        self.shared.append(UInt8(clamping: shared))
    }

    /// FNV-1a.
    static func hash(_ symbols: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for symbol in symbols { hash = (hash ^ UInt32(symbol)) &* 16_777_619 }
        return hash ^ hash >> 15
    }

    /// The newest spelling of each bucket, and for each spelling the one before it in its bucket; -1 for none.
    func hashTable() -> (buckets: [Int32], chains: [Int32]) {
        var size = 16
        while size < count * 2 { size *= 2 }
        var buckets = [Int32](repeating: -1, count: size)
        var chains = [Int32](repeating: -1, count: count)
        for form in 0..<count {
            let slice = symbols[Int(symbolStarts[form])..<Int(symbolStarts[form + 1])]
            let bucket = Int(Self.hash(slice) & UInt32(size - 1))
            chains[form] = buckets[bucket]
            buckets[bucket] = Int32(form)
        }
        return (buckets, chains)
    }
}
