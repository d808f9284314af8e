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
        warped(by: map, to: target, supersampling: Size(width: 1, height: 1))
    }

    /// Cuts out a quad and straightens it to an upright rectangle, without aliasing when that shrinks it.
    ///
    /// - Parameters:
    ///   - quad: Four corners in this picture, in pixels; they may lie outside, where the border is repeated.
    ///   - target: Columns and rows of the result; the quad's `topLeft` becomes its top-left corner.
    /// - Returns: nil when three corners lie on one line or a corner is not finite.
    /// - Precondition: Neither side of `target` is zero, and none of this picture's is over 32,767.
    public func warped(from quad: Quad, to target: Size) -> Image? {
        guard quad.corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }),
            let map = Homography(from: Quad(target), to: quad), map.m.allSatisfy(\.isFinite)
        else { return nil }
        let samples = Size(
            width: Self.samples(longest(quad.topLeft, quad.topRight, quad.bottomLeft, quad.bottomRight), target.width),
            height: Self.samples(
                longest(quad.topLeft, quad.bottomLeft, quad.topRight, quad.bottomRight), target.height))
        return warped(by: map, to: target, supersampling: samples)
    }

    private func longest(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Float {
        max(a.distance(to: b), c.distance(to: d))
    }

    /// How many samples along one axis of an output pixel keep them at most 1.5 input pixels apart.
    private static func samples(_ length: Float, _ target: Int) -> Int {
        let wanted = (length / Float(target) / 1.5).rounded(.up)
        return wanted > 1 ? Int(min(wanted, 16)) : 1
    }

    private func warped(by map: Homography, to target: Size, supersampling samples: Size) -> Image {
        precondition(target.width > 0 && target.height > 0, "an image has at least one pixel")
        let fine = Homography([1 / Double(samples.width), 0, 0, 0, 1 / Double(samples.height), 0, 0, 0, 1])
        let rowCount = target.width * samples.width * 3
        let count = target.pixelCount * 3
        let warped = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            pixels.withUnsafeBufferPointer { input in
                guard let input = input.baseAddress, let output = output.baseAddress else { return }
                var sampler = RowSampler(
                    input, size, map: samples.pixelCount == 1 ? map : map.after(fine),
                    columns: target.width * samples.width)
                if samples.pixelCount == 1 {
                    for y in 0..<target.height { sampler.sample(row: y, into: output + y * rowCount) }
                } else {
                    var mean = RowMean(samples: samples, columns: target.width)
                    for y in 0..<target.height {
                        for line in 0..<samples.height {
                            mean.add { sampler.sample(row: y * samples.height + line, into: $0) }
                        }
                        mean.finish(into: output + y * target.width * 3)
                    }
                }
            }
            initialized = count
        }
        return Image(size: target, pixels: warped)
    }
}

/// Sums `samples.height` rows of samples and hands out the mean of each block.
private struct RowMean {
    private let samples: Size
    private let columns: Int
    private var line: [UInt8]
    private var sums: [UInt16]

    init(samples: Size, columns: Int) {
        self.samples = samples
        self.columns = columns
        self.line = [UInt8](repeating: 0, count: columns * samples.width * 3)
        self.sums = [UInt16](repeating: 0, count: columns * samples.width * 3 + 1)
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
        let width = samples.width
        sums.withUnsafeMutableBufferPointer { sums in
            guard let raw = UnsafeRawPointer(sums.baseAddress) else { return }
            for column in 0..<columns {
                let block = raw + column &* width &* 6
                var sum = SIMD4<UInt16>.zero
                for k in 0..<width { sum &+= (block + k &* 6).loadUnaligned(as: SIMD4<UInt16>.self) }
                let mean = SIMD4<Float>(sum) * norm
                output[column &* 3] = Resampler.byte(mean.x)
                output[column &* 3 &+ 1] = Resampler.byte(mean.y)
                output[column &* 3 &+ 2] = Resampler.byte(mean.z)
            }
            sums.update(repeating: 0)
        }
    }
}
