public import Inference
import Raster
import TextRecognition

/// Says where a picture shows a KTP's four corners, with a network of ours.
///
/// The network's answer is, for each corner, the probability of every cell of the picture, and the probability that the
/// picture shows a KTP.
public struct CornerFinder: Sendable {
    /// Four corners in a picture.
    struct Finding: Sendable, Equatable {
        /// The corners in pixels of the picture, in reading order.
        var corners: Quad
        /// The probability around its likeliest place of the least certain corner, 0...1.
        var certainty: Float
        /// The probability that it is a KTP, 0...1.
        var likelihood: Float
    }

    /// Pixels of the network's input a cell of its answer.
    private static let stride = 8
    /// The certainty below which no card is found.
    private static let leastCertainty: Float = 0.15

    private let session: any InferenceSession
    private let input: ModelManifest.Model.Input

    /// Creates a finder.
    public init(session: any InferenceSession, model: ModelManifest.Model) {
        self.session = session
        input = model.input
    }

    /// Looks at a picture, whose sides are multiples of 16.
    ///
    /// - Returns: Where the corners are; nil when the network is not sure of them.
    /// - Throws: ``Inference/ModelError``.
    func findCorners(in picture: Image) throws -> Finding? {
        let size = picture.size
        let cells = Size(width: size.width / Self.stride, height: size.height / Self.stride)
        return try session.run(shape: [1, input.channels.count, size.height, size.width]) { buffer in
            picture.fill(buffer, as: input)
        } consume: { output, shape in
            guard output.count == 4 * cells.pixelCount + 1 else {
                throw ModelError(
                    .unexpectedShape, "the corner finder answers \(shape), not [1, \(4 * cells.pixelCount + 1)]")
            }
            let places = (0..<4).map { Self.place(in: output, from: $0 * cells.pixelCount, cells) }
            let corners = places.map { $0.point * Float(Self.stride) }
            let certainty = places.map(\.certainty).min() ?? 0
            guard certainty >= Self.leastCertainty else { return nil }
            return Finding(
                corners: Quad(corners[0], corners[1], corners[2], corners[3]), certainty: certainty,
                likelihood: output[4 * cells.pixelCount])
        }
    }

    /// The mean place around the likeliest cell, in cells, and the probability that lies there.
    private static func place(
        in output: UnsafeBufferPointer<Float>, from start: Int, _ cells: Size
    ) -> (point: Point, certainty: Float) {
        var best = 0
        for index in 0..<cells.pixelCount where output[start + index] > output[start + best] { best = index }
        let (row, column) = (best / cells.width, best % cells.width)
        var (x, y, sum): (Float, Float, Float) = (0, 0, 0)
        for near in max(row - 2, 0)...min(row + 2, cells.height - 1) {
            for beside in max(column - 2, 0)...min(column + 2, cells.width - 1) {
                let share = output[start + near * cells.width + beside]
                x += share * (Float(beside) + 0.5)
                y += share * (Float(near) + 0.5)
                sum += share
            }
        }
        return (Point(x / max(sum, 1e-9), y / max(sum, 1e-9)), sum)
    }
}
