import Foundation
public import Raster

/// The grid of a screen's pixels, or of a print's dots, in a photo of a card shown on one.
///
/// A panel repeats itself to a hair, so in the spectrum of any part of it one frequency stands far out from those of the
/// same length in other directions; print, guilloches and cloth spread over many.
public enum ScreenGrid {
    /// How far a frequency must stand out.
    ///
    /// Of 120 drawn cards photographed directly none came to 800; of 30 shown on a drawn panel of red, green and blue
    /// stripes five sixths came to more than 2,000, most to ten times that.
    public static let leastStrength: Float = 2000

    private static let side = 64
    /// Lower frequencies are the card's own.
    private static let rings = 8..<32
    /// The power of noise of two gray levels: without it the blocks of JPEG would stand out on spotless ground.
    private static let noise: Float = 2304
    /// Where on the card is looked, as shares of its width and height.
    private static let columns: [Float] = [0.25, 0.42, 0.58, 0.75]
    private static let rows: [Float] = [0.35, 0.65]

    /// How far the strongest frequency stands out, in the median of eight parts of the card; 0 where the card is too small.
    ///
    /// - Parameters:
    ///   - image: The photo as decoded, at the scale at which it was.
    ///   - card: The card's corners in the image's pixels.
    /// - Returns: The strongest frequency's power by the median power of frequencies as high.
    public static func strength(in image: Image, of card: Quad) -> Float {
        guard let map = Homography(from: Quad(x: 0, y: 0, width: 1, height: 1), to: card) else { return 0 }
        var strengths: [Float] = []
        for v in rows {
            for u in columns {
                let center = map(Point(u, v))
                guard center.x.isFinite, center.y.isFinite, abs(center.x) < 1e6, abs(center.y) < 1e6 else { continue }
                let (left, top) = (Int(center.x) - side / 2, Int(center.y) - side / 2)
                guard left >= 0, top >= 0, left + side <= image.width, top + side <= image.height else { continue }
                strengths.append(strength(of: luma(of: image, left, top)))
            }
        }
        guard strengths.count > 2 else { return 0 }
        return strengths.sorted()[strengths.count / 2]
    }

    /// The part's brightness without its mean, faded out towards its rim.
    private static func luma(of image: Image, _ left: Int, _ top: Int) -> [Float] {
        var values = [Float](repeating: 0, count: side * side)
        image.pixels.withUnsafeBufferPointer { pixels in
            for y in 0..<side {
                for x in 0..<side {
                    let index = ((top + y) * image.width + left + x) * 3
                    values[y * side + x] =
                        0.299 * Float(pixels[index]) + 0.587 * Float(pixels[index + 1]) + 0.114
                        * Float(pixels[index + 2])
                }
            }
        }
        let mean = values.reduce(0, +) / Float(values.count)
        for y in 0..<side {
            for x in 0..<side { values[y * side + x] = (values[y * side + x] - mean) * fade[x] * fade[y] }
        }
        return values
    }

    /// The most that one frequency has of the median of its ring.
    private static func strength(of values: [Float]) -> Float {
        let power = Fourier.power(of: values, side: side)
        let columns = side / 2 + 1
        var byRing = [[Float]](repeating: [], count: rings.upperBound)
        for y in 0..<side {
            let dy = y < side / 2 ? y : y - side
            for x in 0..<columns {
                let ring = Int(Float(x * x + dy * dy).squareRoot())
                if rings.contains(ring) { byRing[ring].append(power[y * columns + x]) }
            }
        }
        var most: Float = 0
        for ring in byRing where !ring.isEmpty {
            let sorted = ring.sorted()
            most = max(most, sorted[sorted.count - 1] / (sorted[sorted.count / 2] + noise))
        }
        return most
    }

    /// Hann's window.
    private static let fade = (0..<side).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(side - 1))) }
}
