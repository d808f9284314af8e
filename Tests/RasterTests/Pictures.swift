import CImage
import Raster

/// A small generator with a seed that can be printed and given back (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

extension Image {
    /// A picture whose pixel at column x and row y is `color(x, y)`.
    init(width: Int, height: Int, _ color: (Int, Int) -> (Int, Int, Int)) {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (red, green, blue) = color(x, y)
                pixels += [UInt8(red), UInt8(green), UInt8(blue)]
            }
        }
        self.init(size: Size(width: width, height: height), pixels: pixels)
    }

    /// Smooth and unlike itself under any turn or flip.
    static func slopes(width: Int, height: Int) -> Image {
        Image(width: width, height: height) { x, y in
            (x * 255 / max(1, width - 1), y * 255 / max(1, height - 1), (x + 2 * y) * 80 / (width + 2 * height))
        }
    }

    /// Noise, which no filter or run length shortens.
    static func noise(width: Int, height: Int, seed: UInt64) -> Image {
        var generator = SeededGenerator(seed: seed)
        return Image(width: width, height: height) { _, _ in
            let bits = Int(generator.next() & 0xFF_FFFF)
            return (bits & 255, bits >> 8 & 255, bits >> 16)
        }
    }

    subscript(x: Int, y: Int) -> [UInt8] { Array(pixels[(y * width + x) * 3..<(y * width + x) * 3 + 3]) }

    /// The largest difference of any channel; 256 when the sizes differ.
    func largestDifference(from other: Image) -> Int {
        guard size == other.size else { return 256 }
        return zip(pixels, other.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
    }

    /// The mean difference of the channels; 256 when the sizes differ.
    func meanDifference(from other: Image) -> Double {
        guard size == other.size else { return 256 }
        return Double(zip(pixels, other.pixels).map { abs(Int($0) - Int($1)) }.reduce(0, +)) / Double(pixels.count)
    }

    /// How the picture would be stored for a reader that applies `orientation`, by EXIF's own definition.
    func stored(for orientation: Orientation) -> Image {
        let size = orientation.swapsSides ? size.transposed : size
        return Image(width: size.width, height: size.height) { x, y in
            let (right, bottom) = (size.width - 1, size.height - 1)
            let (column, row) =
                switch orientation {
                case .upright: (x, y)
                case .mirrored: (right - x, y)
                case .upsideDown: (right - x, bottom - y)
                case .flipped: (x, bottom - y)
                case .transposed: (y, x)
                case .quarterClockwise: (bottom - y, x)
                case .transverse: (bottom - y, right - x)
                case .quarterCounterclockwise: (y, right - x)
                }
            let pixel = self[column, row]
            return (Int(pixel[0]), Int(pixel[1]), Int(pixel[2]))
        }
    }
}

/// A JPEG file written by TurboJPEG with any of its options.
func jpeg(
    _ pixels: [UInt8], _ size: Size, format: TJPF = TJPF_RGB, sampling: TJSAMP = TJSAMP_444, quality: Int32 = 95,
    flags: Int32 = 0
) -> [UInt8] {
    let encoder = tjInitCompress()
    defer { tjDestroy(encoder) }
    var output: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    tjCompress2(
        encoder, pixels, Int32(size.width), 0, Int32(size.height), Int32(format.rawValue), &output, &count,
        Int32(sampling.rawValue), quality, flags)
    defer { tjFree(output) }
    return [UInt8](UnsafeBufferPointer(start: output, count: Int(count)))
}

func jpeg(_ image: Image, sampling: TJSAMP = TJSAMP_444, flags: Int32 = 0) -> [UInt8] {
    jpeg(image.pixels, image.size, sampling: sampling, flags: flags)
}

/// A WebP file written by libwebp; four channels are RGBA.
func webp(_ pixels: [UInt8], _ size: Size, channels: Int = 3, lossless: Bool = true) -> [UInt8] {
    var output: UnsafeMutablePointer<UInt8>?
    let (width, height, stride) = (Int32(size.width), Int32(size.height), Int32(size.width * channels))
    let count =
        switch (channels, lossless) {
        case (3, true): WebPEncodeLosslessRGB(pixels, width, height, stride, &output)
        case (3, false): WebPEncodeRGB(pixels, width, height, stride, 95, &output)
        case (_, true): WebPEncodeLosslessRGBA(pixels, width, height, stride, &output)
        default: WebPEncodeRGBA(pixels, width, height, stride, 95, &output)
        }
    defer { WebPFree(output) }
    return [UInt8](UnsafeBufferPointer(start: output, count: count))
}

func webp(_ image: Image, lossless: Bool = true) -> [UInt8] { webp(image.pixels, image.size, lossless: lossless) }

extension Image {
    /// The color of a quarter of ``quarters(_:)``.
    enum Quarter: Equatable {
        case red, green, blue, white

        var color: [UInt8] {
            switch self {
            case .red: [220, 40, 40]
            case .green: [40, 180, 60]
            case .blue: [40, 70, 210]
            case .white: [235, 235, 235]
            }
        }
    }

    /// Red and green above blue and white.
    static func quarters(_ size: Size) -> Image {
        Image(width: size.width, height: size.height) { x, y in
            let quarter: Quarter =
                switch (2 * x < size.width, 2 * y < size.height) {
                case (true, true): .red
                case (false, true): .green
                case (true, false): .blue
                case (false, false): .white
                }
            return (Int(quarter.color[0]), Int(quarter.color[1]), Int(quarter.color[2]))
        }
    }

    /// Whether the middles of the four quarters, row by row, have these colors, give or take what compression does.
    func showsQuarters(_ quarters: [Quarter]) -> Bool {
        quarters.indices.allSatisfy { index in
            let pixel = self[width * (1 + index % 2 * 2) / 4, height * (1 + index / 2 * 2) / 4]
            return zip(pixel, quarters[index].color).allSatisfy { abs(Int($0) - Int($1)) <= 12 }
        }
    }
}
