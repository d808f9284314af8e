package import TextRecognition

/// A line of a value that may go on further right than it was seen to.
package struct Growth: Sendable {
    /// The field.
    package var key: FieldKey
    /// The line's index.
    package var line: Int

    /// Names a line.
    package init(key: FieldKey, line: Int) {
        self.key = key
        self.line = line
    }

    /// Whether a reading of the line drawn out says what it said before and more: of a street only the dash at which it
    /// was broken, since nothing but a dash is so easily overlooked.
    package func goesOn(from before: TextLine, in after: TextLine) -> Bool {
        if key == .street {
            var steps = after.steps
            while steps.last?.character == " " { steps.removeLast() }
            return String(steps.map(\.character)) == before.text + " -"
                && steps.last?.probability ?? 0 > Self.leastOfDash
        }
        let (old, new) = (before.text.filter { $0 != " " }, after.text.filter { $0 != " " })
        return new.count > old.count && new.hasPrefix(old)
    }

    private static let leastOfDash: Float = 0.8
}
