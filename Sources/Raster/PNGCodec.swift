import CImage

/// PNG through libpng's simplified interface.
enum PNGCodec {
    /// What a picture part that was never decoded is filled with.
    private static let missing: UInt8 = 128

    /// Decodes at full size, alpha composited on white, 16 bits cut to 8, then averages down to `longSide`.
    static func decode(
        _ bytes: [UInt8], _ header: ImageHeader, longSide: Int, _ limits: ImageLimits
    ) throws(ImageError) -> DecodedPhoto {
        let size = header.storedSize
        let scaled = size.fitted(longSide: longSide)
        try limits.check(decodingBytes: (size.pixelCount + (scaled == size ? 0 : scaled.pixelCount)) * 3)
        try checkLength(bytes)
        let (image, isDamaged) = try read(withoutIdleChunks(bytes), size: size)
        return DecodedPhoto(
            image: scaled == size ? image : image.resized(to: scaled, by: .area),
            scale: Float(scaled.longSide) / Float(size.longSide), isDamaged: isDamaged)
    }

    /// The file without the chunks that don't bear on its pixels: compressed text and profiles may swell to gigabytes.
    ///
    /// A chunk cut short is made to end where the file does, or libpng would not look at its last 8,192 bytes.
    private static func withoutIdleChunks(_ bytes: [UInt8]) -> [UInt8] {
        let reader = ByteReader(bytes: bytes)
        func bearsOnPixels(_ chunk: PNGChunk) -> Bool {
            ["IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"].contains { (type: StaticString) in
                reader.has(type, at: chunk.start + 4)
            }
        }
        let isFine = PNGChunk.all(in: reader).allSatisfy { $0.end <= bytes.count && bearsOnPixels($0) }
        guard !isFine else { return bytes }
        var kept = Array(bytes.prefix(8))
        kept.reserveCapacity(bytes.count)
        for chunk in PNGChunk.all(in: reader) where bearsOnPixels(chunk) {
            if chunk.end <= bytes.count {
                kept += bytes[chunk.start..<chunk.end]
            } else {
                let length = UInt32(clamping: bytes.count - chunk.start - 8)
                kept += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
                kept += bytes[(chunk.start + 4)...]
            }
        }
        return kept
    }

    private static func read(_ bytes: [UInt8], size: Size) throws(ImageError) -> (image: Image, isDamaged: Bool) {
        var control = png_image()
        control.version = UInt32(PNG_IMAGE_VERSION)
        let count = size.pixelCount * 3
        var isWhole = false
        // libpng keeps the control's address between the calls, so all of them share one pointer.
        let (pixels, message) = withUnsafeMutablePointer(to: &control) { control -> ([UInt8]?, String) in
            defer { png_image_free(control) }
            guard png_image_begin_read_from_memory(control, bytes, bytes.count) != 0,
                control.pointee.width == size.width, control.pointee.height == size.height
            else { return (nil, text(of: control.pointee)) }
            control.pointee.format = UInt32(PNG_FORMAT_FLAG_COLOR)
            control.pointee.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
            var white = png_color(red: 255, green: 255, blue: 255)
            let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                buffer.initialize(repeating: missing)
                isWhole = png_image_finish_read(control, &white, buffer.baseAddress, Int32(size.width * 3), nil) != 0
                initialized = count
            }
            return (pixels, text(of: control.pointee))
        }
        guard let pixels, isWhole || pixels.contains(where: { $0 != missing }) else {
            throw ImageError(.corrupt, "the PNG cannot be decoded: \(message)")
        }
        return (Image(size: size, pixels: pixels), !isWhole || message.contains("CRC"))
    }

    private static func text(of control: png_image) -> String {
        withUnsafeBytes(of: control.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Compresses without loss as 8-bit RGB.
    static func encode(_ image: Image) throws(ImageError) -> [UInt8] {
        var control = png_image()
        control.version = UInt32(PNG_IMAGE_VERSION)
        control.width = UInt32(clamping: image.width)
        control.height = UInt32(clamping: image.height)
        control.format = UInt32(PNG_FORMAT_FLAG_COLOR)
        control.flags = UInt32(PNG_IMAGE_FLAG_FAST)
        var capacity = image.pixels.count + image.pixels.count / 8 + image.height + 4096
        while true {
            var written = capacity
            var isWritten = false
            let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
                isWritten =
                    png_image_write_to_memory(&control, buffer.baseAddress, &written, 0, image.pixels, 0, nil) != 0
                initialized = isWritten ? written : 0
            }
            if isWritten { return bytes }
            guard written > capacity else {
                throw ImageError(.tooLarge, "\(image.width) x \(image.height) pixels do not fit a PNG")
            }
            capacity = written
        }
    }
}
