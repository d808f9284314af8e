import Foundation

/// The discrete Fourier transform of small squares.
package enum Fourier {
    /// The squared magnitude of each frequency of a square of `side` x `side` values, `side` a power of two.
    ///
    /// - Returns: `side` rows, first those of frequencies 0 to side / 2 - 1 down the square, then of -side / 2 to -1; in
    ///   each the side / 2 + 1 frequencies along it that are not negative. The others are the same, mirrored.
    package static func power(of values: [Float], side: Int) -> [Float] {
        let columns = side / 2 + 1
        var real = values
        var imaginary = [Float](repeating: 0, count: values.count)
        let turns = (0..<side / 2).map { index in
            let angle = -2 * Double.pi * Double(index) / Double(side)
            return (Float(cos(angle)), Float(sin(angle)))
        }
        var power = [Float](repeating: 0, count: side * columns)
        real.withUnsafeMutableBufferPointer { real in
            imaginary.withUnsafeMutableBufferPointer { imaginary in
                for upper in stride(from: 0, to: side, by: 2) {
                    transformRows(real, imaginary, upper * side, side, turns)
                }
                for column in 0..<columns { transform(real, imaginary, column, side, side, turns) }
                for y in 0..<side {
                    for x in 0..<columns {
                        let (a, b) = (real[y * side + x], imaginary[y * side + x])
                        power[y * columns + x] = a * a + b * b
                    }
                }
            }
        }
        return power
    }

    /// Transforms two rows of real values at once, the lower one as the upper one's imaginary part, up to frequency side / 2.
    private static func transformRows(
        _ real: UnsafeMutableBufferPointer<Float>, _ imaginary: UnsafeMutableBufferPointer<Float>, _ upper: Int,
        _ side: Int, _ turns: [(Float, Float)]
    ) {
        let lower = upper + side
        for x in 0..<side { imaginary[upper + x] = real[lower + x] }
        transform(real, imaginary, upper, 1, side, turns)
        for x in 0...side / 2 {
            let mirrored = upper + (side - x) % side
            let (a, b, c, d) = (real[upper + x], imaginary[upper + x], real[mirrored], imaginary[mirrored])
            (real[upper + x], imaginary[upper + x]) = ((a + c) / 2, (b - d) / 2)
            (real[lower + x], imaginary[lower + x]) = ((b + d) / 2, (c - a) / 2)
        }
    }

    /// Transforms one row or column in place (Cooley & Tukey, radix 2).
    private static func transform(
        _ real: UnsafeMutableBufferPointer<Float>, _ imaginary: UnsafeMutableBufferPointer<Float>, _ start: Int,
        _ stride: Int, _ count: Int, _ turns: [(Float, Float)]
    ) {
        var reversed = 0
        for index in 1..<count {
            var bit = count >> 1
            while reversed & bit != 0 {
                reversed ^= bit
                bit >>= 1
            }
            reversed ^= bit
            if index < reversed {
                real.swapAt(start + index * stride, start + reversed * stride)
                imaginary.swapAt(start + index * stride, start + reversed * stride)
            }
        }
        var length = 2
        while length <= count {
            for block in Swift.stride(from: 0, to: count, by: length) {
                for index in 0..<length / 2 {
                    let (c, s) = turns[index * (count / length)]
                    let a = start + (block + index) * stride
                    let b = a + length / 2 * stride
                    let (x, y) = (real[b] * c - imaginary[b] * s, real[b] * s + imaginary[b] * c)
                    (real[b], imaginary[b]) = (real[a] - x, imaginary[a] - y)
                    (real[a], imaginary[a]) = (real[a] + x, imaginary[a] + y)
                }
            }
            length *= 2
        }
    }
}
