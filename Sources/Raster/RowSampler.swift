/// Samples a picture bilinearly along the rows of another plane.
///
/// Positions are kept in 1/256 of a pixel, as OpenCV keeps 1/32; borders are replicated.
struct RowSampler {
    private let input: UnsafePointer<UInt8>
    private let size: Size
    private let map: Homography
    private var columns: [UInt32]
    private var rows: [UInt32]

    /// - Parameters:
    ///   - input: RGB pixels, alive as long as the sampler.
    ///   - size: Their columns and rows; neither over 32,767, which 1/256 pixels in a float's 23 bits allow.
    ///   - map: From the sampling plane to the picture's.
    ///   - columns: Samples a row.
    init(_ input: UnsafePointer<UInt8>, _ size: Size, map: Homography, columns: Int) {
        precondition(size.longSide <= 32_767, "a picture to be warped has sides of at most 32,767 pixels")
        self.input = input
        self.size = size
        self.map = map
        self.columns = [UInt32](repeating: 0, count: columns)
        self.rows = [UInt32](repeating: 0, count: columns)
    }

    /// Writes the samples of one row of the sampling plane, three bytes each.
    mutating func sample(row: Int, into output: UnsafeMutablePointer<UInt8>) {
        locate(row: row)
        columns.withUnsafeBufferPointer { columns in
            rows.withUnsafeBufferPointer { rows in
                for x in 0..<columns.count { sample(columns[x], rows[x], into: output + x &* 3) }
            }
        }
    }

    /// Where each sample of a row lies in the picture, in 1/256 pixels from the first center, kept within the picture.
    private mutating func locate(row: Int) {
        let m = map.m
        let (x, y) = (0.5, Double(row) + 0.5)
        // Subtracting half of w from u and v takes positions from corners to centers.
        let w = m[6] * x + m[7] * y + m[8]
        let start = SIMD3<Float>(
            Float(m[0] * x + m[1] * y + m[2] - w / 2), Float(m[3] * x + m[4] * y + m[5] - w / 2), Float(w))
        let step = SIMD3<Float>(Float(m[0] - m[6] / 2), Float(m[3] - m[6] / 2), Float(m[6]))
        let isAffine = m[6] == 0
        let (lastColumn, lastRow) = (Float(size.width - 1), Float(size.height - 1))
        columns.withUnsafeMutableBufferPointer { columns in
            rows.withUnsafeMutableBufferPointer { rows in
                if isAffine {
                    let (u, v) = (start.x / start.z, start.y / start.z)
                    let (du, dv) = (step.x / start.z, step.y / start.z)
                    for x in 0..<columns.count {
                        let at = Float(Int32(truncatingIfNeeded: x))
                        columns[x] = Self.fixed(u + du * at, last: lastColumn)
                        rows[x] = Self.fixed(v + dv * at, last: lastRow)
                    }
                } else {
                    for x in 0..<columns.count {
                        let at = Float(Int32(truncatingIfNeeded: x))
                        let inverse = 1 / (start.z + step.z * at)
                        columns[x] = Self.fixed((start.x + step.x * at) * inverse, last: lastColumn)
                        rows[x] = Self.fixed((start.y + step.y * at) * inverse, last: lastRow)
                    }
                }
            }
        }
    }

    /// A position clamped to the picture as 24.8 fixed point; not a number becomes 0.
    @inline(__always)
    private static func fixed(_ position: Float, last: Float) -> UInt32 {
        let positive = position > 0 ? position : 0
        let inside = positive < last ? positive : last
        return (inside * 256 + 8_388_608).bitPattern &- 0x4B00_0000
    }

    @inline(__always)
    private func sample(_ column: UInt32, _ row: UInt32, into output: UnsafeMutablePointer<UInt8>) {
        let (x, y) = (Int(column &>> 8), Int(row &>> 8))
        let stride = size.width &* 3
        let offset = y &* stride &+ x &* 3
        let down = y &+ 1 < size.height ? stride : 0
        // Eight bytes hold two neighbors; near the end of the picture they would reach beyond it.
        guard offset &+ down &+ 8 <= stride &* size.height else {
            return sampleLast(offset, down: down, column & 255, row & 255, x, output)
        }
        let upper = UnsafeRawPointer(input + offset).loadUnaligned(as: SIMD8<UInt8>.self)
        let lower = UnsafeRawPointer(input + (offset &+ down)).loadUnaligned(as: SIMD8<UInt8>.self)
        let rowWeight = UInt16(truncatingIfNeeded: row & 255)
        let mixed =
            SIMD8<UInt16>(truncatingIfNeeded: upper) &* SIMD8(repeating: 256 &- rowWeight)
            &+ SIMD8<UInt16>(truncatingIfNeeded: lower) &* SIMD8(repeating: rowWeight)
        let right = UInt32(truncatingIfNeeded: column & 255)
        let left = 256 &- right
        output[0] = UInt8(truncatingIfNeeded: (UInt32(mixed[0]) &* left &+ UInt32(mixed[3]) &* right &+ 32_768) &>> 16)
        output[1] = UInt8(truncatingIfNeeded: (UInt32(mixed[1]) &* left &+ UInt32(mixed[4]) &* right &+ 32_768) &>> 16)
        output[2] = UInt8(truncatingIfNeeded: (UInt32(mixed[2]) &* left &+ UInt32(mixed[5]) &* right &+ 32_768) &>> 16)
    }

    private func sampleLast(
        _ offset: Int, down: Int, _ right: UInt32, _ lowerWeight: UInt32, _ x: Int,
        _ output: UnsafeMutablePointer<UInt8>
    ) {
        let across = x + 1 < size.width ? 3 : 0
        for channel in 0..<3 {
            let at = offset + channel
            let upper = UInt32(input[at]) * (256 - right) + UInt32(input[at + across]) * right
            let lower = UInt32(input[at + down]) * (256 - right) + UInt32(input[at + down + across]) * right
            output[channel] = UInt8((upper * (256 - lowerWeight) + lower * lowerWeight + 32_768) >> 16)
        }
    }
}
