/// A decoded photo and ever smaller copies of it, each half as long and wide as the one before.
///
/// Who wants to see a part of the photo small takes it from the smallest copy that still has a pixel for each of theirs:
/// that costs a fraction of averaging the photo's own pixels every time.
public struct PhotoPyramid: Sendable {
    /// The photo itself first, then its halves, down to a long side of about 300 pixels.
    public let levels: [DecodedPhoto]

    /// The photo as it was decoded.
    public var base: DecodedPhoto { levels[0] }

    /// Makes the copies.
    public init(_ photo: DecodedPhoto) {
        var levels = [photo]
        while let last = levels.last, last.size.longSide >= 600, min(last.size.width, last.size.height) >= 32 {
            levels.append(last.halved())
        }
        self.levels = levels
    }

    /// The copy to take a view from.
    ///
    /// - Parameter shrinking: How many of the base's pixels, along one side, make one of the view's.
    /// - Returns: The smallest copy with at least three pixels for four of the view's, the base where none has.
    public func level(shrinking: Float) -> DecodedPhoto {
        var index = 0
        while index + 1 < levels.count, shrinking / Float(2 << index) >= 0.75 { index += 1 }
        return levels[index]
    }

    /// What a view shows of the photo.
    ///
    /// - Parameters:
    ///   - size: The view's columns and rows.
    ///   - toPhoto: The map from its pixels to photo space.
    /// - Returns: A picture of `size`; nil when the photo is seen edge on.
    public func view(_ size: Size, through toPhoto: Homography) -> Image? {
        let (source, seen) = copy(for: size, through: toPhoto)
        return source.image.warped(from: seen, to: size)
    }

    /// The luma of what a view shows of the photo; see ``view(_:through:)``.
    public func lumaView(_ size: Size, through toPhoto: Homography) -> GrayImage? {
        let (source, seen) = copy(for: size, through: toPhoto)
        let (luma, origin) = source.luma(around: [seen])
        return luma.warped(from: seen.map { $0 - origin }, to: size)
    }

    /// The copy to take a view from, and the view's corners in its pixels.
    private func copy(for size: Size, through toPhoto: Homography) -> (source: DecodedPhoto, seen: Quad) {
        let seen = Quad(size).map { toPhoto($0) }
        let source = level(
            shrinking: max(seen.width / Float(size.width), seen.height / Float(size.height)) * base.scale)
        return (source, seen.map { $0 * source.scale })
    }
}

extension Image {
    /// The picture at half its size, each pixel the mean of four, at most 3/4 above it; a last odd row or column is left out.
    ///
    /// - Precondition: Neither side is less than two pixels.
    package func halved() -> Image {
        let target = Size(width: width / 2, height: height / 2)
        precondition(target.width > 0 && target.height > 0, "what is halved has two rows and two columns")
        let stride = width * 3
        let pixels = [UInt8](unsafeUninitializedCapacity: target.pixelCount * 3) { output, count in
            self.pixels.withUnsafeBufferPointer { input in
                guard let input = input.baseAddress, let output = output.baseAddress else { return }
                // The mean of each pixel and its right neighbour, whole rows at a time, of which every other one is kept.
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: stride + 1) { means in
                    guard let means = means.baseAddress else { return }
                    for y in 0..<target.height {
                        let (upper, lower) = (input + 2 &* y &* stride, input + (2 &* y &+ 1) &* stride)
                        for i in 0..<stride &- 3 {
                            // Halves rounded up, twice: what a processor does to sixteen bytes at once.
                            let left = (UInt16(upper[i]) &+ UInt16(lower[i]) &+ 1) &>> 1
                            let right = (UInt16(upper[i &+ 3]) &+ UInt16(lower[i &+ 3]) &+ 1) &>> 1
                            means[i] = UInt8(truncatingIfNeeded: (left &+ right &+ 1) &>> 1)
                        }
                        let row = output + y &* target.width &* 3
                        for x in 0..<target.width &- 1 {
                            // Four bytes at a time, the fourth overwritten by the next pixel.
                            let pixel = UnsafeRawPointer(means + 6 &* x).loadUnaligned(as: UInt32.self)
                            UnsafeMutableRawPointer(row + 3 &* x).storeBytes(of: pixel, as: UInt32.self)
                        }
                        let last = target.width &- 1
                        for channel in 0..<3 { row[3 &* last &+ channel] = means[6 &* last &+ channel] }
                    }
                }
            }
            count = target.pixelCount * 3
        }
        return Image(size: target, pixels: pixels)
    }
}
