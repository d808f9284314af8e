package import TextRecognition

/// A line of a value that may go on further right than it was seen to.
package struct Growth: Sendable {
    /// Why, and so what may follow.
    package enum Cause: Sendable {
        /// No list knows the value: a word or some letters may follow, if a list knows what comes of it.
        case unlisted
        /// A street goes on in the line below: it may have been broken at a dash, which is so easily overlooked.
        case broken
        /// A street ends with a word that announces a number.
        case announced
    }

    /// The field.
    package var key: FieldKey
    /// The line's index.
    package var line: Int
    /// Why it may go on.
    package var cause: Cause

    /// Names a line.
    package init(key: FieldKey, line: Int, cause: Cause) {
        self.key = key
        self.line = line
        self.cause = cause
    }

    /// A reading of the line drawn out, if it says what the line said before and more.
    ///
    /// - Returns: The reading up to its last sure character; nil when it says nothing more, or something else.
    package func continuation(of before: TextLine, in after: TextLine) -> TextLine? {
        var result = after
        // What lies beyond the print is ground, at the end of which the network sees this and that.
        while let last = result.steps.last, last.character == " " || last.probability < Self.leastOfLast {
            result.steps.removeLast()
        }
        return goesOn(from: before, in: result) ? result : nil
    }

    private func goesOn(from before: TextLine, in after: TextLine) -> Bool {
        let (old, new) = (before.text.filter { $0 != " " }, after.text.filter { $0 != " " })
        switch cause {
        case .unlisted: return new.count > old.count && new.hasPrefix(old)
        case .broken: return after.text == before.text + " -" && after.steps.last?.probability ?? 0 > Self.leastOfDash
        case .announced: return after.text.hasPrefix(before.text + " ")
        }
    }

    private static let leastOfLast: Float = 0.6
    private static let leastOfDash: Float = 0.8

    /// Whether an address cannot end like this: `BLOK`, `NO.`.
    package static func announcesNumber(_ street: String) -> Bool {
        let word = street.split(separator: " ").last ?? ""
        return TextForm.betweenNumbers.contains(word.filter { $0 != "." && $0 != ":" })
    }
}
