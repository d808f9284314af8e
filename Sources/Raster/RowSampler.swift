/// Samples a picture bilinearly along the rows of another plane.
///
/// Positions are kept in 1/256 of a pixel, as OpenCV keeps 1/32; borders are replicated. A row is done in three
/// passes: where its samples lie, then upper and lower neighbors of each, and left and right of all: mixed in color,
/// in gray only fetched and mixed with the others.
struct RowSampler {
    private let input: UnsafePointer<UInt8>
    private let size: Size
    private let channels: Int
    private let map: Homography
    private let count: Int
    private var columns: [UInt32]
    private var rows: [UInt32]

    /// - Parameters:
    ///   - input: RGB or gray pixels, alive as long as the sampler.
    ///   - size: Their columns and rows; neither over 32,767, which 1/256 pixels in a float's 23 bits allow.
    ///   - channels: Bytes a pixel, three or one.
    ///   - map: From the sampling plane to the picture's.
    ///   - columns: Samples a row.
    init(_ input: UnsafePointer<UInt8>, _ size: Size, channels: Int, map: Homography, columns: Int) {
        precondition(size.longSide <= 32_767, "a picture to be warped has sides of at most 32,767 pixels")
        self.input = input
        self.size = size
        self.channels = channels
        self.map = map
        self.count = columns
        self.columns = [UInt32](repeating: 0, count: columns)
        self.rows = [UInt32](repeating: 0, count: columns)
    }

    /// Writes the samples of one row of the sampling plane.
    mutating func sample(row: Int, into output: UnsafeMutablePointer<UInt8>) {
        locate(row: row)
        guard channels == 3 else {
            withUnsafeTemporaryAllocation(of: UInt16.self, capacity: count * 4) { neighbors in
                guard let neighbors = neighbors.baseAddress else { return }
                fetchGray(neighbors)
                Self.mixGray(neighbors, count: count, into: output)
            }
            return
        }
        // Left channels, right channels and the weight of the right; four are written at a time where three count.
        let plane = count * 3 + 1
        withUnsafeTemporaryAllocation(of: Int16.self, capacity: plane * 3) { lanes in
            guard let left = lanes.baseAddress else { return }
            mixColumns(left: left, right: left + plane, weights: left + 2 * plane)
            Self.mixRows(left: left, right: left + plane, weights: left + 2 * plane, count: count * 3, into: output)
        }
    }

    /// Where each sample of a row lies in the picture, in 1/256 pixels from the first center, kept within the picture.
    private mutating func locate(row: Int) {
        let m = map.m
        let (x, y) = (0.5, Double(row) + 0.5)
        // Subtracting half of w from u and v takes positions from corners to centers.
        let w = m[6] * x + m[7] * y + m[8]
        let (u, du) = (Float(m[0] * x + m[1] * y + m[2] - w / 2), Float(m[0] - m[6] / 2))
        let (v, dv) = (Float(m[3] * x + m[4] * y + m[5] - w / 2), Float(m[3] - m[6] / 2))
        let (start, step) = (Float(w), Float(m[6]))
        let isAffine = m[6] == 0
        let (lastColumn, lastRow) = (Float(size.width - 1), Float(size.height - 1))
        columns.withUnsafeMutableBufferPointer { columns in
            rows.withUnsafeMutableBufferPointer { rows in
                if isAffine {
                    let (u, v, du, dv) = (u / start, v / start, du / start, dv / start)
                    for x in 0..<columns.count {
                        let at = Float(Int32(truncatingIfNeeded: x))
                        columns[x] = Self.fixed(u + du * at, last: lastColumn)
                        rows[x] = Self.fixed(v + dv * at, last: lastRow)
                    }
                } else {
                    for x in 0..<columns.count {
                        let at = Float(Int32(truncatingIfNeeded: x))
                        let inverse = 1 / (start + step * at)
                        columns[x] = Self.fixed((u + du * at) * inverse, last: lastColumn)
                        rows[x] = Self.fixed((v + dv * at) * inverse, last: lastRow)
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

    /// Mixes upper and lower neighbors, to 1/128 of a level.
    private func mixColumns(
        left: UnsafeMutablePointer<Int16>, right: UnsafeMutablePointer<Int16>, weights: UnsafeMutablePointer<Int16>
    ) {
        let (rawLeft, rawRight) = (UnsafeMutableRawPointer(left), UnsafeMutableRawPointer(right))
        let rawWeights = UnsafeMutableRawPointer(weights)
        let stride = size.width &* 3
        let (lastRow, lastOffset) = (size.height &- 1, stride &* size.height &- 8)
        columns.withUnsafeBufferPointer { columns in
            rows.withUnsafeBufferPointer { rows in
                for x in 0..<count {
                    let (column, row) = (columns[x], rows[x])
                    let y = Int(row &>> 8)
                    let offset = y &* stride &+ Int(column &>> 8) &* 3
                    let below = y < lastRow ? offset &+ stride : offset
                    let weight = UInt16(truncatingIfNeeded: row & 255)
                    let mixed =
                        // Eight bytes hold two neighbors; near the end of the picture they would reach beyond it.
                        below <= lastOffset
                        ? Self.mix(input + offset, input + below, weight)
                        : mixLast(offset, below, weight, across: Int(column &>> 8) &+ 1 < size.width ? 3 : 0)
                    let share = Int16(truncatingIfNeeded: column & 255) &<< 7
                    rawLeft.storeBytes(of: mixed.lowHalf, toByteOffset: x &* 6, as: SIMD4<Int16>.self)
                    let shifted = SIMD4(mixed[3], mixed[4], mixed[5], mixed[6])
                    rawRight.storeBytes(of: shifted, toByteOffset: x &* 6, as: SIMD4<Int16>.self)
                    rawWeights.storeBytes(of: SIMD4(repeating: share), toByteOffset: x &* 6, as: SIMD4<Int16>.self)
                }
            }
        }
    }

    @inline(__always)
    private static func mix(
        _ upper: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>, _ weight: UInt16
    ) -> SIMD8<Int16> {
        let upper = SIMD8<UInt16>(truncatingIfNeeded: UnsafeRawPointer(upper).loadUnaligned(as: SIMD8<UInt8>.self))
        let lower = SIMD8<UInt16>(truncatingIfNeeded: UnsafeRawPointer(lower).loadUnaligned(as: SIMD8<UInt8>.self))
        // At most 255 * 256 in 16 bits without a sign, then half of that with one.
        let sum = upper &* SIMD8(repeating: 256 &- weight) &+ lower &* SIMD8(repeating: weight)
        return SIMD8<Int16>(truncatingIfNeeded: sum &>> 1)
    }

    private func mixLast(_ offset: Int, _ below: Int, _ weight: UInt16, across: Int) -> SIMD8<Int16> {
        var mixed = SIMD8<Int16>.zero
        for (lane, shift) in [(0, 0), (1, 1), (2, 2), (3, across), (4, across + 1), (5, across + 2)] {
            let (upper, lower) = (Int(input[offset + shift]), Int(input[below + shift]))
            mixed[lane] = Int16((upper * (256 - Int(weight)) + lower * Int(weight)) >> 1)
        }
        return mixed
    }

    /// Mixes left and right: what the right neighbor adds is the high half of a 16-bit product.
    private static func mixRows(
        left: UnsafePointer<Int16>, right: UnsafePointer<Int16>, weights: UnsafePointer<Int16>, count: Int,
        into output: UnsafeMutablePointer<UInt8>
    ) {
        for i in 0..<count {
            let high = (Int32(right[i] &- left[i]) &* Int32(weights[i])) &>> 16
            let sum = left[i] &+ (Int16(truncatingIfNeeded: high) &<< 1) &+ 64
            output[i] = UInt8(truncatingIfNeeded: sum &>> 7)
        }
    }

    /// Fetches the neighbors of each gray sample and their weights.
    ///
    /// First the upper two, then the lower two, left in the lower byte; then the weights, in 1/256, of the lower ones and of
    /// the right ones. Each takes `count` places.
    private func fetchGray(_ neighbors: UnsafeMutablePointer<UInt16>) {
        let (width, last) = (size.width, size.pixelCount &- 1)
        let input = UnsafeRawPointer(input)
        @inline(__always) func pair(_ offset: Int) -> UInt16 {
            // The right neighbor of a row's last pixel weighs nothing; behind the picture's last there is none.
            offset < last
                ? UInt16(littleEndian: input.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
                : UInt16(input.load(fromByteOffset: offset, as: UInt8.self))
        }
        columns.withUnsafeBufferPointer { columns in
            rows.withUnsafeBufferPointer { rows in
                for x in 0..<count {
                    let (column, row) = (columns[x], rows[x])
                    let offset = Int(row &>> 8) &* width &+ Int(column &>> 8)
                    neighbors[x] = pair(offset)
                    neighbors[count &+ x] = pair(offset &+ width <= last ? offset &+ width : offset)
                    neighbors[2 &* count &+ x] = UInt16(truncatingIfNeeded: row & 255)
                    neighbors[3 &* count &+ x] = UInt16(truncatingIfNeeded: column & 255)
                }
            }
        }
    }

    /// Mixes what ``fetchGray(_:)`` fetched, as the other passes do.
    private static func mixGray(
        _ neighbors: UnsafePointer<UInt16>, count: Int, into output: UnsafeMutablePointer<UInt8>
    ) {
        let (upper, lower) = (neighbors, neighbors + count)
        let (down, across) = (neighbors + 2 * count, neighbors + 3 * count)
        for x in 0..<count {
            let rest = 256 &- down[x]
            let left = ((upper[x] & 255) &* rest &+ (lower[x] & 255) &* down[x]) &>> 1
            let right = ((upper[x] &>> 8) &* rest &+ (lower[x] &>> 8) &* down[x]) &>> 1
            let (from, to) = (Int16(truncatingIfNeeded: left), Int16(truncatingIfNeeded: right))
            let high = (Int32(to &- from) &* Int32(across[x] &<< 7)) &>> 16
            let sum = from &+ (Int16(truncatingIfNeeded: high) &<< 1) &+ 64
            output[x] = UInt8(truncatingIfNeeded: sum &>> 7)
        }
    }
}
