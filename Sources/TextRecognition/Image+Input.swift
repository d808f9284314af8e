package import Inference
package import Raster

extension Image {
    /// Writes the picture as a network's input planes.
    ///
    /// - Parameters:
    ///   - buffer: The planes from the picture's first pixel on; what lies beyond the picture is left as it is.
    ///   - rowStride: Elements from one row to the next, the picture's width unless given.
    ///   - rows: Rows of a plane, the picture's height unless given.
    ///   - input: What the network takes.
    package func fill(
        _ buffer: UnsafeMutableBufferPointer<Float>, rowStride: Int? = nil, rows: Int? = nil,
        as input: ModelManifest.Model.Input
    ) {
        let rowStride = rowStride ?? width
        let planeStride = rowStride * (rows ?? height)
        switch input.values {
        case .standardized where input.channels == .gray:
            grayscale().fill(buffer, rowStride: rowStride, as: input)
        case .standardized(let softening):
            let (scale, offset) = standardization(softening: softening)
            planarTensor(
                scale: [scale, scale, scale], offset: [offset, offset, offset],
                order: input.channels == .rgb ? .rgb : .bgr, into: buffer, rowStride: rowStride,
                planeStride: planeStride)
        case .scaled(let scale, let offset):
            planarTensor(
                scale: scale, offset: offset, order: input.channels == .rgb ? .rgb : .bgr, into: buffer,
                rowStride: rowStride, planeStride: planeStride)
        }
    }
}

extension GrayImage {
    /// Writes the picture as a network's one input plane of standardized luma; see ``Raster/Image/fill(_:rowStride:as:)``.
    package func fill(
        _ buffer: UnsafeMutableBufferPointer<Float>, rowStride: Int? = nil, as input: ModelManifest.Model.Input
    ) {
        guard case .standardized(let softening) = input.values else { return }
        standardizedTensor(softening: softening, into: buffer, rowStride: rowStride ?? width)
    }
}
