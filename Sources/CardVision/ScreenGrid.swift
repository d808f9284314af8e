import Foundation
public import Raster

/// The grid of a screen's pixels, or of a print's dots, in a photo of a card shown on one.
///
/// A panel repeats itself to a hair, so in the spectrum of any part of it one frequency stands far out from those of the
/// same length in other directions; print, guilloches and cloth spread over many.
public enum ScreenGrid {
    private static let side = 64
    /// Lower frequencies are the card's own.
    private static let rings = 8..<32
    /// The power of noise of two gray levels: without it the blocks of JPEG would stand out on spotless ground.
    private static let noise: Float = 2304
    /// Where on the card is looked, as shares of its width and height.
    private static let columns: [Float] = [0.25, 0.42, 0.58, 0.75]
    private static let rows: [Float] = [0.35, 0.65]

    /// Whether a frequency stands out in at least half of eight parts of the card.
    ///
    /// - Parameters:
    ///   - photo: The photo as decoded, at the scale at which it was.
    ///   - card: The card's corners in its pixels.
    ///   - leastStrength: How many times the median power of frequencies as high it must have. Of 120 drawn cards
    ///     photographed directly none came to 800; of 30 shown on a drawn panel of red, green and blue stripes five
    ///     sixths came to more than 2,000, most to ten times that.
    /// - Returns: Whether it does; false where fewer than three of the parts lie in the image.
    public static func isSeen(in photo: DecodedPhoto, of card: Quad, leastStrength: Float = 2000) -> Bool {
        guard let map = Homography(from: Quad(x: 0, y: 0, width: 1, height: 1), to: card) else { return false }
        let parts = rows.flatMap { v in columns.map { u in map(Point(u, v)) } }.compactMap { center -> (Int, Int)? in
            guard center.x.isFinite, center.y.isFinite, abs(center.x) < 1e6, abs(center.y) < 1e6 else { return nil }
            let (left, top) = (Int(center.x) - side / 2, Int(center.y) - side / 2)
            let isInside = left >= 0 && top >= 0 && left + side <= photo.size.width && top + side <= photo.size.height
            return isInside ? (left, top) : nil
        }
        guard parts.count > 2 else { return false }
        var without = 0
        for (left, top) in parts where !standsOut(in: luma(of: photo, left, top), by: leastStrength) {
            without += 1
            if without > parts.count / 2 { return false }
        }
        return true
    }

    /// The part's brightness without its mean, faded out towards its rim.
    private static func luma(of photo: DecodedPhoto, _ left: Int, _ top: Int) -> [Float] {
        var values = photo.luma(columns: left..<left + side, rows: top..<top + side).pixels.map(Float.init)
        let mean = values.reduce(0, +) / Float(values.count)
        for y in 0..<side {
            for x in 0..<side { values[y * side + x] = (values[y * side + x] - mean) * fade[x] * fade[y] }
        }
        return values
    }

    /// Whether one frequency has so many times the median power of its ring.
    private static func standsOut(in values: [Float], by strength: Float) -> Bool {
        let power = Fourier.power(of: values, side: side)
        return frequencies.contains { ring in
            let most = ring.reduce(0) { max($0, power[$1]) }
            // Hardly any ring has a frequency above the noise alone, so hardly any need be sorted.
            guard most > strength * noise else { return false }
            return most > strength * (ring.map { power[$0] }.sorted()[ring.count / 2] + noise)
        }
    }

    /// Where the frequencies of each ring lie among those of ``Fourier/power(of:side:)``.
    private static let frequencies: [[Int]] = {
        var result = [[Int]](repeating: [], count: rings.count)
        let columns = side / 2 + 1
        for y in 0..<side {
            let dy = y < side / 2 ? y : y - side
            for x in 0..<columns {
                let ring = Int(Float(x * x + dy * dy).squareRoot())
                if rings.contains(ring) { result[ring - rings.lowerBound].append(y * columns + x) }
            }
        }
        return result
    }()

    /// Hann's window.
    private static let fade = (0..<side).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(side - 1))) }
}
