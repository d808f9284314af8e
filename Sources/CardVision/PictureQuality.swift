public import Raster

/// Measurements of a picture of a card that say how well it can be read.
public struct PictureQuality: Sendable, Equatable {
    /// Mean brightness, 0...1.
    public var brightness: Float
    /// The share of pixels that are burnt out, 0...1.
    public var glare: Float
    /// 0 (blurred) to 1 (sharp): how much of an edge's height lies in its steepest step, at the scale of print.
    public var sharpness: Float
    /// Whether the picture has next to no color.
    public var isGrayscale: Bool

    /// Measures the part of an image around the card's print.
    ///
    /// - Parameters:
    ///   - image: The view of the card.
    ///   - area: Where the card is in the image, in its pixels.
    ///   - textHeight: The height of a line of print in the image, in pixels; the scale at which sharpness counts.
    public init(of image: Image, in area: Quad, textHeight: Float) {
        // At eight pixels a line a readable stroke is one to two pixels wide.
        let scale = min(1, 12 / max(textHeight.isFinite ? textHeight : 1, 1))
        // An estimated outline may lie anywhere: only what is inside the picture counts.
        func inside(_ value: Float, _ side: Int) -> Float { value.isFinite ? min(max(value, 0), Float(side)) : 0 }
        let xs = area.corners.map { inside($0.x, image.width) }
        let ys = area.corners.map { inside($0.y, image.height) }
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        let width = max((xs.max() ?? 0) - left, 8)
        let height = max((ys.max() ?? 0) - top, 8)
        // The rows and columns that count, in the picture itself or in a smaller one.
        var card = image
        var columns = min(Int(left), image.width - 1)..<min(max(Int(left + width), 1), image.width)
        var rows = min(Int(top), image.height - 1)..<min(max(Int(top + height), 1), image.height)
        if scale < 0.75 {
            let size = Size(width: max(Int(width * scale), 8), height: max(Int(height * scale), 8))
            card = image.warped(from: Quad(x: left, y: top, width: width, height: height), to: size) ?? image
            (columns, rows) = (0..<card.width, 0..<card.height)
        }
        var sum = 0
        var burnt = 0
        var chroma = 0
        var count = 0
        // Every other pixel of every other row says the same in a quarter of the time.
        card.pixels.withUnsafeBufferPointer { pixels in
            for y in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
                for x in stride(from: columns.lowerBound, to: columns.upperBound, by: 2) {
                    let index = (y &* card.width &+ x) &* 3
                    let (red, green, blue) = (Int(pixels[index]), Int(pixels[index &+ 1]), Int(pixels[index &+ 2]))
                    let most = max(red, green, blue)
                    let least = min(red, green, blue)
                    sum &+= 299 &* red &+ 587 &* green &+ 114 &* blue
                    if least >= 250 { burnt &+= 1 }
                    chroma &+= most &- least
                    count &+= 1
                }
            }
        }
        brightness = Float(sum) / (255_000 * Float(count))
        glare = Float(burnt) / Float(count)
        isGrayscale = Float(chroma) / Float(count) < 6
        sharpness = Self.sharpness(of: card, rows, columns)
    }

    /// The steepest of two neighbouring steps over both together: 1 for crisp edges, 0.5 for anything smooth.
    private static func sharpness(of image: Image, _ rows: Range<Int>, _ columns: Range<Int>) -> Float {
        var steepest = 0
        var whole = 0
        image.pixels.withUnsafeBufferPointer { pixels in
            for y in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
                // Luma in 1/256.
                func luma(_ x: Int) -> Int {
                    let index = (y &* image.width &+ x) &* 3
                    return Int(pixels[index]) &* 77 &+ Int(pixels[index &+ 1]) &* 150 &+ Int(pixels[index &+ 2]) &* 29
                }
                guard columns.count > 2 else { continue }
                var (a, b) = (luma(columns.lowerBound), luma(columns.lowerBound + 1))
                for x in columns.lowerBound + 2..<columns.upperBound {
                    let c = luma(x)
                    // Flat ground holds noise, not print.
                    if abs(c &- a) > 24 &* 256 {
                        steepest &+= min(max(abs(b &- a), abs(c &- b)), abs(c &- a))
                        whole &+= abs(c &- a)
                    }
                    (a, b) = (b, c)
                }
            }
        }
        guard whole > 0 else { return 0 }
        return min(max((Float(steepest) / Float(whole) - 0.55) / 0.35, 0), 1)
    }
}
