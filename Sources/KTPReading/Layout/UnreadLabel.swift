import Raster

/// A label that is known to be printed somewhere, and was not read: where it stands and how long it is say enough.
struct UnreadLabel: Sendable {
    /// Its line, in view space.
    var quad: Quad

    /// The middle of its left edge.
    var start: Point { quad.leftMiddle }

    /// Column of its left edge, see ``CardFrame/column(of:)``.
    func column(_ frame: CardFrame) -> Float { frame.column(of: start) }

    /// How well it fits a row of the card by its indent and its length, 0...1.
    func fit(_ row: CardRow, _ frame: CardFrame) -> Float {
        guard let length = row.labelLength else { return 0 }
        let indent = row.isIndented ? CardProportions.indent : 0
        let stray = abs(column(frame) - indent) / 0.03
        // Typefaces differ by a fifth in width, and the mark's margins by less.
        let ratio = quad.width / frame.cardWidth / length
        let strain = max(ratio, 1 / max(ratio, 1e-3)) - 1
        return max(0, 1 - stray) * max(0, 1 - strain / 0.6)
    }
}
