/// Averages the area that each output pixel covers.
struct AreaResampler {
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
