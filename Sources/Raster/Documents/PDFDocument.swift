import CDocuments
import Synchronization

/// The first pages of a PDF, each drawn when it is wanted.
struct PDFDocument: Sendable {
    /// A page, and its size in pixels when drawn at full size.
    struct Page: Hashable {
        var index: Int
        var size: Size
    }

    /// The pages that can be drawn, ten at most; at least one.
    let pages: [Page]
    private let bytes: [UInt8]

    /// The most pages looked at.
    private static let mostPages = 10
    /// The resolution of scanners, at which a card is a thousand pixels wide: a point is 1/72 inch.
    private static let scale = 300.0 / 72
    /// A page shorter than that is drawn larger: it may be a card alone, with a photo of many pixels on it.
    private static let leastLongSide = 2000.0
    /// The most pixels of a page.
    private static let mostPixels = 20_000_000
    /// How long drawing a page may take.
    private static let patience = Duration.seconds(10)

    /// Opens a PDF and measures its pages; draws nothing.
    ///
    /// - Throws: ``ImageError``: `unsupportedFormat` where pdfium is not installed; `corrupt` for a damaged or locked
    ///   PDF and for one without pages; `tooLarge` for a page larger than any sheet of paper.
    init(bytes: [UInt8], limits: ImageLimits) throws(ImageError) {
        self.bytes = bytes
        pages = try Self.withDocument(bytes) { library, document throws(ImageError) in
            let count = min(Int(library.pageCount(document)), Self.mostPages)
            var pages: [Page] = []
            for index in 0..<max(count, 0) {
                var size = pdf_size()
                guard library.pageSize(document, Int32(index), &size) != 0 else { continue }
                let (width, height) = (Double(size.width), Double(size.height))
                guard let drawn = Self.drawnSize(width, height, limits) else { continue }
                guard width * height <= Self.mostSquarePoints else {
                    throw ImageError(.tooLarge, "page \(index + 1) of the PDF is larger than any sheet of paper")
                }
                pages.append(Page(index: index, size: drawn))
            }
            return pages
        }
        guard !pages.isEmpty else { throw ImageError(.corrupt, "the PDF has no page that can be drawn") }
    }

    /// The largest page in square points: two and a half metres squared, where an A0 sheet has eight million.
    private static let mostSquarePoints = 50_000_000.0

    /// The size in pixels of a page whose size in points is known; nil when that makes no sense.
    static func drawnSize(_ width: Double, _ height: Double, _ limits: ImageLimits) -> Size? {
        guard width.isFinite, height.isFinite, width > 0, height > 0 else { return nil }
        let longSide = max(width, height)
        let pixels = Double(min(mostPixels, limits.maximumPixels))
        let scale = min(
            max(scale, leastLongSide / longSide), (pixels / (width * height)).squareRoot(),
            Double(limits.maximumSide) / longSide)
        return Size(width: max(1, Int(width * scale)), height: max(1, Int(height * scale)))
    }

    /// Draws a page on white, as large as asked.
    ///
    /// - Throws: ``ImageError``: `corrupt` when it cannot be drawn, `tooLarge` when that takes too long.
    func draw(_ page: Page, size: Size) throws(ImageError) -> Image {
        try Self.withDocument(bytes) { library, document throws(ImageError) in
            guard let loaded = library.loadPage(document, Int32(page.index)) else {
                throw ImageError(.corrupt, "page \(page.index + 1) of the PDF is damaged")
            }
            defer { library.closePage(loaded) }
            var status: Int32?
            let count = size.pixelCount * 3
            let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                buffer.initialize(repeating: 255)
                initialized = count
                let bitmap = library.makeBitmap(
                    Int32(size.width), Int32(size.height), Int32(pdf_format_bgr), buffer.baseAddress,
                    Int32(size.width * 3))
                guard let bitmap else { return }
                defer { library.destroyBitmap(bitmap) }
                status = Self.draw(loaded, on: bitmap, size, library)
            }
            switch status {
            case Int32(pdf_drawing_done): return Image(size: size, pixels: pixels)
            case Int32(pdf_drawing_paused):
                throw ImageError(.tooLarge, "drawing page \(page.index + 1) of the PDF takes too long")
            default: throw ImageError(.corrupt, "page \(page.index + 1) of the PDF cannot be drawn")
            }
        }
    }

    /// Draws until the page is done or patience ends, and tells which.
    private static func draw(
        _ page: UnsafeMutableRawPointer, on bitmap: UnsafeMutableRawPointer, _ size: Size, _ library: PDFLibrary
    ) -> Int32 {
        var deadline = ContinuousClock.now + patience
        return withUnsafeMutablePointer(to: &deadline) { deadline in
            var pause = pdf_pause(
                version: 1,
                wants_pause: { pause in
                    let end = pause?.pointee.user.assumingMemoryBound(to: ContinuousClock.Instant.self).pointee
                    return end.map { $0 < .now ? 1 : 0 } ?? 0
                }, user: UnsafeMutableRawPointer(deadline))
            defer { library.endDrawing(page) }
            // The byte order is asked for as RGB, whatever the format's name says.
            let flags = pdf_flag_annotations | pdf_flag_rgb_order
            return library.beginDrawing(
                bitmap, page, 0, 0, Int32(size.width), Int32(size.height), 0, Int32(flags), &pause)
        }
    }

    /// Opens the PDF for as long as `body` runs, which has the library to itself.
    private static func withDocument<Result: Sendable>(
        _ bytes: [UInt8],
        _ body: (_ library: PDFLibrary, _ document: UnsafeMutableRawPointer) throws(ImageError) -> Result
    ) throws(ImageError) -> Result {
        try PDFLibrary.shared.withLock { library throws(ImageError) in
            guard let library else {
                throw ImageError(.unsupportedFormat, "PDF cannot be read here: libpdfium.so is not installed")
            }
            return try bytes.withUnsafeBufferPointer { buffer throws(ImageError) in
                guard let document = library.loadDocument(buffer.baseAddress, buffer.count, nil) else {
                    throw error(library.lastError())
                }
                defer { library.closeDocument(document) }
                return try body(library, document)
            }
        }
    }

    private static func error(_ code: UInt) -> ImageError {
        switch Int(clamping: code) {
        case pdf_error_password: ImageError(.corrupt, "the PDF is locked with a password")
        case pdf_error_security: ImageError(.corrupt, "the PDF is encrypted in an unknown way")
        default: ImageError(.corrupt, "the PDF is damaged")
        }
    }
}
