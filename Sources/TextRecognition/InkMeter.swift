package import Raster

/// Measures how dark the characters of a line's crop are printed.
///
/// The card's own print is of one ink; the words of its ground are many times paler. A share of the ground's brightness
/// says the same in light and in shadow.
package struct InkMeter {
    private let gray: GrayImage

    /// Measures a line's crop.
    package init(_ crop: GrayImage) { gray = crop }

    /// How dark print and ground are at a place.
    ///
    /// - Parameter position: The place along the line, 0...1.
    /// - Returns: How much darker than the ground the darkest 6 % are, 0 for no print to 1 for black, and how bright the
    ///   ground is, 0 for black to 1 for white.
    package func measure(at position: Float) -> TextLine.Ink {
        // A letter is about half as wide as the line is tall, and its ground is looked for in its neighbourhood.
        let ground = quantile(0.5, around: position, reach: 1, every: 4)
        let print = quantile(0.06, around: position, reach: 0.25, every: 2)
        return TextLine.Ink(
            darkness: max(0, 1 - Float(print) / Float(max(ground, 1))), ground: Float(ground) / 255)
    }

    /// A quantile of the brightness around a place, by one pixel of so many in each row, shifted from row to row.
    private func quantile(_ share: Double, around position: Float, reach heights: Float, every step: Int) -> Int {
        let reach = max(Float(gray.height) * heights, 1)
        let center = position * Float(gray.width)
        let left = min(max(Int(center - reach), 0), gray.width - 1)
        let right = min(max(Int(center + reach), left + 1), gray.width)
        return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 256) { histogram in
            histogram.initialize(repeating: 0)
            var total = 0
            gray.pixels.withUnsafeBufferPointer { pixels in
                for y in 0..<gray.height {
                    for x in stride(from: left &+ y % step, to: right, by: step) {
                        histogram[Int(pixels[y &* gray.width &+ x])] &+= 1
                        total &+= 1
                    }
                }
            }
            var rest = Int(Double(total) * share)
            for value in 0..<256 {
                if rest < Int(histogram[value]) { return value }
                rest -= Int(histogram[value])
            }
            return 255
        }
    }
}
