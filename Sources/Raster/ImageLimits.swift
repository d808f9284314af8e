/// What a picture may cost, checked from its header before any pixel is decoded.
public struct ImageLimits: Hashable, Sendable {
    /// The most encoded bytes; 64 MiB unless told.
    public var maximumBytes: Int
    /// The most pixels, stored columns times rows; 50 million unless told.
    public var maximumPixels: Int
    /// The longest side in pixels; 16,384 unless told.
    public var maximumSide: Int
    /// The most memory that decoding may take, in bytes; 768 MiB unless told.
    ///
    /// A progressive JPEG keeps every coefficient, two bytes a sample, whatever scale it is decoded at.
    public var maximumDecodingBytes: Int
    /// The most scans of a JPEG; 100 unless told.
    ///
    /// Encoders write about ten. Each one makes the decoder pass over every block, however few bytes it has.
    public var maximumScans: Int

    /// Creates limits; every argument has the default that its property states.
    public init(
        maximumBytes: Int = 64 << 20, maximumPixels: Int = 50_000_000, maximumSide: Int = 16_384,
        maximumDecodingBytes: Int = 768 << 20, maximumScans: Int = 100
    ) {
        self.maximumBytes = maximumBytes
        self.maximumPixels = maximumPixels
        self.maximumSide = maximumSide
        self.maximumDecodingBytes = maximumDecodingBytes
        self.maximumScans = maximumScans
    }

    func check(byteCount: Int) throws(ImageError) {
        guard byteCount > maximumBytes else { return }
        throw ImageError(.tooLarge, "\(byteCount) bytes; the most accepted is \(maximumBytes)")
    }

    /// Checks the size of a picture as it is stored.
    func check(_ size: Size) throws(ImageError) {
        if size.longSide > maximumSide {
            throw ImageError(.tooLarge, "\(size.width) x \(size.height); the longest side accepted is \(maximumSide)")
        }
        let (pixels, overflow) = size.width.multipliedReportingOverflow(by: size.height)
        if overflow || pixels > maximumPixels {
            throw ImageError(
                .tooLarge, "\(size.width) x \(size.height) pixels; the most accepted is \(maximumPixels) in all")
        }
    }

    func check(decodingBytes: Int) throws(ImageError) {
        guard decodingBytes > maximumDecodingBytes else { return }
        throw ImageError(
            .tooLarge,
            "decoding needs about \(decodingBytes) bytes of memory; the most allowed is \(maximumDecodingBytes)")
    }
}
