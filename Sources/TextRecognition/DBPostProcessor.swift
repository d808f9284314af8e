public import Raster

/// Turns a text probability map into regions, as the DB text detectors are trained for.
///
/// Liao et al., "Real-time scene text detection with differentiable binarization", 2020; parameters and order of steps
/// follow PaddleOCR's post-process, which our results are compared with.
public struct DBPostProcessor: Sendable {
    /// Probability above which a pixel is text; PP-OCRv6 tiny's own setting is 0.2, RapidOCR's 0.3.
    public var binarizationThreshold: Float = 0.3
    /// Mean probability that a region must reach.
    public var boxThreshold: Float = 0.5
    /// How far regions grow, undoing the training shrink: area times ratio over perimeter.
    public var unclipRatio: Float = 1.6
    /// Regions narrower than this many pixels before growing are specks.
    public var minimumSide: Float = 3
    /// Most regions kept.
    public var maximumRegions = 1000

    /// Creates a post-processor with the documented defaults.
    public init() {}

    /// The text regions in a probability map.
    ///
    /// - Parameter map: Text probability, 0...1, for each pixel in map space.
    /// - Returns: Regions in map space, in no particular order.
    public func regions(in map: FloatMap) -> [TextRegion] {
        var regions: [TextRegion] = []
        let binary = map.thresholded(above: binarizationThreshold).dilatedByOne()
        for contour in binary.contours() where !contour.isHole && regions.count < maximumRegions {
            guard let rect = RotatedRect(enclosing: contour.points), min(rect.width, rect.height) >= minimumSide else {
                continue
            }
            let score = map.mean(inside: rect.quad.truncatedToPixels)
            guard score >= boxThreshold else { continue }
            let grown = rect.unclipped(by: unclipRatio)
            guard min(grown.width, grown.height) >= minimumSide + 2 else { continue }
            regions.append(TextRegion(quad: grown.quad, score: score))
        }
        return regions
    }
}

extension Quad {
    /// Each corner moved to the center of the pixel at or before it, where the reference draws its polygons.
    fileprivate var truncatedToPixels: Quad {
        map { Point(($0.x - 0.5).rounded(.down) + 0.5, ($0.y - 0.5).rounded(.down) + 0.5) }
    }
}

extension RotatedRect {
    /// The rectangle grown on all sides by `area * ratio / perimeter`.
    func unclipped(by ratio: Float) -> RotatedRect {
        let distance = area * ratio / max(2 * (width + height), 1)
        return RotatedRect(center: center, width: width + 2 * distance, height: height + 2 * distance, angle: angle)
    }
}

extension BinaryMap {
    /// The map in which a pixel is also set when its left, upper or upper-left neighbour is: a 2 x 2 dilation.
    func dilatedByOne() -> BinaryMap {
        let (width, height) = (size.width, size.height)
        let dilated = [UInt8](unsafeUninitializedCapacity: values.count) { output, count in
            values.withUnsafeBufferPointer { input in
                for y in 0..<height {
                    for x in 0..<width {
                        let index = y * width + x
                        var value = input[index]
                        if x > 0 { value |= input[index - 1] }
                        if y > 0 { value |= input[index - width] }
                        if x > 0, y > 0 { value |= input[index - width - 1] }
                        output[index] = value
                    }
                }
            }
            count = values.count
        }
        return BinaryMap(size: size, values: dilated)
    }
}
