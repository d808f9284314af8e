import Synchronization

/// An encoded picture format that we decode, or a document that pictures are taken from.
public enum ImageFormat: String, CaseIterable, Sendable {
    /// JPEG: baseline, extended or progressive; gray, color or CMYK.
    case jpeg
    /// PNG; of an animated one, the default image.
    case png
    /// Still WebP, lossy or lossless.
    case webp
    /// HEIC, as telephones write it: the primary image. Needs libheif, which is looked for when one comes.
    case heic
    /// PDF: its first pages. Needs pdfium, which is looked for when one comes.
    case pdf

    /// The formats that need no further library.
    public static let builtIn: Set<ImageFormat> = [.jpeg, .png, .webp]

    /// Whether what opens the format is here: libraries for HEIC and PDF are loaded when they are first asked for.
    package var isAvailable: Bool {
        switch self {
        case .jpeg, .png, .webp: true
        case .heic: HEICLibrary.shared != nil
        case .pdf: PDFLibrary.shared.withLock { $0 != nil }
        }
    }

    /// The name that people know the format by.
    public var name: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        case .heic: "HEIC"
        case .pdf: "PDF"
        }
    }

    /// The format that the first bytes of a file tell, the rest not looked at; nil for none of ours.
    package static func sniffed(_ bytes: [UInt8]) -> ImageFormat? { ImageFormat(sniffing: ByteReader(bytes: bytes)) }

    private init?(sniffing reader: ByteReader) {
        if reader.has([0xFF, 0xD8, 0xFF], at: 0) {
            self = .jpeg
        } else if reader.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) {
            self = .png
        } else if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) {
            self = .webp
        } else if reader.has("ftyp", at: 4), Self.brandsOfHEIC.contains(where: { reader.has($0, at: 8) }) {
            self = .heic
        } else if reader.has("%PDF-", at: 0) {
            self = .pdf
        } else {
            return nil
        }
    }

    private static let brandsOfHEIC: [StaticString] = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]

    /// Recognizes a format by its first bytes.
    ///
    /// - Parameters:
    ///   - reader: The file.
    ///   - accepted: The formats that may be decoded.
    /// - Throws: ``ImageError`` with code `unsupportedFormat`, naming the format where it is a known one.
    init(sniffing reader: ByteReader, accepting accepted: Set<ImageFormat>) throws(ImageError) {
        if reader.count == 0 { throw ImageError(.unsupportedFormat, "no picture: the file is empty") }
        let names = Self.list(accepted)
        guard let format = ImageFormat(sniffing: reader) else {
            let name = Self.nameOfUnsupported(reader)
            throw ImageError(
                .unsupportedFormat,
                name.map { "\($0) is not supported; send \(names)" } ?? "no picture: the bytes are not \(names)")
        }
        guard accepted.contains(format) else {
            throw ImageError(.unsupportedFormat, "\(format.name) is not accepted; send \(names)")
        }
        self = format
    }

    /// The formats as they stand in a sentence.
    private static func list(_ formats: Set<ImageFormat>) -> String {
        let names = allCases.filter(formats.contains).map(\.name)
        guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }

    private static func nameOfUnsupported(_ reader: ByteReader) -> String? {
        if reader.has("ftyp", at: 4) { return nameOfISOMedia(reader) }
        let magics: [(StaticString, String)] = [
            ("GIF87a", "GIF"), ("GIF89a", "GIF"), ("BM", "BMP"), ("II*\0", "TIFF"), ("II+\0", "BigTIFF"),
            ("PK\u{3}\u{4}", "ZIP"), ("PK\u{5}\u{6}", "ZIP"), ("8BPS", "Photoshop"),
        ]
        for (magic, name) in magics where reader.has(magic, at: 0) { return name }
        if reader.has([0x4D, 0x4D, 0, 0x2A], at: 0) { return "TIFF" }
        if reader.has([0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20], at: 0) { return "JPEG XL" }
        if reader.has([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20], at: 0) { return "JPEG 2000" }
        return looksLikeSVG(reader) ? "SVG" : nil
    }

    private static func nameOfISOMedia(_ reader: ByteReader) -> String {
        for brand: StaticString in ["avif", "avis"] where reader.has(brand, at: 8) { return "AVIF" }
        return "ISO media (MP4 or a relative)"
    }

    private static func looksLikeSVG(_ reader: ByteReader) -> Bool {
        let head = String(decoding: reader.bytes.prefix(512), as: UTF8.self)
        let text = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return text.hasPrefix("<svg") || (text.hasPrefix("<?xml") && text.contains("<svg"))
    }
}
