public import Inference
import Raster
import TextRecognition

/// Says where a picture of one KTP shows its four corners, with a network of ours.
///
/// The network's answer is, for each corner, the probability of every cell of the picture, and the probability that the
/// picture shows a KTP.
public struct CornerFinder: Sendable {
    /// Four corners in a picture.
    struct Finding: Sendable, Equatable {
        /// The corners in pixels of the picture, in reading order.
        var corners: Quad
        /// The probability around its likeliest place of the least certain corner, of all places that it may be in, 0...1.
        var certainty: Float
        /// The probability that it is a KTP, 0...1.
        var likelihood: Float
    }

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
        return try session.run(shape: [1, input.channels.count, size.height, size.width]) { buffer in
            picture.fill(buffer, as: input)
        } consume: { output, shape in
            let places = CornerPlaces(output, of: size)
            guard output.count == places.count + 1 else {
                throw ModelError(
                    .unexpectedShape, "the corner finder answers \(shape), not [1, \(places.count + 1)]")
            }
            let found = Finding(places, likelihood: output[places.count])
            return found.certainty >= Self.leastCertainty ? found : nil
        }
    }
}

extension CornerFinder.Finding {
    /// The likeliest corners, each in a place where it may be.
    init(
        _ places: CornerPlaces, likelihood: Float, where isAllowed: (_ corner: Int, Point) -> Bool = { _, _ in true }
    ) {
        let found = (0..<4).map { corner in places.place(of: corner) { isAllowed(corner, $0) } }
        self.init(
            corners: Quad(found[0].point, found[1].point, found[2].point, found[3].point),
            certainty: found.map(\.certainty).min() ?? 0, likelihood: likelihood)
    }
}
