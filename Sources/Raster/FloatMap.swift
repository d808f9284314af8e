/// A map of numbers, row-major, such as a detector's probability of text at each pixel.
public struct FloatMap: Sendable {
    /// Columns and rows.
    public let size: Size
    /// `size.width * size.height` values.
    public let values: [Float]

    /// Wraps values of a known size.
    ///
    /// - Precondition: `values.count == size.width * size.height`.
    public init(size: Size, values: [Float]) {
        precondition(size.width >= 0 && size.height >= 0 && values.count == size.pixelCount, "one value a pixel")
        self.size = size
        self.values = values
    }

    /// The pixels whose value is greater than `threshold`, as 1; not a number is never set.
    public func thresholded(above threshold: Float) -> BinaryMap {
        let set = [UInt8](unsafeUninitializedCapacity: values.count) { output, initialized in
            values.withUnsafeBufferPointer { input in
                for index in 0..<input.count { output[index] = input[index] > threshold ? 1 : 0 }
            }
            initialized = values.count
        }
        return BinaryMap(size: size, values: set)
    }

    /// The mean of the values whose pixel centers lie in a quad or on its edge: DB's fast box score.
    ///
    /// - Parameter quad: A convex quad in map space; the part outside the map doesn't count.
    /// - Returns: For a quad too thin to hold a center, the value nearest its middle; 0 when it misses the map.
    public func mean(inside quad: Quad) -> Float {
        let corners = quad.corners
        guard size.width > 0, size.height > 0, corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return 0 }
        let edges = zip(corners, corners.dropFirst() + corners.prefix(1))
        // A center this far outside an edge still counts as on it.
        let slack: Float = 1e-3
        let top = corners.map(\.y).min() ?? 0
        let bottom = corners.map(\.y).max() ?? 0
        var sum: Double = 0
        var count = 0
        for row in Self.centers(from: top - slack, to: bottom + slack, count: size.height) {
            let y = min(max(Float(row) + 0.5, top), bottom)
            var (left, right) = (Float.infinity, -Float.infinity)
            for (a, b) in edges where min(a.y, b.y) <= y && y <= max(a.y, b.y) {
                let x = a.y == b.y ? a.x : a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y))
                (left, right) = (min(left, x), max(right, x))
                if a.y == b.y { (left, right) = (min(left, b.x), max(right, b.x)) }
            }
            let columns = Self.centers(from: left - slack, to: right + slack, count: size.width)
            for column in columns { sum += Double(values[row * size.width + column]) }
            count += columns.count
        }
        return count > 0 ? Float(sum / Double(count)) : nearest(quad.center)
    }

    /// The indices of the pixels whose centers lie between two positions.
    private static func centers(from start: Float, to end: Float, count: Int) -> Range<Int> {
        let first = Int(min(max((start - 0.5).rounded(.up), 0), Float(count)))
        let last = Int(min(max((end - 0.5).rounded(.down) + 1, 0), Float(count)))
        return first..<max(first, last)
    }

    private func nearest(_ point: Point) -> Float {
        guard point.x >= 0, point.y >= 0, point.x < Float(size.width), point.y < Float(size.height) else { return 0 }
        return values[Int(point.y) * size.width + Int(point.x)]
    }
}
