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
        let size = Size(width: max(Int(width * scale), 8), height: max(Int(height * scale), 8))
        let card = image.warped(from: Quad(x: left, y: top, width: width, height: height), to: size) ?? image
        var sum = 0
        var burnt = 0
        var chroma = 0
        card.pixels.withUnsafeBufferPointer { pixels in
            for index in stride(from: 0, to: pixels.count, by: 3) {
                let (red, green, blue) = (Int(pixels[index]), Int(pixels[index + 1]), Int(pixels[index + 2]))
                let most = max(red, green, blue)
                let least = min(red, green, blue)
                sum += 299 * red + 587 * green + 114 * blue
                if least >= 250 { burnt += 1 }
                chroma += most - least
            }
        }
        let count = Float(card.size.pixelCount)
        brightness = Float(sum) / (255_000 * count)
        glare = Float(burnt) / count
        isGrayscale = Float(chroma) / count < 6
        sharpness = Self.sharpness(of: card.grayscale())
    }

    /// The steepest of two neighbouring steps over both together: 1 for crisp edges, 0.5 for anything smooth.
    private static func sharpness(of gray: GrayImage) -> Float {
        let (width, height) = (gray.size.width, gray.size.height)
        var steepest = 0
        var whole = 0
        gray.pixels.withUnsafeBufferPointer { pixels in
            for y in 0..<height {
                for x in 0..<max(width - 2, 0) {
                    let index = y * width + x
                    let (a, b, c) = (Int(pixels[index]), Int(pixels[index + 1]), Int(pixels[index + 2]))
                    // Flat ground holds noise, not print.
                    guard abs(c - a) > 24 else { continue }
                    steepest += min(max(abs(b - a), abs(c - b)), abs(c - a))
                    whole += abs(c - a)
                }
            }
        }
        guard whole > 0 else { return 0 }
        return min(max((Float(steepest) / Float(whole) - 0.55) / 0.35, 0), 1)
    }
}
