/// How likely two texts are the same print, read differently.
public enum OCRDistance {
    /// The number of misreadings between two texts, look-alikes and thin letters counted in part.
    ///
    /// Letter case and accents do not count; a space or a punctuation mark counts 0.06. The measure is symmetric.
    ///
    /// - Returns: Edits, 0 for equal texts; nil when a text is longer than 120 characters, which no name is.
    public static func distance(_ left: String, _ right: String) -> Double? {
        distance(FoldedText(left), FoldedText(right))
    }

    /// How alike two texts are: 1 minus the distance over the longer length in letters and digits, not below 0.
    ///
    /// - Returns: 0...1; 0 for texts over 120 characters; 1 for two texts without letters.
    public static func similarity(_ left: String, _ right: String) -> Double {
        let (left, right) = (FoldedText(left), FoldedText(right))
        guard let distance = distance(left, right) else { return 0 }
        let length = max(left.symbols.count, right.symbols.count)
        return length == 0 ? 1 : max(0, 1 - distance / Double(length))
    }

    private static func distance(_ left: FoldedText, _ right: FoldedText) -> Double? {
        guard max(left.characters.count, right.characters.count) <= EditKernel.longestReading else { return nil }
        let kernel = EditKernel(reading: left.spacedSymbols)
        let distance = right.spacedSymbols.withUnsafeBufferPointer {
            kernel.distance(to: $0, cutoff: 100_000, band: left.characters.count + right.characters.count)
        }
        return distance.map { Double($0) / Double(OCRCosts.edit) }
    }
}
