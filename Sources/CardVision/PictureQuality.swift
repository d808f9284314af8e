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

    /// Places across and down at which light and color are looked at.
    private static let places = Size(width: 72, height: 45)

    /// Measures the part of a view around the card's print.
    ///
    /// - Parameters:
    ///   - view: The view of the card.
    ///   - area: Where the card is in the view, in its pixels.
    ///   - textHeight: The height of a line of print in the view, in pixels; the scale at which sharpness counts.
    public init(of view: CardView, in area: Quad, textHeight: Float) {
        let luma = view.luma
        let bounds = Bounds(of: area, in: luma.size)
        let colors = view.colors(at: bounds.grid(Self.places)).compactMap { $0 }
        var sum = 0
        var burnt = 0
        var chroma = 0
        for color in colors {
            sum += (color &* SIMD3(299, 587, 114)).wrappedSum()
            if color.min() >= 250 { burnt += 1 }
            chroma += color.max() - color.min()
        }
        let count = Float(max(colors.count, 1))
        brightness = Float(sum) / (255_000 * count)
        glare = Float(burnt) / count
        isGrayscale = Float(chroma) / count < 6
        // At eight pixels a line a readable stroke is one to two pixels wide.
        let scale = min(1, 12 / max(textHeight.isFinite ? textHeight : 1, 1))
        if scale < 0.75, let smaller = bounds.view(of: luma, scaled: scale) {
            sharpness = Self.sharpness(of: smaller, 0..<smaller.height, 0..<smaller.width)
        } else {
            sharpness = Self.sharpness(of: luma, bounds.pixels.rows, bounds.pixels.columns)
        }
    }

    /// The steepest of two neighbouring steps over both together, in every other row: 1 for crisp edges, 0.5 for
    /// anything smooth.
    private static func sharpness(of image: GrayImage, _ rows: Range<Int>, _ columns: Range<Int>) -> Float {
        var steepest = 0
        var whole = 0
        image.pixels.withUnsafeBufferPointer { pixels in
            for y in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
                func luma(_ x: Int) -> Int { Int(pixels[y &* image.width &+ x]) }
                guard columns.count > 2 else { continue }
                var (a, b) = (luma(columns.lowerBound), luma(columns.lowerBound + 1))
                for x in columns.lowerBound + 2..<columns.upperBound {
                    let c = luma(x)
                    // Flat ground holds noise, not print.
                    if abs(c &- a) > 24 {
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

/// The upright rectangle around an area, as much of it as lies in a picture, or a part of it where none does.
private struct Bounds {
    private let left: Float
    private let top: Float
    private let width: Float
    private let height: Float
    /// The rows and columns of the picture that it covers, one at least.
    let pixels: (rows: Range<Int>, columns: Range<Int>)

    init(of area: Quad, in size: Size) {
        // An estimated outline may lie anywhere: only what is inside the picture counts.
        func inside(_ value: Float, _ side: Int) -> Float { value.isFinite ? min(max(value, 0), Float(side)) : 0 }
        let xs = area.corners.map { inside($0.x, size.width) }
        let ys = area.corners.map { inside($0.y, size.height) }
        (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        width = max((xs.max() ?? 0) - left, 8)
        height = max((ys.max() ?? 0) - top, 8)
        func range(_ start: Float, _ length: Float, _ side: Int) -> Range<Int> {
            min(Int(start), side - 1)..<min(max(Int(start + length), 1), side)
        }
        pixels = (range(top, height, size.height), range(left, width, size.width))
    }

    /// The middles of so many parts of it, across and down.
    func grid(_ parts: Size) -> [Point] {
        let (rows, columns) = pixels
        return (0..<parts.height).flatMap { y in
            (0..<parts.width).map { x in
                Point(
                    Float(columns.lowerBound) + Float(columns.count) * (Float(x) + 0.5) / Float(parts.width),
                    Float(rows.lowerBound) + Float(rows.count) * (Float(y) + 0.5) / Float(parts.height))
            }
        }
    }

    /// The picture's pixels in it, shrunk.
    func view(of image: GrayImage, scaled scale: Float) -> GrayImage? {
        let size = Size(width: max(Int(width * scale), 8), height: max(Int(height * scale), 8))
        return image.warped(from: Quad(x: left, y: top, width: width, height: height), to: size)
    }
}
