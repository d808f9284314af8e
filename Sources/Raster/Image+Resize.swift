/// How a picture's pixels are combined when its size changes.
public enum Resampling: Sendable {
    /// Area where a side shrinks to less than half, bilinear otherwise.
    case automatic
    /// Between the two nearest pixels on each axis, pixel centers at halves and borders replicated, as OpenCV's
    /// `INTER_LINEAR`; aliases when shrinking much.
    case bilinear
    /// The exact mean of the covered area, as OpenCV's `INTER_AREA`; meant for shrinking.
    case area
}

extension Image {
    /// The whole picture at another size; its proportions change when those of `target` differ.
    ///
    /// - Parameters:
    ///   - target: Columns and rows of the result.
    ///   - resampling: How pixels are combined; each value is within 1 of the exact result.
    /// - Returns: A picture of size `target`.
    /// - Precondition: Neither side of `target` is zero.
    public func resized(to target: Size, by resampling: Resampling = .automatic) -> Image {
        guard target != size else { return self }
        return Image(size: target, pixels: Resampler.resize(pixels, size, to: target, channels: 3, by: resampling))
    }
}

extension GrayImage {
    /// The whole picture at another size; see ``Image/resized(to:by:)``.
    public func resized(to target: Size, by resampling: Resampling = .automatic) -> GrayImage {
        guard target != size else { return self }
        return GrayImage(size: target, pixels: Resampler.resize(pixels, size, to: target, channels: 1, by: resampling))
    }
}

/// Resizes interleaved 8-bit pixels: first down the columns of each output row, whole rows at a time, then across.
enum Resampler {
    static func resize(
        _ pixels: [UInt8], _ size: Size, to target: Size, channels: Int, by resampling: Resampling
    ) -> [UInt8] {
        precondition(target.width > 0 && target.height > 0, "an image has at least one pixel")
        let isStrong = size.width > 2 * target.width || size.height > 2 * target.height
        let usesArea = resampling == .area || (resampling == .automatic && isStrong)
        let count = target.pixelCount * channels
        return [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            pixels.withUnsafeBufferPointer { input in
                guard let input = input.baseAddress, let output = output.baseAddress else { return }
                if usesArea {
                    AreaResampler(size, to: target, channels: channels).run(input, output)
                } else {
                    BilinearResampler(size, to: target, channels: channels).run(input, output)
                }
            }
            initialized = count
        }
    }

    /// A value in 0...255.4 as the nearest byte, without the traps of a conversion: the sum's last bits are the integer.
    @inline(__always)
    static func byte(_ value: Float) -> UInt8 { UInt8(truncatingIfNeeded: (value + 8_388_608).bitPattern) }
}
