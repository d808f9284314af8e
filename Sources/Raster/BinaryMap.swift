/// A map of set and unset pixels, row-major.
public struct BinaryMap: Hashable, Sendable {
    /// Columns and rows.
    public let size: Size
    /// `size.width * size.height` bytes, 0 for unset and anything else for set.
    public let values: [UInt8]

    /// Wraps values of a known size.
    ///
    /// - Precondition: `values.count == size.width * size.height`.
    public init(size: Size, values: [UInt8]) {
        precondition(size.width >= 0 && size.height >= 0 && values.count == size.pixelCount, "one byte a pixel")
        self.size = size
        self.values = values
    }
}
