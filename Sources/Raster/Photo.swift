/// A picture as it came, still encoded, to be decoded at the scale that is asked for.
public struct Photo: Sendable {
    /// Columns and rows of the upright picture at full size: after EXIF orientation, the size of photo space.
    public let size: Size
    /// The encoding; nil for a picture that was never encoded.
    public let format: ImageFormat?

    private let source: Source
    private let limits: ImageLimits

    private enum Source {
        case encoded([UInt8], ImageHeader)
        case heic([UInt8])
        case page(PDFDocument, PDFDocument.Page)
        case image(Image)
    }

    /// Reads the header of an encoded picture and checks it against `limits`; decodes nothing.
    ///
    /// - Parameters:
    ///   - bytes: A whole file. Of an animated PNG the default image is taken, of a PDF the first page; the others are
    ///     in ``pages``.
    ///   - limits: What the picture may cost. A page of a PDF is drawn no larger than they allow.
    ///   - accepted: The formats that the file may have; HEIC and PDF only where they are named.
    /// - Throws: ``ImageError``: `unsupportedFormat` for other formats, no bytes, animated WebP, or where the library
    ///   that a format needs is not installed; `corrupt` when the header is damaged or a PDF is locked; `tooLarge` when
    ///   the bytes or the declared size pass the limits.
    public init(
        bytes: [UInt8], limits: ImageLimits = ImageLimits(), accepting accepted: Set<ImageFormat> = ImageFormat.builtIn
    ) throws(ImageError) {
        try limits.check(byteCount: bytes.count)
        switch try ImageFormat(sniffing: ByteReader(bytes: bytes), accepting: accepted) {
        case .pdf:
            let document = try PDFDocument(bytes: bytes, limits: limits)
            self.init(document.pages[0], of: document, limits)
        case .heic:
            self.init(try HEICCodec.size(of: bytes, limits), .heic, .heic(bytes), limits)
        case .jpeg, .png, .webp:
            let header = try ImageHeader(bytes: bytes)
            try limits.check(header.storedSize)
            self.init(header.size, header.format, .encoded(bytes, header), limits)
        }
    }

    private init(_ size: Size, _ format: ImageFormat?, _ source: Source, _ limits: ImageLimits) {
        self.size = size
        self.format = format
        self.source = source
        self.limits = limits
    }

    private init(_ page: PDFDocument.Page, of document: PDFDocument, _ limits: ImageLimits) {
        self.init(page.size, .pdf, .page(document, page), limits)
    }

    /// The pages of a PDF, ten at most, each a photo of its own; of any other picture it alone.
    public var pages: [Photo] {
        guard case .page(let document, _) = source else { return [self] }
        return document.pages.map { Photo($0, of: document, limits) }
    }

    /// A photo of a picture that is in memory already; decoding it never fails.
    public init(_ image: Image) { self.init(image.size, nil, .image(image), ImageLimits()) }

    /// Decodes the pixels and sets them upright.
    ///
    /// - Parameter minimumLongSide: nil for full size. Otherwise the longest side in pixels that suffices: the result
    ///   has the smallest scale that the format offers whose long side is no shorter (an eighth, a quarter or a half for JPEG, any scale for
    ///   the others), and never more than full size.
    /// - Returns: The upright picture, its scale, and whether damage was met.
    /// - Throws: ``ImageError``: `corrupt` when no pixels can be had; `tooLarge` when decoding would take more memory
    ///   or scans than the limits allow.
    public func decoded(minimumLongSide: Int? = nil) throws(ImageError) -> DecodedPhoto {
        let longSide = minimumLongSide.map { min(max($0, 1), size.longSide) } ?? size.longSide
        switch source {
        case .image(let image):
            let scaled = image.size.fitted(longSide: longSide)
            return DecodedPhoto(
                image: scaled == size ? image : image.resized(to: scaled, by: .area),
                scale: Float(scaled.longSide) / Float(size.longSide), isDamaged: false)
        case .heic(let bytes):
            return try HEICCodec.decode(bytes, size: size, longSide: longSide, limits)
        case .page(let document, let page):
            let drawn = size.fitted(longSide: longSide)
            try limits.check(decodingBytes: drawn.pixelCount * 3)
            return DecodedPhoto(
                image: try document.draw(page, size: drawn), scale: Float(longSide) / Float(size.longSide))
        case .encoded(let bytes, let header):
            let stored: DecodedPhoto
            switch header.format {
            case .jpeg: stored = try JPEGCodec.decode(bytes, header, longSide: longSide, limits)
            case .png: stored = try PNGCodec.decode(bytes, header, longSide: longSide, limits)
            case .webp: stored = try WebPCodec.decode(bytes, header, longSide: longSide, limits)
            case .heic, .pdf: throw ImageError(.unsupportedFormat, "\(header.format.name) has no header of this kind")
            }
            return stored.setUpright(from: header.orientation)
        }
    }
}

extension Size {
    /// The size with the same proportions whose long side is `longSide`; no side is less than 1.
    package func fitted(longSide: Int) -> Size {
        guard longSide != self.longSide else { return self }
        let factor = Double(longSide) / Double(self.longSide)
        func scaled(_ side: Int) -> Int { max(1, Int((Double(side) * factor).rounded())) }
        return Size(width: scaled(width), height: scaled(height))
    }
}
