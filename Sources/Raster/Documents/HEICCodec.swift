import CDocuments

/// HEIC through libheif: the primary picture, set upright as the file says.
enum HEICCodec {
    /// The size of the upright picture, from the file's boxes; decodes nothing.
    ///
    /// - Throws: ``ImageError``: `unsupportedFormat` where libheif is not installed or the picture is of a kind that it
    ///   does not know, `corrupt`, or `tooLarge`.
    static func size(of bytes: [UInt8], _ limits: ImageLimits) throws(ImageError) -> Size {
        try withPrimaryImage(of: bytes, limits) { library, handle throws(ImageError) in
            let (width, height) = (Int(library.width(handle)), Int(library.height(handle)))
            guard width > 0, height > 0 else {
                throw ImageError(.corrupt, "the HEIC is \(width) x \(height) pixels")
            }
            let size = Size(width: width, height: height)
            try limits.check(size)
            return size
        }
    }

    /// Decodes at full size, without transparency, then averages down to `longSide`.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - size: What ``size(of:_:)`` said.
    ///   - longSide: The long side in pixels of the result.
    ///   - limits: What it may cost.
    /// - Returns: The upright picture.
    /// - Throws: ``ImageError``.
    static func decode(
        _ bytes: [UInt8], size: Size, longSide: Int, _ limits: ImageLimits
    ) throws(ImageError) -> DecodedPhoto {
        let scaled = size.fitted(longSide: longSide)
        // Brightness and colors as they are stored, twice for the turned picture, and three bytes a pixel, twice.
        try limits.check(decodingBytes: size.pixelCount * 9 + (scaled == size ? 0 : scaled.pixelCount * 3))
        let image = try withPrimaryImage(of: bytes, limits) { library, handle throws(ImageError) in
            try decode(handle, size, library)
        }
        return DecodedPhoto(
            image: scaled == size ? image : image.resized(to: scaled, by: .area),
            scale: Float(scaled.longSide) / Float(size.longSide))
    }

    private static func decode(
        _ handle: UnsafeMutableRawPointer, _ size: Size, _ library: HEICLibrary
    ) throws(ImageError) -> Image {
        var decoded: UnsafeMutableRawPointer?
        let error = library.decode(
            handle, &decoded, Int32(heic_colorspace_rgb), Int32(heic_chroma_interleaved_rgb), nil)
        defer { if let decoded { library.releaseImage(decoded) } }
        try check(error)
        let channel = Int32(heic_channel_interleaved)
        var stride: Int32 = 0
        guard let decoded, Int(library.decodedWidth(decoded, channel)) == size.width,
            Int(library.decodedHeight(decoded, channel)) == size.height,
            let plane = library.plane(decoded, channel, &stride), Int(stride) >= size.width * 3
        else { throw ImageError(.corrupt, "the HEIC's picture does not match its header") }
        let row = size.width * 3
        let pixels = [UInt8](unsafeUninitializedCapacity: row * size.height) { buffer, initialized in
            for y in 0..<size.height {
                let line = UnsafeBufferPointer(start: plane + y * Int(stride), count: row)
                _ = buffer[(y * row)...].initialize(fromContentsOf: line)
            }
            initialized = row * size.height
        }
        return Image(size: size, pixels: pixels)
    }

    private static func withPrimaryImage<Result>(
        of bytes: [UInt8], _ limits: ImageLimits,
        _ body: (_ library: HEICLibrary, _ handle: UnsafeMutableRawPointer) throws(ImageError) -> Result
    ) throws(ImageError) -> Result {
        guard let library = HEICLibrary.shared else {
            throw ImageError(.unsupportedFormat, "HEIC cannot be read here: libheif.so.1 is not installed")
        }
        guard let context = library.makeContext() else {
            throw ImageError(.corrupt, "no HEIC decoder could be started")
        }
        defer { library.freeContext(context) }
        library.limitSide(context, Int32(clamping: limits.maximumSide))
        return try bytes.withUnsafeBufferPointer { buffer throws(ImageError) in
            try check(library.read(context, buffer.baseAddress, buffer.count, nil))
            var handle: UnsafeMutableRawPointer?
            let error = library.primaryImage(context, &handle)
            defer { if let handle { library.releaseHandle(handle) } }
            try check(error)
            guard let handle else { throw ImageError(.corrupt, "the HEIC has no primary picture") }
            return try body(library, handle)
        }
    }

    private static func check(_ error: heic_error) throws(ImageError) {
        guard error.code != 0 else { return }
        let message = error.message.map { String(cString: $0) } ?? "unknown fault"
        switch Int(error.code) {
        case heic_error_unsupported_type, heic_error_unsupported_feature:
            throw ImageError(.unsupportedFormat, "the HEIC is of a kind that is not supported: \(message)")
        case heic_error_memory:
            throw ImageError(.tooLarge, "the HEIC would take more memory than is allowed")
        default: throw ImageError(.corrupt, "the HEIC cannot be decoded: \(message)")
        }
    }
}
