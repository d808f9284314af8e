import CImage
import Synchronization

/// A picture as JPEG stores most: luma, and color in half or all of its columns and rows, put together when it is asked for.
///
/// Lines are read in luma alone, and color is looked at small: the whole is seldom wanted in color.
final class PlanarPicture: Sendable {
    /// The luma.
    let luma: GrayImage
    /// Blue and red less luma, each as long and wide as the luma or half that, odd sides rounded up; where all there, a
    /// column or row more may be.
    private let chroma: [GrayImage]
    private let isHalved: Bool
    private let colors = Mutex<Image?>(nil)

    /// Wraps planes; color in half the columns and rows.
    convenience init(luma: GrayImage, chroma: [GrayImage]) {
        self.init(luma: luma, chroma: chroma, isHalved: true)
    }

    private init(luma: GrayImage, chroma: [GrayImage], isHalved: Bool) {
        self.luma = luma
        self.chroma = chroma
        self.isHalved = isHalved
    }

    /// The picture in color.
    var image: Image {
        colors.withLock { colors in
            if let image = colors { return image }
            let image = converted()
            colors = image
            return image
        }
    }

    /// The picture half as long and wide, with all of its color; nil where this one has color in each pixel.
    func halved() -> PlanarPicture? {
        isHalved ? PlanarPicture(luma: luma.halved(), chroma: chroma, isHalved: false) : nil
    }

    /// The upright picture, where this one is as stored with `orientation`.
    func setUpright(from orientation: Orientation) -> PlanarPicture {
        guard orientation != .upright else { return self }
        return PlanarPicture(
            luma: luma.setUpright(from: orientation), chroma: chroma.map { $0.setUpright(from: orientation) },
            isHalved: isHalved)
    }

    private func converted() -> Image {
        let size = luma.size
        // TurboJPEG reads whole pairs of columns and rows.
        let planes =
            [
                isHalved
                    ? luma.padded(to: Size(width: size.width + size.width % 2, height: size.height + size.height % 2))
                    : luma
            ] + chroma
        let pixels = [UInt8](unsafeUninitializedCapacity: size.pixelCount * 3) { output, initialized in
            let decoder = tjInitDecompress()
            defer { tjDestroy(decoder) }
            let status = planes[0].pixels.withUnsafeBufferPointer { luma in
                planes[1].pixels.withUnsafeBufferPointer { blue in
                    planes[2].pixels.withUnsafeBufferPointer { red in
                        var pointers = [luma.baseAddress, blue.baseAddress, red.baseAddress]
                        return tjDecodeYUVPlanes(
                            decoder, &pointers, planes.map { Int32($0.width) },
                            Int32((isHalved ? TJSAMP_420 : TJSAMP_444).rawValue), output.baseAddress, Int32(size.width),
                            0, Int32(size.height), Int32(TJPF_RGB.rawValue), TJFLAG_FASTUPSAMPLE)
                    }
                }
            }
            precondition(status == 0, "color takes nothing but memory")
            initialized = size.pixelCount * 3
        }
        return Image(size: size, pixels: pixels)
    }
}

extension GrayImage {
    /// The picture at half its size, each pixel the mean of four, at most 3/4 above it; a last odd row or column is left out.
    ///
    /// - Precondition: Neither side is less than two pixels.
    package func halved() -> GrayImage {
        let target = Size(width: width / 2, height: height / 2)
        precondition(target.width > 0 && target.height > 0, "what is halved has two rows and two columns")
        let halves = [UInt8](unsafeUninitializedCapacity: target.pixelCount) { output, initialized in
            pixels.withUnsafeBytes { input in
                for y in 0..<target.height {
                    let (upper, lower) = (2 &* y &* width, (2 &* y &+ 1) &* width)
                    for x in 0..<target.width {
                        // Two neighbors at a time; which of them is left makes no difference.
                        let above = input.loadUnaligned(fromByteOffset: upper &+ 2 &* x, as: UInt16.self)
                        let below = input.loadUnaligned(fromByteOffset: lower &+ 2 &* x, as: UInt16.self)
                        let one = ((above & 255) &+ (below & 255) &+ 1) &>> 1
                        let other = ((above &>> 8) &+ (below &>> 8) &+ 1) &>> 1
                        output[y &* target.width &+ x] = UInt8(truncatingIfNeeded: (one &+ other &+ 1) &>> 1)
                    }
                }
            }
            initialized = target.pixelCount
        }
        return GrayImage(size: target, pixels: halves)
    }

    /// The picture with its last column and row repeated up to a larger size.
    package func padded(to target: Size) -> GrayImage {
        guard target != size else { return self }
        var result: [UInt8] = []
        result.reserveCapacity(target.pixelCount)
        for y in 0..<target.height {
            let row = pixels[min(y, height - 1) * width..<(min(y, height - 1) + 1) * width]
            result += row
            result += repeatElement(row[row.endIndex - 1], count: target.width - width)
        }
        return GrayImage(size: target, pixels: result)
    }

    /// A part of the picture.
    package func part(columns: Range<Int>, rows: Range<Int>) -> GrayImage {
        let size = Size(width: columns.count, height: rows.count)
        let part = [UInt8](unsafeUninitializedCapacity: size.pixelCount) { output, initialized in
            pixels.withUnsafeBufferPointer { input in
                for (y, row) in rows.enumerated() {
                    let source = input[row * width + columns.lowerBound..<row * width + columns.upperBound]
                    _ = output[(y * size.width)...].initialize(fromContentsOf: source)
                }
            }
            initialized = size.pixelCount
        }
        return GrayImage(size: size, pixels: part)
    }
}
