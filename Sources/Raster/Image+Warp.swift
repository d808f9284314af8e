extension Image {
    /// The picture seen through a projective map, sampled bilinearly; what lies outside repeats the border.
    ///
    /// Bilinear sampling sees two pixels each way: where the map shrinks to less than half, take ``warped(from:to:)``.
    /// - Parameters:
    ///   - map: From the result's plane to this picture's, both in pixels with the first center at (0.5, 0.5).
    ///   - target: Columns and rows of the result.
    /// - Returns: A picture of size `target`.
    /// - Precondition: Neither side of `target` is zero, and none of this picture's is over 32,767.
    public func warped(by map: Homography, to target: Size) -> Image {
        Image(size: target, pixels: Warp(map: map, target: target).pixels(pixels, size, channels: 3))
    }

    /// Cuts out a quad and straightens it to an upright rectangle, without aliasing when that shrinks it.
    ///
    /// - Parameters:
    ///   - quad: Four corners in this picture, in pixels; they may lie outside, where the border is repeated.
    ///   - target: Columns and rows of the result; the quad's `topLeft` becomes its top-left corner.
    /// - Returns: nil when three corners lie on one line or a corner is not finite.
    /// - Precondition: Neither side of `target` is zero, and none of this picture's is over 32,767.
    public func warped(from quad: Quad, to target: Size) -> Image? {
        Warp(from: quad, to: target).map { Image(size: target, pixels: $0.pixels(pixels, size, channels: 3)) }
    }
}

extension GrayImage {
    /// Cuts out a quad and straightens it, as ``Image/warped(from:to:)`` does, in a third of the time.
    public func warped(from quad: Quad, to target: Size) -> GrayImage? {
        Warp(from: quad, to: target).map { GrayImage(size: target, pixels: $0.pixels(pixels, size, channels: 1)) }
    }
}

/// How a picture's pixels become those of another: samples through a map, several of them averaged where it shrinks.
private struct Warp {
    /// From the result's plane to the picture's.
    var map: Homography
    /// Columns and rows of the result.
    var target: Size
    /// Samples of a pixel of the result, across and down.
    var samples = Size(width: 1, height: 1)

    init(map: Homography, target: Size) {
        self.map = map
        self.target = target
    }

    init?(from quad: Quad, to target: Size) {
        guard quad.corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }),
            let map = Homography(from: Quad(target), to: quad), map.m.allSatisfy(\.isFinite)
        else { return nil }
        self.init(map: map, target: target)
        samples = Size(
            width: Self.samples(
                Self.longest(quad.topLeft, quad.topRight, quad.bottomLeft, quad.bottomRight), target.width),
            height: Self.samples(
                Self.longest(quad.topLeft, quad.bottomLeft, quad.topRight, quad.bottomRight), target.height))
    }

    private static func longest(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Float {
        max(a.distance(to: b), c.distance(to: d))
    }

    /// How many samples along one axis of an output pixel keep them at most 1.5 input pixels apart.
    private static func samples(_ length: Float, _ target: Int) -> Int {
        let wanted = (length / Float(target) / 1.5).rounded(.up)
        return wanted > 1 ? Int(min(wanted, 16)) : 1
    }

    /// The result's pixels, of as many channels as the picture's.
    func pixels(_ pixels: [UInt8], _ size: Size, channels: Int) -> [UInt8] {
        precondition(target.width > 0 && target.height > 0, "an image has at least one pixel")
        let fine = Homography([1 / Double(samples.width), 0, 0, 0, 1 / Double(samples.height), 0, 0, 0, 1])
        let rowCount = target.width * channels
        return [UInt8](unsafeUninitializedCapacity: rowCount * target.height) { output, initialized in
            pixels.withUnsafeBufferPointer { input in
                guard let input = input.baseAddress, let output = output.baseAddress else { return }
                var sampler = RowSampler(
                    input, size, channels: channels, map: samples.pixelCount == 1 ? map : map.after(fine),
                    columns: target.width * samples.width)
                if samples.pixelCount == 1 {
                    for y in 0..<target.height { sampler.sample(row: y, into: output + y * rowCount) }
                } else {
                    var mean = RowMean(samples: samples, columns: target.width, channels: channels)
                    for y in 0..<target.height {
                        for line in 0..<samples.height {
                            mean.add { sampler.sample(row: y * samples.height + line, into: $0) }
                        }
                        mean.finish(into: output + y * rowCount)
                    }
                }
            }
            initialized = rowCount * target.height
        }
    }
}

/// Sums `samples.height` rows of samples and hands out the mean of each block.
private struct RowMean {
    private let samples: Size
    private let columns: Int
    private let channels: Int
    private var line: [UInt8]
    private var sums: [UInt16]

    init(samples: Size, columns: Int, channels: Int) {
        self.samples = samples
        self.columns = columns
        self.channels = channels
        self.line = [UInt8](repeating: 0, count: columns * samples.width * channels)
        self.sums = [UInt16](repeating: 0, count: columns * samples.width * channels)
    }

    mutating func add(_ fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        line.withUnsafeMutableBufferPointer { line in
            guard let line = line.baseAddress else { return }
            fill(line)
        }
        line.withUnsafeBufferPointer { line in
            sums.withUnsafeMutableBufferPointer { sums in
                for i in 0..<line.count { sums[i] &+= UInt16(line[i]) }
            }
        }
    }

    /// Writes the means and starts anew; 16 x 16 samples of 255 still fit 16 bits.
    mutating func finish(into output: UnsafeMutablePointer<UInt8>) {
        let norm = 1 / Float(samples.pixelCount)
        let (width, channels) = (samples.width, channels)
        sums.withUnsafeMutableBufferPointer { sums in
            for column in 0..<columns {
                for channel in 0..<channels {
                    var sum: UInt16 = 0
                    for k in 0..<width { sum &+= sums[(column &* width &+ k) &* channels &+ channel] }
                    output[column &* channels &+ channel] = Resampler.byte(Float(sum) * norm)
                }
            }
            sums.update(repeating: 0)
        }
    }
}
