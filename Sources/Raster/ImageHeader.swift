/// What an encoded picture says of itself, read without decoding a pixel.
public struct ImageHeader: Hashable, Sendable {
    /// The encoding.
    public let format: ImageFormat
    /// Columns and rows as stored, before ``orientation`` is applied; both at least 1.
    public let storedSize: Size
    /// How to set the stored picture upright; `.upright` when the file doesn't say.
    public let orientation: Orientation
    /// Color channels as encoded, alpha included: 1...4.
    public let channels: Int
    /// JPEG only: what its decoder must know; nil for the other formats.
    let jpeg: JPEGDetails?

    /// Columns and rows of the upright picture.
    public var size: Size { orientation.upright(storedSize) }

    /// Whether it is a JPEG whose picture arrives in passes of growing detail.
    public var isProgressive: Bool { jpeg?.isProgressive ?? false }

    /// Reads the header of a JPEG, PNG or WebP file.
    ///
    /// The bytes may be foreign and damaged. A broken EXIF block counts as none.
    /// - Parameter bytes: The whole file, or enough of its start.
    /// - Throws: ``ImageError``: `unsupportedFormat` for other formats, no bytes, animated WebP, lossless or 12-bit
    ///   JPEG; `corrupt` when the header is damaged.
    public init(bytes: [UInt8]) throws(ImageError) {
        let reader = ByteReader(bytes: bytes)
        let format = try ImageFormat(sniffing: reader, accepting: ImageFormat.builtIn)
        switch format {
        case .jpeg: self = try Self.readJPEG(reader)
        case .png: self = try Self.readPNG(reader)
        case .webp: self = try Self.readWebP(reader)
        case .heic, .pdf: throw ImageError(.unsupportedFormat, "\(format.name) has no header of this kind")
        }
    }

    init(format: ImageFormat, size: Size, orientation: Orientation?, channels: Int, jpeg: JPEGDetails? = nil) {
        self.format = format
        self.storedSize = size
        self.orientation = orientation ?? .upright
        self.channels = channels
        self.jpeg = jpeg
    }
}

/// What a JPEG's markers say that its decoding depends on.
struct JPEGDetails: Hashable, Sendable {
    /// SOF2, SOF6, SOF10 or SOF14.
    var isProgressive = false
    /// Whether the decoder must keep every coefficient until the last scan has arrived.
    var isBuffered = false
    /// Whether an Adobe segment is present; its CMYK is stored inverted.
    var hasAdobeSegment = false
    /// Samples of all components per pixel, 1 for gray, 1.5 for 4:2:0, 3 for 4:4:4.
    var samplesPerPixel: Float = 3
}
