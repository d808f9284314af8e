/// An opaque color.
public struct Color: Hashable, Sendable {
    /// 0...255.
    public var red: UInt8
    /// 0...255.
    public var green: UInt8
    /// 0...255.
    public var blue: UInt8

    /// Creates a color from its channels, each 0...255.
    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A mix with `other`: `share` 0 is this color and 1 the other.
    public func mixed(with other: Color, share: Float) -> Color {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            Resampler.byte(Float(a) + (Float(b) - Float(a)) * min(max(share, 0), 1))
        }
        return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }
}

/// A picture to draw on; what falls outside is cut off.
///
/// Made for looking at stages, not for speed.
public struct Canvas: Sendable {
    /// Columns and rows.
    public let size: Size
    private var pixels: [UInt8]

    /// A canvas that shows `image`.
    public init(_ image: Image) {
        size = image.size
        pixels = image.pixels
    }

    /// A canvas of one color.
    ///
    /// - Precondition: Neither side is zero.
    public init(size: Size, color: Color) {
        self.init(Image(size: size, red: color.red, green: color.green, blue: color.blue))
    }

    /// What has been drawn.
    public var image: Image { Image(size: size, pixels: pixels) }

    /// The color of a pixel, by column and row; outside, reading gives nil and writing does nothing.
    public subscript(x: Int, y: Int) -> Color? {
        get {
            guard x >= 0, y >= 0, x < size.width, y < size.height else { return nil }
            let at = (y * size.width + x) * 3
            return Color(pixels[at], pixels[at + 1], pixels[at + 2])
        }
        set {
            guard let newValue, x >= 0, y >= 0, x < size.width, y < size.height else { return }
            let at = (y * size.width + x) * 3
            pixels[at] = newValue.red
            pixels[at + 1] = newValue.green
            pixels[at + 2] = newValue.blue
        }
    }

    /// Draws the four edges of a quad.
    ///
    /// - Parameters:
    ///   - quad: In canvas space, pixels.
    ///   - color: Of the edges.
    ///   - thickness: Of the edges, in pixels.
    public mutating func strokeQuad(_ quad: Quad, color: Color, thickness: Float = 2) {
        let corners = quad.corners
        for (start, end) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            strokeLine(from: start, to: end, color: color, thickness: thickness)
        }
    }

    /// Draws a straight line with round ends, smooth at its edges.
    ///
    /// - Parameters:
    ///   - start: In canvas space, pixels; nothing is drawn when it is not finite.
    ///   - end: Likewise.
    ///   - color: Of the line.
    ///   - thickness: In pixels.
    public mutating func strokeLine(from start: Point, to end: Point, color: Color, thickness: Float = 2) {
        let along = end - start
        let lengthSquared = along.dot(along)
        guard lengthSquared.isFinite, thickness > 0 else { return }
        let reach = thickness / 2 + 1
        for y in span(start.y, end.y, reach, size.height) {
            for x in span(start.x, end.x, reach, size.width) {
                let center = Point(Float(x) + 0.5, Float(y) + 0.5)
                let share = lengthSquared > 0 ? min(max((center - start).dot(along) / lengthSquared, 0), 1) : 0
                let distance = center.distance(to: start + along * share)
                let cover = min(max(thickness / 2 + 0.5 - distance, 0), 1)
                guard cover > 0, let below = self[x, y] else { continue }
                self[x, y] = below.mixed(with: color, share: cover)
            }
        }
    }

    /// Fills an upright rectangle.
    ///
    /// - Parameters:
    ///   - x: Its left column.
    ///   - y: Its upper row.
    ///   - size: Its columns and rows.
    ///   - color: To fill with.
    public mutating func fill(x: Int, y: Int, _ size: Size, color: Color) {
        for row in max(0, y)..<max(0, y, min(self.size.height, y + size.height)) {
            for column in max(0, x)..<max(0, x, min(self.size.width, x + size.width)) { self[column, row] = color }
        }
    }

    /// Fills a convex quad and every pixel that its edges touch.
    ///
    /// - Parameters:
    ///   - quad: In canvas space, pixels; nothing is filled when a corner is not finite.
    ///   - color: To fill with.
    public mutating func fill(_ quad: Quad, color: Color) {
        let corners = quad.corners
        guard corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
        let edges = Array(zip(corners, corners.dropFirst() + corners.prefix(1)))
        let ys = corners.map(\.y)
        for y in span(ys.min() ?? 0, ys.max() ?? 0, 0, size.height) {
            // What of the edges lies in the row of pixels.
            let (top, bottom) = (Float(y), Float(y + 1))
            var xs = corners.filter { (top...bottom).contains($0.y) }.map(\.x)
            for (start, end) in edges {
                for level in [top, bottom] where (start.y < level) != (end.y < level) {
                    xs.append(start.x + (end.x - start.x) * (level - start.y) / (end.y - start.y))
                }
            }
            guard let left = xs.min(), let right = xs.max() else { continue }
            for x in span(left, right, 0, size.width) { self[x, y] = color }
        }
    }

    /// Puts a picture on the canvas with its top-left pixel at column `x` and row `y`.
    public mutating func place(_ image: Image, x: Int, y: Int) {
        for row in max(0, -y)..<max(0, -y, min(image.height, size.height - y)) {
            for column in max(0, -x)..<max(0, -x, min(image.width, size.width - x)) {
                let from = (row * image.width + column) * 3
                let to = ((y + row) * size.width + x + column) * 3
                for channel in 0..<3 { pixels[to + channel] = image.pixels[from + channel] }
            }
        }
    }

    /// The pixels along one axis that something between two positions may touch.
    private func span(_ a: Float, _ b: Float, _ reach: Float, _ count: Int) -> Range<Int> {
        let start = Int(min(max((min(a, b) - reach).rounded(.down), 0), Float(count)))
        let end = Int(min(max((max(a, b) + reach).rounded(.up), 0), Float(count)))
        return start..<max(start, end)
    }
}
