import CImage

/// JPEG through TurboJPEG.
enum JPEGCodec {
    /// What a picture part that was never decoded is filled with.
    private static let missing: UInt8 = 128
    /// What rows begin with until they are decoded.
    private static let unreached: [UInt8] = [128, 64, 191, 3, 254, 97, 170, 85]

    /// Decodes at the smallest number of eighths whose long side is at least `longSide`, as stored.
    static func decode(
        _ bytes: [UInt8], _ header: ImageHeader, longSide: Int, _ limits: ImageLimits
    ) throws(ImageError) -> DecodedPhoto {
        let details = header.jpeg ?? JPEGDetails()
        let eighths = eighths(of: header.storedSize.longSide, atLeast: longSide)
        let size = scaled(header.storedSize, eighths: eighths)
        let isCMYK = header.channels == 4
        let coefficientBytes = Int(Float(header.storedSize.pixelCount) * details.samplesPerPixel * 2)
        try limits.check(
            decodingBytes: size.pixelCount * (isCMYK ? 7 : 5) + (details.isBuffered ? coefficientBytes : 0))
        if details.isBuffered, ImageHeader.countJPEGScans(bytes, upTo: limits.maximumScans + 1) > limits.maximumScans {
            throw ImageError(.tooLarge, "the JPEG has more than \(limits.maximumScans) scans")
        }
        if let planes = planes(of: bytes, size) {
            return DecodedPhoto(planes: planes, scale: Float(eighths) / 8)
        }
        let raw = try decompress(bytes, to: size, format: isCMYK ? TJPF_CMYK : TJPF_RGB, channels: isCMYK ? 4 : 3)
        let pixels = isCMYK ? rgb(fromCMYK: raw.pixels, isInverted: details.hasAdobeSegment) : raw.pixels
        return DecodedPhoto(
            image: Image(size: size, pixels: pixels), scale: Float(eighths) / 8, isDamaged: raw.isDamaged)
    }

    /// The least of one, two, four and eight eighths that leaves `side` no shorter than `wanted`.
    ///
    /// The decoder has vector code for these only: three eighths take longer than four, and seven thrice as long as eight.
    static func eighths(of side: Int, atLeast wanted: Int) -> Int {
        [1, 2, 4, 8].first { (side * $0 + 7) / 8 >= wanted } ?? 8
    }

    static func scaled(_ size: Size, eighths: Int) -> Size {
        Size(width: (size.width * eighths + 7) / 8, height: (size.height * eighths + 7) / 8)
    }

    /// The planes of an undamaged JPEG of luma and color at half its size, as phones and most programs write them; nil for
    /// any other.
    private static func planes(of bytes: [UInt8], _ size: Size) -> PlanarPicture? {
        guard let decoder = tjInitDecompress() else { return nil }
        defer { tjDestroy(decoder) }
        var (width, height, sampling, space): (Int32, Int32, Int32, Int32) = (0, 0, -1, -1)
        let length = UInt(bytes.count)
        guard tjDecompressHeader3(decoder, bytes, length, &width, &height, &sampling, &space) == 0,
            sampling == Int32(TJSAMP_420.rawValue), space == Int32(TJCS_YCbCr.rawValue)
        else { return nil }
        // Luma is written in whole pairs of columns and rows.
        let chroma = Size(width: (size.width + 1) / 2, height: (size.height + 1) / 2)
        let even = Size(width: chroma.width * 2, height: chroma.height * 2)
        var (luma, blue, red) = (blank(even), blank(chroma), blank(chroma))
        let status = luma.withUnsafeMutableBufferPointer { luma in
            blue.withUnsafeMutableBufferPointer { blue in
                red.withUnsafeMutableBufferPointer { red in
                    var planes = [luma.baseAddress, blue.baseAddress, red.baseAddress]
                    var strides = [even.width, chroma.width, chroma.width].map(Int32.init)
                    return tjDecompressToYUVPlanes(
                        decoder, bytes, length, &planes, Int32(size.width), &strides, Int32(size.height),
                        TJFLAG_LIMITSCANS)
                }
            }
        }
        guard status == 0 else { return nil }
        let whole = GrayImage(size: even, pixels: luma)
        return PlanarPicture(
            luma: even == size ? whole : whole.part(columns: 0..<size.width, rows: 0..<size.height),
            chroma: [blue, red].map { GrayImage(size: chroma, pixels: $0) })
    }

    /// A plane to be filled.
    private static func blank(_ size: Size) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size.pixelCount) { $1 = size.pixelCount }
    }

    private static func decompress(
        _ bytes: [UInt8], to size: Size, format: TJPF, channels: Int
    ) throws(ImageError) -> (pixels: [UInt8], isDamaged: Bool) {
        guard let decoder = tjInitDecompress() else { throw ImageError(.corrupt, "no JPEG decoder could be started") }
        defer { tjDestroy(decoder) }
        let count = size.pixelCount * channels
        let stride = size.width * channels
        var status: Int32 = -1
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // The decoder leaves rows that it does not reach, and there lies the picture before this one.
            for row in Swift.stride(from: 0, to: count, by: stride) {
                for (index, byte) in unreached.prefix(stride).enumerated() { buffer[row + index] = byte }
            }
            status = tjDecompress2(
                decoder, bytes, UInt(bytes.count), buffer.baseAddress, Int32(size.width), 0, Int32(size.height),
                Int32(format.rawValue), TJFLAG_LIMITSCANS | TJFLAG_FASTUPSAMPLE)
            let hasPixels = status == 0 || tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue)
            initialized = hasPixels ? count : 0
            guard status != 0, hasPixels else { return }
            for row in Swift.stride(from: 0, to: count, by: stride) {
                let row = UnsafeMutableBufferPointer(rebasing: buffer[row..<row + stride])
                if row.starts(with: unreached.prefix(stride)) { row.update(repeating: missing) }
            }
        }
        guard status != 0 else { return (pixels, false) }
        let message = tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "unknown fault"
        guard pixels.count == count, pixels.contains(where: { $0 != missing }) else {
            throw ImageError(.corrupt, "the JPEG cannot be decoded: \(message)")
        }
        let isHarmless = ["extraneous bytes", "Adobe", "JFIF"].contains { message.contains($0) }
        return (pixels, !isHarmless)
    }

    /// Ink to light without a color profile: each of R, G, B is what its ink and black let through.
    ///
    /// - Parameters:
    ///   - inks: Cyan, magenta, yellow and black of each pixel.
    ///   - isInverted: Whether 255 stands for no ink, as Adobe's programs write it.
    /// - Returns: Three bytes a pixel.
    private static func rgb(fromCMYK inks: [UInt8], isInverted: Bool) -> [UInt8] {
        let flip: UInt8 = isInverted ? 0 : 255
        let count = inks.count / 4
        return [UInt8](unsafeUninitializedCapacity: count * 3) { output, initialized in
            inks.withUnsafeBufferPointer { inks in
                for pixel in 0..<count {
                    let black = UInt32(inks[pixel * 4 + 3] ^ flip)
                    for channel in 0..<3 {
                        let product = UInt32(inks[pixel * 4 + channel] ^ flip) * black
                        output[pixel * 3 + channel] = UInt8(truncatingIfNeeded: (product + 127) / 255)
                    }
                }
            }
            initialized = count * 3
        }
    }

    /// Compresses with 4:2:0 color, the accurate transform and no metadata.
    static func encode(_ image: Image, quality: Int) throws(ImageError) -> [UInt8] {
        guard let encoder = tjInitCompress() else { throw ImageError(.corrupt, "no JPEG encoder could be started") }
        defer { tjDestroy(encoder) }
        var output: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        let status = tjCompress2(
            encoder, image.pixels, Int32(clamping: image.width), 0, Int32(clamping: image.height),
            Int32(TJPF_RGB.rawValue), &output, &count, Int32(TJSAMP_420.rawValue), Int32(min(max(quality, 1), 100)),
            TJFLAG_ACCURATEDCT)
        defer { tjFree(output) }
        guard status == 0, let output else {
            throw ImageError(.tooLarge, "\(image.width) x \(image.height) pixels do not fit a JPEG")
        }
        return [UInt8](UnsafeBufferPointer(start: output, count: Int(count)))
    }
}
