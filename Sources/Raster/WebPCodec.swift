import CImage

/// WebP through libwebp.
enum WebPCodec {
    /// What a picture part that was never decoded is filled with.
    private static let missing: UInt8 = 128

    /// Decodes scaled so that the long side is `longSide`, as stored, alpha composited on white.
    static func decode(
        _ bytes: [UInt8], _ header: ImageHeader, longSide: Int, _ limits: ImageLimits
    ) throws(ImageError) -> DecodedPhoto {
        var config = WebPDecoderConfig()
        guard WebPInitDecoderConfig(&config) != 0 else {
            throw ImageError(.corrupt, "no WebP decoder could be started")
        }
        guard WebPGetFeatures(bytes, bytes.count, &config.input) == VP8_STATUS_OK,
            Int(config.input.width) == header.storedSize.width, Int(config.input.height) == header.storedSize.height
        else { throw ImageError(.corrupt, "the WebP's picture does not match its header") }
        let size = header.storedSize.fitted(longSide: longSide)
        let channels = config.input.has_alpha != 0 ? 4 : 3
        // A lossless picture is held as 32-bit pixels at full size, a lossy one by rows.
        let fullSizeBytes = config.input.format == 1 ? 0 : header.storedSize.pixelCount * 4
        try limits.check(decodingBytes: fullSizeBytes + size.pixelCount * (channels == 4 ? 7 : 3))
        config.options.use_scaling = size == header.storedSize ? 0 : 1
        config.options.scaled_width = Int32(size.width)
        config.options.scaled_height = Int32(size.height)
        let (raw, isDamaged) = try decode(bytes, config: &config, size: size, channels: channels)
        return DecodedPhoto(
            image: Image(size: size, pixels: channels == 4 ? onWhite(raw) : raw),
            scale: Float(size.longSide) / Float(header.storedSize.longSide), isDamaged: isDamaged)
    }

    private static func decode(
        _ bytes: [UInt8], config: inout WebPDecoderConfig, size: Size, channels: Int
    ) throws(ImageError) -> (pixels: [UInt8], isDamaged: Bool) {
        let count = size.pixelCount * channels
        var status = VP8_STATUS_INVALID_PARAM
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: missing)
            config.output.colorspace = channels == 4 ? MODE_rgbA : MODE_RGB
            config.output.is_external_memory = 1
            config.output.u.RGBA.rgba = buffer.baseAddress
            config.output.u.RGBA.stride = Int32(size.width * channels)
            config.output.u.RGBA.size = count
            status = WebPDecode(bytes, bytes.count, &config)
            if status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED {
                decodeRowsThatArrived(bytes, config: &config)
            }
            initialized = count
        }
        guard status == VP8_STATUS_OK || pixels.contains(where: { $0 != missing }) else {
            throw ImageError(.corrupt, "the WebP cannot be decoded (status \(status.rawValue))")
        }
        return (pixels, status != VP8_STATUS_OK)
    }

    /// Decodes a file cut short as if more were to come; rows that never come are left as they are.
    private static func decodeRowsThatArrived(_ bytes: [UInt8], config: inout WebPDecoderConfig) {
        withUnsafeMutablePointer(to: &config) { config in
            guard let decoder = WebPIDecode(nil, 0, config) else { return }
            _ = WebPIUpdate(decoder, bytes, bytes.count)
            WebPIDelete(decoder)
        }
    }

    /// Lays premultiplied RGBA over white.
    private static func onWhite(_ premultiplied: [UInt8]) -> [UInt8] {
        let count = premultiplied.count / 4
        return [UInt8](unsafeUninitializedCapacity: count * 3) { output, initialized in
            premultiplied.withUnsafeBufferPointer { input in
                for pixel in 0..<count {
                    let rest = 255 - UInt16(input[pixel * 4 + 3])
                    for channel in 0..<3 {
                        let value = UInt16(input[pixel * 4 + channel]) + rest
                        output[pixel * 3 + channel] = UInt8(truncatingIfNeeded: min(value, 255))
                    }
                }
            }
            initialized = count * 3
        }
    }
}
