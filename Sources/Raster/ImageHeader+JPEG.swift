extension ImageHeader {
    /// Walks the markers up to the first scan.
    static func readJPEG(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        var frame: JPEGFrame?
        var orientation: Orientation?
        var hasAdobeSegment = false
        var walk = JPEGMarkers(reader: reader)
        var firstScan: Int?
        while firstScan == nil, let segment = walk.next() {
            switch segment.marker {
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(segment.marker):
                guard frame == nil else { throw ImageError(.corrupt, "the JPEG has two frame headers") }
                frame = try JPEGFrame(reader, segment)
            case 0xE1 where orientation == nil && reader.has("Exif\0\0", at: segment.start):
                orientation = Orientation(exif: reader, from: segment.start, to: segment.end)
            case 0xEE where reader.has("Adobe", at: segment.start) && segment.end - segment.start >= 12:
                hasAdobeSegment = true
            case 0xDA:
                firstScan = Int(reader.byte(segment.start) ?? 0)
            default:
                break
            }
        }
        guard let frame else { throw ImageError(.corrupt, "the JPEG ends before its frame header") }
        let details = JPEGDetails(
            isProgressive: frame.isProgressive,
            isBuffered: frame.isProgressive || firstScan.map { $0 < frame.components } ?? false,
            hasAdobeSegment: hasAdobeSegment, samplesPerPixel: frame.samplesPerPixel)
        return ImageHeader(
            format: .jpeg, size: frame.size, orientation: orientation, channels: frame.components, jpeg: details)
    }

    /// How many scans a JPEG file holds, counting no further than `limit`.
    static func countJPEGScans(_ bytes: [UInt8], upTo limit: Int) -> Int {
        var walk = JPEGMarkers(reader: ByteReader(bytes: bytes))
        var scans = 0
        while scans < limit, let segment = walk.next() {
            if segment.marker == 0xDA { scans += 1 }
        }
        return scans
    }
}

/// A JPEG marker and the body that follows it, its length field excluded.
struct JPEGSegment {
    let marker: UInt8
    let start: Int
    let end: Int
}

/// Steps through a JPEG file from marker to marker, over entropy-coded data, fill bytes and stray ones.
struct JPEGMarkers {
    let reader: ByteReader
    private var offset = 2

    init(reader: ByteReader) { self.reader = reader }

    /// The next marker with a body; nil at the end of the image, of the bytes, or at a body that outruns them.
    mutating func next() -> JPEGSegment? {
        while let marker = nextMarker() {
            if marker == 0xD9 { return nil }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) { continue }
            guard let length = reader.uint16(offset), length >= 2 else { return nil }
            let segment = JPEGSegment(marker: marker, start: offset + 2, end: min(offset + length, reader.count))
            offset += length
            return segment
        }
        return nil
    }

    private mutating func nextMarker() -> UInt8? {
        let (start, last) = (offset, reader.count - 1)
        let found = reader.bytes.withUnsafeBufferPointer { bytes -> (code: UInt8?, offset: Int) in
            var at = start
            while at < last {
                guard bytes[at] == 0xFF else {
                    at += 1
                    continue
                }
                let code = bytes[at + 1]
                at += code == 0xFF ? 1 : 2
                if code != 0xFF, code != 0 { return (code, at) }
            }
            return (nil, at)
        }
        offset = found.offset
        return found.code
    }
}

/// A JPEG frame header (SOF).
private struct JPEGFrame {
    let size: Size
    let components: Int
    let isProgressive: Bool
    let samplesPerPixel: Float

    init(_ reader: ByteReader, _ segment: JPEGSegment) throws(ImageError) {
        guard let precision = reader.byte(segment.start), let height = reader.uint16(segment.start + 1),
            let width = reader.uint16(segment.start + 3), let components = reader.byte(segment.start + 5).map(Int.init),
            segment.start + 6 + components * 3 <= segment.end
        else { throw ImageError(.corrupt, "the JPEG's frame header is cut short") }
        guard [0xC0, 0xC1, 0xC2, 0xC9, 0xCA].contains(segment.marker) else {
            throw ImageError(.unsupportedFormat, "lossless and hierarchical JPEG are not supported")
        }
        guard precision == 8 else { throw ImageError(.unsupportedFormat, "\(precision)-bit JPEG is not supported") }
        guard width > 0, height > 0 else { throw ImageError(.corrupt, "the JPEG is \(width) x \(height) pixels") }
        guard [1, 3, 4].contains(components) else {
            throw ImageError(.corrupt, "the JPEG has \(components) color components")
        }
        var samples = 0
        var (widest, tallest) = (1, 1)
        for index in 0..<components {
            let factors = Int(reader.byte(segment.start + 7 + index * 3) ?? 0)
            let (across, down) = (factors >> 4, factors & 15)
            guard 1...4 ~= across, 1...4 ~= down else {
                throw ImageError(.corrupt, "the JPEG samples a component \(across) x \(down) times")
            }
            samples += across * down
            (widest, tallest) = (max(widest, across), max(tallest, down))
        }
        self.size = Size(width: width, height: height)
        self.components = components
        self.isProgressive = segment.marker == 0xC2 || segment.marker == 0xCA
        self.samplesPerPixel = Float(samples) / Float(widest * tallest)
    }
}
