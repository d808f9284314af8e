/// How a picture's pixels are combined when its size changes.
public enum Resampling: Sendable {
    /// Area where a side shrinks to less than half, bilinear otherwise.
    case automatic
    /// Between the two nearest pixels on each axis, pixel centers at halves and borders replicated, as OpenCV's
    /// `INTER_LINEAR`; aliases when shrinking much.
    case bilinear
    /// The exact mean of the covered area, as OpenCV's `INTER_AREA`; meant for shrinking.
    case area
}

extension Image {
    /// The whole picture at another size; its proportions change when those of `target` differ.
    ///
    /// - Parameters:
    ///   - target: Columns and rows of the result.
    ///   - resampling: How pixels are combined; each value is within 1 of the exact result.
    /// - Returns: A picture of size `target`.
    /// - Precondition: Neither side of `target` is zero.
    public func resized(to target: Size, by resampling: Resampling = .automatic) -> Image {
        guard target != size else { return self }
        return Image(size: target, pixels: Resampler.resize(pixels, size, to: target, channels: 3, by: resampling))
    }
}

extension GrayImage {
    /// The whole picture at another size; see ``Image/resized(to:by:)``.
    public func resized(to target: Size, by resampling: Resampling = .automatic) -> GrayImage {
        guard target != size else { return self }
        return GrayImage(size: target, pixels: Resampler.resize(pixels, size, to: target, channels: 1, by: resampling))
    }
}

/// Resizes interleaved 8-bit pixels: first down the columns of each output row, whole rows at a time, then across.
enum Resampler {
    static func resize(
        _ pixels: [UInt8], _ size: Size, to target: Size, channels: Int, by resampling: Resampling
    ) -> [UInt8] {
        precondition(target.width > 0 && target.height > 0, "an image has at least one pixel")
        let isStrong = size.width > 2 * target.width || size.height > 2 * target.height
        let usesArea = resampling == .area || (resampling == .automatic && isStrong)
        let count = target.pixelCount * channels
        return [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            pixels.withUnsafeBufferPointer { input in
                guard let input = input.baseAddress, let output = output.baseAddress else { return }
                if usesArea {
                    AreaResampler(size, to: target, channels: channels).run(input, output)
                } else {
                    BilinearResampler(size, to: target, channels: channels).run(input, output)
                }
            }
            initialized = count
        }
    }

    /// A value in 0...255.4 as the nearest byte, without the traps of a conversion: the sum's last bits are the integer.
    @inline(__always)
    static func byte(_ value: Float) -> UInt8 { UInt8(truncatingIfNeeded: (value + 8_388_608).bitPattern) }
}

/// Bilinear interpolation.
private struct BilinearResampler {
    private let size: Size
    private let target: Size
    private let channels: Int
    private let columns: [(first: Int, fraction: Float)]
    private let rows: [(first: Int, fraction: Float)]

    init(_ size: Size, to target: Size, channels: Int) {
        self.size = size
        self.target = target
        self.channels = channels
        self.columns = Self.taps(size.width, to: target.width)
        self.rows = Self.taps(size.height, to: target.height)
    }

    /// For each output index the first of two input indices and the weight of the second.
    private static func taps(_ count: Int, to target: Int) -> [(first: Int, fraction: Float)] {
        let ratio = Double(count) / Double(target)
        return (0..<target).map { index in
            let position = min(max((Double(index) + 0.5) * ratio - 0.5, 0), Double(count - 1))
            let first = max(0, min(Int(position), count - 2))
            return (first, Float(position - Double(first)))
        }
    }

    func run(_ input: UnsafePointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>) {
        let rowCount = size.width * channels
        var blended = [UInt16](repeating: 0, count: rowCount + 8)
        blended.withUnsafeMutableBufferPointer { blended in
            guard let blended = blended.baseAddress else { return }
            for y in 0..<target.height {
                let tap = rows[y]
                let upper = input + tap.first * rowCount
                let lower = input + min(tap.first + 1, size.height - 1) * rowCount
                let weight = UInt16((tap.fraction * 256).rounded())
                for i in 0..<rowCount {
                    blended[i] = UInt16(upper[i]) &* (256 &- weight) &+ UInt16(lower[i]) &* weight
                }
                let row = output + y * target.width * channels
                if channels == 3 { across3(blended, row) } else { across(blended, row) }
            }
        }
    }

    private func across3(_ blended: UnsafePointer<UInt16>, _ output: UnsafeMutablePointer<UInt8>) {
        let raw = UnsafeRawPointer(blended)
        columns.withUnsafeBufferPointer { columns in
            for x in 0..<columns.count {
                let tap = columns[x]
                let at = raw + tap.first &* 6
                let left = SIMD4<Float>(at.loadUnaligned(as: SIMD4<UInt16>.self))
                let right = SIMD4<Float>((at + 6).loadUnaligned(as: SIMD4<UInt16>.self))
                let mixed = (left + (right - left) * tap.fraction) * (1 / 256)
                output[x &* 3] = Resampler.byte(mixed.x)
                output[x &* 3 &+ 1] = Resampler.byte(mixed.y)
                output[x &* 3 &+ 2] = Resampler.byte(mixed.z)
            }
        }
    }

    private func across(_ blended: UnsafePointer<UInt16>, _ output: UnsafeMutablePointer<UInt8>) {
        columns.withUnsafeBufferPointer { columns in
            for x in 0..<columns.count {
                let tap = columns[x]
                let (left, right) = (Float(blended[tap.first]), Float(blended[tap.first &+ 1]))
                output[x] = Resampler.byte((left + (right - left) * tap.fraction) * (1 / 256))
            }
        }
    }
}

/// Averages the area that each output pixel covers.
private struct AreaResampler {
    /// The input indices from `first` to `last` that an output index covers, and how much of the outer two.
    private struct Span {
        let first: Int
        let last: Int
        let firstWeight: Float
        let lastWeight: Float
    }

    private let size: Size
    private let target: Size
    private let channels: Int
    private let columns: [Span]
    private let rows: [Span]

    init(_ size: Size, to target: Size, channels: Int) {
        self.size = size
        self.target = target
        self.channels = channels
        self.columns = Self.spans(size.width, to: target.width)
        self.rows = Self.spans(size.height, to: target.height)
    }

    private static func spans(_ count: Int, to target: Int) -> [Span] {
        let ratio = Double(count) / Double(target)
        return (0..<target).map { index in
            let (start, end) = (Double(index) * ratio, Double(index + 1) * ratio)
            let first = min(Int(start), count - 1)
            // A sliver that only rounding left over is not worth a pixel.
            let last = min(max(first, Int((end - 1e-6).rounded(.up)) - 1), count - 1)
            let firstWeight = Float(min(Double(first + 1), end) - start)
            return Span(
                first: first, last: last, firstWeight: firstWeight,
                lastWeight: last > first ? Float(min(end, Double(last + 1)) - Double(last)) : 0)
        }
    }

    func run(_ input: UnsafePointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>) {
        let rowCount = size.width * channels
        let norm = Float(Double(target.pixelCount) / Double(size.pixelCount))
        var totals = [Float](repeating: 0, count: rowCount + 4)
        var sums = [UInt16](repeating: 0, count: rowCount)
        totals.withUnsafeMutableBufferPointer { totals in
            sums.withUnsafeMutableBufferPointer { sums in
                guard let totals = totals.baseAddress, let sums = sums.baseAddress else { return }
                for y in 0..<target.height {
                    addRows(rows[y], of: input, into: totals, sums)
                    let row = output + y * target.width * channels
                    if channels == 3 { across3(totals, row, norm) } else { across(totals, row, norm) }
                }
            }
        }
    }

    /// The weighted sum of a span of rows; whole rows are added as 16-bit integers, 256 of which cannot overflow.
    private func addRows(
        _ span: Span, of input: UnsafePointer<UInt8>, into totals: UnsafeMutablePointer<Float>,
        _ sums: UnsafeMutablePointer<UInt16>
    ) {
        let rowCount = size.width * channels
        let (first, last) = (input + span.first * rowCount, input + span.last * rowCount)
        let (firstWeight, lastWeight) = (span.firstWeight, span.lastWeight)
        for i in 0..<rowCount { totals[i] = Float(first[i]) * firstWeight + Float(last[i]) * lastWeight }
        var y = span.first + 1
        while y < span.last {
            let end = min(y + 256, span.last)
            let start = input + y * rowCount
            for i in 0..<rowCount { sums[i] = UInt16(start[i]) }
            for next in y + 1..<max(end, y + 1) {
                let row = input + next * rowCount
                for i in 0..<rowCount { sums[i] &+= UInt16(row[i]) }
            }
            for i in 0..<rowCount { totals[i] += Float(sums[i]) }
            y = end
        }
    }

    private func across3(_ totals: UnsafePointer<Float>, _ output: UnsafeMutablePointer<UInt8>, _ norm: Float) {
        let raw = UnsafeRawPointer(totals)
        columns.withUnsafeBufferPointer { columns in
            for x in 0..<columns.count {
                let span = columns[x]
                var sum = (raw + span.first &* 12).loadUnaligned(as: SIMD4<Float>.self) * span.firstWeight
                var column = span.first &+ 1
                while column < span.last {
                    sum += (raw + column &* 12).loadUnaligned(as: SIMD4<Float>.self)
                    column &+= 1
                }
                sum += (raw + span.last &* 12).loadUnaligned(as: SIMD4<Float>.self) * span.lastWeight
                sum *= norm
                output[x &* 3] = Resampler.byte(sum.x)
                output[x &* 3 &+ 1] = Resampler.byte(sum.y)
                output[x &* 3 &+ 2] = Resampler.byte(sum.z)
            }
        }
    }

    private func across(_ totals: UnsafePointer<Float>, _ output: UnsafeMutablePointer<UInt8>, _ norm: Float) {
        columns.withUnsafeBufferPointer { columns in
            for x in 0..<columns.count {
                let span = columns[x]
                var sum = totals[span.first] * span.firstWeight + totals[span.last] * span.lastWeight
                var column = span.first &+ 1
                while column < span.last {
                    sum += totals[column]
                    column &+= 1
                }
                output[x] = Resampler.byte(sum * norm)
            }
        }
    }
}
