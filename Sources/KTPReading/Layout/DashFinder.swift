import Raster
import TextRecognition

/// Sees the lone dash that cards print for an unknown blood type, which the recognizer takes for ground.
enum DashFinder {
    /// A dash in the part of a line's crop that no character was read in.
    ///
    /// A dash is one flat stroke at half the height of the letters, as dark as at least half of their contrast, with
    /// nothing else around it.
    ///
    /// - Parameters:
    ///   - gray: The luma of the line's crop, as the recognizer saw it.
    ///   - start: Where the part begins, as a share of the crop's width; left of it stand letters to compare with.
    /// - Returns: The dash's center as a share of the crop's width; nil when there is none.
    static func dash(in gray: GrayImage, from start: Float) -> Float? {
        let (width, height) = (gray.size.width, gray.size.height)
        let first = Int(start * Float(width))
        guard first > height, width - first > height / 2 else { return nil }
        let ink = percentile(0.06, of: gray, columns: 0..<first)
        let ground = percentile(0.5, of: gray, columns: first..<width)
        guard ground - ink > 24 else { return nil }
        let threshold = (ink + ground) / 2
        let size = Size(width: width - first, height: height)
        let dark = BinaryMap(
            size: size,
            values: (0..<size.pixelCount).map { index in
                let pixel = gray.pixels[index / size.width * width + first + index % size.width]
                return Int(pixel) < threshold ? 1 : 0
            })
        let strokes = dark.contours().filter { !$0.isHole }.compactMap(Stroke.init)
        let unit = Float(height)
        // What touches an edge belongs to a neighbouring line, or to the photo.
        let marks = strokes.filter { stroke in
            stroke.width * stroke.height > 0.004 * unit * unit && stroke.top > 1.5 && stroke.bottom < unit - 2.5
                && stroke.right < Float(size.width) - 2.5
        }
        guard marks.count == 1, let mark = marks.first else { return nil }
        let isFlat = mark.height < 0.2 * unit && mark.width > 1.4 * mark.height
        let isDashLong = (0.1...0.5).contains(mark.width / unit)
        let isHalfway = (0.35...0.75).contains(mark.middle.y / unit)
        guard isFlat, isDashLong, isHalfway else { return nil }
        return (Float(first) + mark.middle.x) / Float(width)
    }

    /// The upright box around a connected dark patch.
    private struct Stroke {
        var left: Float
        var right: Float
        var top: Float
        var bottom: Float
        var width: Float { right - left + 1 }
        var height: Float { bottom - top + 1 }
        var middle: Point { Point((left + right) / 2, (top + bottom) / 2) }

        init?(_ contour: Contour) {
            let (xs, ys) = (contour.points.map(\.x), contour.points.map(\.y))
            guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else {
                return nil
            }
            (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
        }
    }

    /// The brightness below which a share of the pixels of some columns lies.
    private static func percentile(_ share: Float, of gray: GrayImage, columns: Range<Int>) -> Int {
        var histogram = [Int](repeating: 0, count: 256)
        for y in 0..<gray.size.height {
            for x in columns { histogram[Int(gray.pixels[y * gray.size.width + x])] += 1 }
        }
        var rest = Int(share * Float(columns.count * gray.size.height))
        for (value, count) in histogram.enumerated() {
            rest -= count
            if rest < 0 { return value }
        }
        return 255
    }
}
