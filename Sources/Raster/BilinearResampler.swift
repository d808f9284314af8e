/// Bilinear interpolation.
struct BilinearResampler {
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
