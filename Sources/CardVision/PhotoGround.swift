public import Raster

/// The colour behind the holder on the card's photo, which print offices choose by the year of birth: a habit that
/// registration offices and law firms describe, and no regulation asks for.
public enum PhotoGround: String, Sendable {
    /// For an odd year of birth.
    case red
    /// For an even year of birth.
    case blue
    /// For foreigners.
    case orange

    /// Where the upper part of the photo stands at all print offices, left and right, as shares of the card's width.
    private static let columns: ClosedRange<Float> = 0.71...0.96
    /// The same from top to bottom, as shares of the card's height; head and shoulders take up the lower part.
    private static let rows: ClosedRange<Float> = 0.28...0.46
    /// Least difference between a pixel's largest and smallest channel, as a share of the largest.
    private static let leastSaturation: Float = 0.38
    /// The least share of the part that must be of one colour, and the most of it that may be of the next.
    private static let leastShare: Float = 0.2
    private static let mostOfNext: Float = 0.25

    /// Looks at the photo on a card; nil where no colour prevails, as in a photocopy, in bad light, under glare.
    ///
    /// - Parameters:
    ///   - view: The view of the card.
    ///   - card: The card's corners in the view's pixels, in reading order.
    public init?(of view: CardView, in card: Quad) {
        guard let map = Homography(from: Quad(x: 0, y: 0, width: 1, height: 1), to: card) else { return nil }
        let side = 40
        func place(_ range: ClosedRange<Float>, _ step: Int) -> Float {
            range.lowerBound + (range.upperBound - range.lowerBound) * (Float(step) + 0.5) / Float(side)
        }
        let places = (0..<side).flatMap { row in
            (0..<side).map { column in map(Point(place(Self.columns, column), place(Self.rows, row))) }
        }
        var counts: [PhotoGround: Int] = [:]
        for pixel in view.colors(at: places) {
            let color = pixel.flatMap { Self.color(Float($0.x), Float($0.y), Float($0.z)) }
            if let color { counts[color, default: 0] += 1 }
        }
        let sorted = counts.sorted { ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue) }
        guard let first = sorted.first, Float(first.value) >= Self.leastShare * Float(side * side) else { return nil }
        if sorted.count > 1, Float(sorted[1].value) > Self.mostOfNext * Float(first.value) { return nil }
        self = first.key
    }

    /// The colour of a pixel; nil for pale ones and for other hues.
    private static func color(_ red: Float, _ green: Float, _ blue: Float) -> PhotoGround? {
        let (most, least) = (max(red, green, blue), min(red, green, blue))
        guard most > 40, (most - least) / most >= leastSaturation else { return nil }
        let span = most - least
        if blue == most {
            // Neither the teal of a card in warm light nor violet.
            return (most - green) / span > 0.35 && green >= red * 0.6 ? .blue : nil
        }
        guard red == most else { return nil }
        // Hue in degrees from red, towards yellow positive, towards magenta negative.
        let hue = 60 * (green - blue) / span
        switch hue {
        case -25...12: return .red
        case 20...45: return .orange
        default: return nil
        }
    }
}
