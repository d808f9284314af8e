/// An opaque picture in memory: 8-bit RGB, row-major, three bytes a pixel, no padding between rows.
public struct Image: Sendable {
    /// Columns and rows.
    public let size: Size
    /// `size.width * size.height * 3` bytes in the order R, G, B.
    public let pixels: [UInt8]

    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }

    /// Wraps pixels of a known size.
    ///
    /// - Precondition: `pixels.count == size.width * size.height * 3` and neither side is zero.
    public init(size: Size, pixels: [UInt8]) {
        precondition(size.width > 0 && size.height > 0, "an image has at least one pixel")
        precondition(pixels.count == size.pixelCount * 3, "an RGB image has three bytes a pixel")
        self.size = size
        self.pixels = pixels
    }

    /// A picture of one color.
    public init(size: Size, red: UInt8, green: UInt8, blue: UInt8) {
        let pixels = [UInt8](unsafeUninitializedCapacity: size.pixelCount * 3) { buffer, count in
            for pixel in 0..<size.pixelCount {
                buffer[pixel * 3] = red
                buffer[pixel * 3 + 1] = green
                buffer[pixel * 3 + 2] = blue
            }
            count = size.pixelCount * 3
        }
        self.init(size: size, pixels: pixels)
    }
}
