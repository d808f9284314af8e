import CImage

/// A gray picture in memory: one 8-bit plane, row-major, no padding between rows.
public struct GrayImage: Sendable {
    /// Columns and rows.
    public let size: Size
    /// `size.width * size.height` bytes, 0 black.
    public let pixels: [UInt8]

    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }

    /// Wraps pixels of a known size.
    ///
    /// - Precondition: `pixels.count == size.width * size.height` and neither side is zero.
    public init(size: Size, pixels: [UInt8]) {
        precondition(size.width > 0 && size.height > 0, "an image has at least one pixel")
        precondition(pixels.count == size.pixelCount, "a gray image has one byte a pixel")
        self.size = size
        self.pixels = pixels
    }
}

extension Image {
    /// The picture's luma by ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), as TurboJPEG makes it with its vector code.
    public func grayscale() -> GrayImage {
        let count = size.pixelCount
        let gray = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            let encoder = tjInitCompress()
            defer { tjDestroy(encoder) }
            var plane = output.baseAddress
            let status = tjEncodeYUVPlanes(
                encoder, pixels, Int32(width), 0, Int32(height), Int32(TJPF_RGB.rawValue), &plane, nil,
                Int32(TJSAMP_GRAY.rawValue), 0)
            precondition(status == 0, "luma takes nothing but memory")
            initialized = count
        }
        return GrayImage(size: size, pixels: gray)
    }

    /// An RGB picture of three equal channels.
    public init(_ gray: GrayImage) {
        let pixels = [UInt8](unsafeUninitializedCapacity: gray.pixels.count * 3) { output, initialized in
            gray.pixels.withUnsafeBufferPointer { input in
                for pixel in 0..<input.count {
                    output[pixel &* 3] = input[pixel]
                    output[pixel &* 3 &+ 1] = input[pixel]
                    output[pixel &* 3 &+ 2] = input[pixel]
                }
            }
            initialized = gray.pixels.count * 3
        }
        self.init(size: gray.size, pixels: pixels)
    }
}
