import Raster
package import TextRecognition

/// One character of a row with the place where it stands.
package struct Glyph: Sendable {
    var character: Character
    /// The recognizer's probability that it is right and nothing was passed over before it, 0...1; 1 for the spaces put between two lines of a row.
    var probability: Float
    /// Its center, in view space.
    var center: Point
    /// Index of the text line that it belongs to; nil for spaces that we put in.
    var line: Int?
    /// Its place along that line's quad, 0...1.
    var position: Float
}

/// A run of characters, of one row or of a part of it.
package struct GlyphRun: Sendable {
    var glyphs: [Glyph]

    init(_ glyphs: [Glyph] = []) { self.glyphs = glyphs }

    /// All characters of one line.
    package init(_ line: TextLine, index: Int) {
        let (start, end) = (line.quad.leftMiddle, line.quad.rightMiddle)
        glyphs = line.steps.map { step in
            Glyph(
                character: step.character, probability: step.probability * (1 - step.passedOver),
                center: start + (end - start) * step.position, line: index, position: step.position)
        }
    }

    /// The characters as a string.
    var text: String { String(glyphs.map(\.character)) }
    /// The characters as ASCII, a byte each; 255 for those that are none.
    var ascii: [UInt8] { glyphs.map { $0.character.asciiValue ?? 255 } }
    var isEmpty: Bool { glyphs.isEmpty }

    /// The center of the first character; nil when there is none.
    var start: Point? { glyphs.first?.center }
    /// The center of the last character; nil when there is none.
    var end: Point? { glyphs.last?.center }

    /// Pixels from one character to the next, on the mean.
    var meanAdvance: Float {
        guard let start, let end, glyphs.count > 1 else { return 0 }
        return (end.x - start.x) / Float(glyphs.count - 1)
    }

    /// The runs one after the other with a space between two.
    static func joining(_ runs: [GlyphRun]) -> GlyphRun {
        var result = GlyphRun()
        for run in runs where !run.isEmpty {
            if let last = result.glyphs.last {
                result.glyphs.append(
                    Glyph(character: " ", probability: 1, center: last.center, line: nil, position: last.position))
            }
            result.glyphs += run.glyphs
        }
        return result
    }

    func dropFirst(_ count: Int) -> GlyphRun { GlyphRun(Array(glyphs.dropFirst(count))) }
    func prefix(_ count: Int) -> GlyphRun { GlyphRun(Array(glyphs.prefix(count))) }

    /// The run without what `isStripped` holds for at its ends.
    func trimmed(_ isStripped: (Character) -> Bool) -> GlyphRun {
        var slice = glyphs[...]
        while let first = slice.first, isStripped(first.character) { slice = slice.dropFirst() }
        while let last = slice.last, isStripped(last.character) { slice = slice.dropLast() }
        return GlyphRun(Array(slice))
    }

    /// The run without what `isStripped` holds for at its start.
    func trimmedStart(_ isStripped: (Character) -> Bool) -> GlyphRun {
        GlyphRun(Array(glyphs.drop { isStripped($0.character) }))
    }

    /// The lines that the run's characters come from, in order, each with the extent along its quad that they cover.
    func extents() -> [(line: Int, from: Float, to: Float)] {
        var result: [(line: Int, from: Float, to: Float)] = []
        for glyph in glyphs {
            guard let line = glyph.line else { continue }
            if let index = result.firstIndex(where: { $0.line == line }) {
                result[index].from = min(result[index].from, glyph.position)
                result[index].to = max(result[index].to, glyph.position)
            } else {
                result.append((line, glyph.position, glyph.position))
            }
        }
        return result
    }
}
