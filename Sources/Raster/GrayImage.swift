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
    public func grayscale() -> GrayImage { grayscale(columns: 0..<width, rows: 0..<height) }

    /// The luma of the part of the picture that holds all of some quads, and where in the picture that part begins.
    ///
    /// Seen through the quads it is as the luma of the whole: the pixels next to theirs are part of it.
    ///
    /// - Parameter quads: In pixels; what lies outside the picture is left out, and so are corners that are not finite.
    /// - Returns: The luma, a pixel of it at least, and the place of its top-left corner.
    public func grayscale(around quads: [Quad]) -> (luma: GrayImage, origin: Point) {
        let corners = quads.flatMap(\.corners).filter { $0.x.isFinite && $0.y.isFinite }
        func range(_ places: [Float], _ side: Int) -> Range<Int> {
            let least = min(max((places.min() ?? 0) - 2, 0), Float(side - 1))
            let most = min(max((places.max() ?? 0) + 2, least + 1), Float(side))
            return Int(least)..<max(Int(most.rounded(.up)), Int(least) + 1)
        }
        let (columns, rows) = (range(corners.map(\.x), width), range(corners.map(\.y), height))
        return (grayscale(columns: columns, rows: rows), Point(Float(columns.lowerBound), Float(rows.lowerBound)))
    }

    /// The luma of a part of the picture.
    package func grayscale(columns: Range<Int>, rows: Range<Int>) -> GrayImage {
        let part = Size(width: columns.count, height: rows.count)
        let gray = [UInt8](unsafeUninitializedCapacity: part.pixelCount) { output, initialized in
            let encoder = tjInitCompress()
            defer { tjDestroy(encoder) }
            var plane = output.baseAddress
            let status = pixels.withUnsafeBufferPointer { pixels in
                tjEncodeYUVPlanes(
                    encoder, pixels.baseAddress.map { $0 + (rows.lowerBound * width + columns.lowerBound) * 3 },
                    Int32(part.width), Int32(width * 3), Int32(part.height), Int32(TJPF_RGB.rawValue), &plane, nil,
                    Int32(TJSAMP_GRAY.rawValue), 0)
            }
            precondition(status == 0, "luma takes nothing but memory")
            initialized = part.pixelCount
        }
        return GrayImage(size: part, pixels: gray)
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
