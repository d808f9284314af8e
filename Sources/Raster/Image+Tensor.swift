/// The order of the channel planes in a tensor.
public enum ChannelOrder: String, Sendable {
    /// Red first.
    case rgb
    /// Blue first.
    case bgr
}

extension Image {
    /// Writes the picture as the float planes that a network takes: `value * scale[c] + offset[c]`, value in 0...255.
    ///
    /// - Parameters:
    ///   - scale: Three factors, in the order of the planes.
    ///   - offset: Three summands, in the order of the planes.
    ///   - order: Which channel comes first.
    ///   - output: `[3, H, W]`, row-major.
    /// - Precondition: `scale` and `offset` have three elements and `output` has room for `3 * H * W`.
    public func planarTensor(
        scale: [Float], offset: [Float], order: ChannelOrder, into output: UnsafeMutableBufferPointer<Float>
    ) {
        planarTensor(
            scale: scale, offset: offset, order: order, into: output, rowStride: width, planeStride: width * height)
    }

    /// Writes the picture into the top-left part of larger float planes, as batches of padded lines are laid out.
    ///
    /// - Parameters:
    ///   - scale: Three factors, in the order of the planes.
    ///   - offset: Three summands, in the order of the planes.
    ///   - order: Which channel comes first.
    ///   - output: Three planes from the first element on; what lies beyond the picture is left as it is.
    ///   - rowStride: Elements from one row to the next, at least the picture's width.
    ///   - planeStride: Elements from one plane to the next.
    /// - Precondition: `scale` and `offset` have three elements and `output` has room.
    public func planarTensor(
        scale: [Float], offset: [Float], order: ChannelOrder, into output: UnsafeMutableBufferPointer<Float>,
        rowStride: Int, planeStride: Int
    ) {
        precondition(scale.count == 3 && offset.count == 3, "an image has three channels")
        precondition(rowStride >= width && planeStride >= rowStride * (height - 1) + width, "the planes overlap")
        precondition(output.count >= planeStride * 2 + rowStride * (height - 1) + width, "the planes do not fit")
        let table = (0..<3).flatMap { plane in (0..<256).map { Float($0) * scale[plane] + offset[plane] } }
        let channels = order == .rgb ? [0, 1, 2] : [2, 1, 0]
        pixels.withUnsafeBufferPointer { input in
            table.withUnsafeBufferPointer { table in
                for y in 0..<height {
                    for plane in 0..<3 {
                        var from = y * width * 3 + channels[plane]
                        let values = UnsafeBufferPointer(rebasing: table[plane * 256..<plane * 256 + 256])
                        let row = plane * planeStride + y * rowStride
                        for to in row..<row + width {
                            output[to] = values[Int(input[from])]
                            from += 3
                        }
                    }
                }
            }
        }
    }
}

extension Image {
    /// The factor and the summand that bring the values of all channels together to mean 0 and deviation 1.
    ///
    /// - Parameter softening: Added to the deviation; keeps the noise of an empty picture from being blown up.
    /// - Returns: Factor and summand, the factor first.
    package func standardization(softening: Float) -> (scale: Float, offset: Float) {
        Standardization.of(pixels, softening: softening)
    }
}

/// Mean and deviation of bytes.
private enum Standardization {
    /// So many squares of bytes have a sum of 32 bits, of which a processor makes sixteen at a time.
    private static let block = 1 << 16

    static func of(_ values: [UInt8], softening: Float) -> (scale: Float, offset: Float) {
        var (sum, squares) = (0, 0)
        values.withUnsafeBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: block) {
                var part: (sum: UInt32, squares: UInt32) = (0, 0)
                for index in start..<min(start &+ block, values.count) {
                    let value = UInt32(values[index])
                    part.sum &+= value
                    part.squares &+= value &* value
                }
                sum &+= Int(part.sum)
                squares &+= Int(part.squares)
            }
        }
        let count = Double(values.count)
        let mean = Double(sum) / count
        let deviation = max(0, Double(squares) / count - mean * mean).squareRoot()
        let scale = 1 / (Float(deviation) + softening)
        return (scale, -Float(mean) * scale)
    }
}

extension GrayImage {
    /// Writes the picture as one float plane of mean 0: `(value - mean) / (standard deviation + softening)`.
    ///
    /// - Parameters:
    ///   - softening: Keeps the noise of an empty picture from being blown up.
    ///   - output: The plane from its first element on; what lies beyond the picture is left as it is.
    ///   - rowStride: Elements from one row to the next, at least the picture's width.
    /// - Precondition: `output` has room.
    public func standardizedTensor(
        softening: Float, into output: UnsafeMutableBufferPointer<Float>, rowStride: Int
    ) {
        precondition(rowStride >= width && output.count >= rowStride * (height - 1) + width, "the plane does not fit")
        let (scale, offset) = Standardization.of(pixels, softening: softening)
        pixels.withUnsafeBufferPointer { input in
            for y in 0..<height {
                for x in 0..<width { output[y &* rowStride &+ x] = Float(input[y &* width &+ x]) * scale + offset }
            }
        }
    }
}
