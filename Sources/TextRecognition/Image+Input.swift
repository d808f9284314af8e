package import Inference
package import Raster

extension Image {
    /// Writes the picture as a network's input planes, each row padded with zeros to `paddedWidth`.
    package func fill(
        _ buffer: UnsafeMutableBufferPointer<Float>, paddedWidth: Int, as input: ModelManifest.Model.Input
    ) {
        if paddedWidth > width { buffer.update(repeating: 0) }
        switch input.values {
        case .standardized(let softening) where input.channels == .gray:
            grayscale().standardizedTensor(softening: softening, into: buffer, rowStride: paddedWidth)
        case .standardized(let softening):
            let (scale, offset) = standardization(softening: softening)
            planarTensor(
                scale: [scale, scale, scale], offset: [offset, offset, offset],
                order: input.channels == .rgb ? .rgb : .bgr, into: buffer, rowStride: paddedWidth,
                planeStride: paddedWidth * height)
        case .scaled(let scale, let offset):
            planarTensor(
                scale: scale, offset: offset, order: input.channels == .rgb ? .rgb : .bgr, into: buffer,
                rowStride: paddedWidth, planeStride: paddedWidth * height)
        }
    }
}
