public import Inference
import Raster
import TextRecognition

/// Says where a picture shows KTPs, with a network of ours.
///
/// The network's answer is that of a ``CornerFinder``, in which several cards share a corner's probability, and for every
/// cell of a coarser grid the probability that a card's middle is there, and where that card's corners are from there.
/// These tell how many cards there are and which corners belong together; the corners' own probabilities tell exactly
/// where they are.
public struct CardFinder: Sendable {
    /// Pixels of the network's input a cell that may hold a card's middle.
    private static let middleStride = 16
    /// Such cells for 1 in the answer for where a corner is.
    private static let reach: Float = 4
    /// The probability from which on a middle is a card's.
    private static let leastMiddle: Float = 0.5
    /// The certainty of its corners below which a card is none.
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
    /// - Returns: Where cards are, the surest first; none when the network is not sure of any.
    /// - Throws: ``Inference/ModelError``.
    func findCards(in picture: Image) throws -> [CornerFinder.Finding] {
        let size = picture.size
        return try session.run(shape: [1, input.channels.count, size.height, size.width]) { buffer in
            picture.fill(buffer, as: input)
        } consume: { output, shape in
            let places = CornerPlaces(output, of: size)
            let middles = Size(width: size.width / Self.middleStride, height: size.height / Self.middleStride)
            let expected = places.count + 1 + 9 * middles.pixelCount
            guard output.count == expected else {
                throw ModelError(.unexpectedShape, "the card finder answers \(shape), not [1, \(expected)]")
            }
            let likelihood = output[places.count]
            let told = Self.toldCards(UnsafeBufferPointer(rebasing: output[(places.count + 1)...]), middles)
            guard told.count > 1 else {
                return [CornerFinder.Finding(places, likelihood: likelihood)].filter(Self.isSure)
            }
            return told.map { card in
                // A corner may be where it is nearer to this card's than to another's.
                CornerFinder.Finding(places, likelihood: likelihood) { corner, point in
                    let away = point.distance(to: card.corners.corners[corner])
                    return told.allSatisfy { point.distance(to: $0.corners.corners[corner]) >= away }
                }
            }.filter(Self.isSure)
        }
    }

    private static func isSure(_ found: CornerFinder.Finding) -> Bool { found.certainty >= leastCertainty }

    /// The cards whose middles are told, roughly, in pixels of the picture, the surest first.
    private static func toldCards(
        _ answer: UnsafeBufferPointer<Float>, _ cells: Size
    ) -> [(corners: Quad, likelihood: Float)] {
        var told: [(corners: Quad, likelihood: Float)] = []
        for row in 0..<cells.height {
            for column in 0..<cells.width where answer[row * cells.width + column] >= leastMiddle {
                let index = row * cells.width + column
                let corners = (0..<4).map { corner in
                    let offset = Point(
                        answer[(1 + 2 * corner) * cells.pixelCount + index],
                        answer[(2 + 2 * corner) * cells.pixelCount + index])
                    return (Point(Float(column) + 0.5, Float(row) + 0.5) + offset * reach) * Float(middleStride)
                }
                told.append((Quad(corners[0], corners[1], corners[2], corners[3]), answer[index]))
            }
        }
        // Cards do not lie with their middles on each other: what is told from within a surer one is the same once more.
        return told.sorted { $0.likelihood > $1.likelihood }.reduce(into: []) { cards, card in
            if !cards.contains(where: { $0.corners.contains(card.corners.center) }) { cards.append(card) }
        }
    }
}

extension Quad {
    /// Whether a point lies within a quad whose corners run clockwise.
    fileprivate func contains(_ point: Point) -> Bool {
        corners.indices.allSatisfy { index in
            (corners[(index + 1) % 4] - corners[index]).cross(point - corners[index]) > 0
        }
    }
}
