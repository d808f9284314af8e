public import Inference
public import Raster
import TextRecognition

/// Finds the corners of the KTP in a photo, and which way is up, with a network of ours.
///
/// The network looks at the whole photo, small. Where the card's edges are then seen, its corners are where they meet;
/// elsewhere the network looks once more at the card that it found, close up.
public struct CardLocator: Sendable {
    /// How the card is looked for; sizes are those that the network was trained with (`Training/vision/frames.py`).
    public struct Configuration: Sendable {
        /// Side of the square that the whole photo is shown in.
        public var side = 256
        /// Long side of the photo in that square.
        public var photoSide = 224
        /// Pixels of the network's input a cell of its answer.
        public var stride = 8
        /// The close look.
        public var canvas = CardCanvas(size: Size(width: 256, height: 176), across: 24, down: 24)
        /// What is shown around a photo, 0...255.
        public var surround: UInt8 = 128
        /// The probability around its likeliest place that every corner must have; below it no card is found.
        public var leastCertainty: Float = 0.15
        /// Close looks at most; another one only where the last moved a corner by more than ``settled``.
        public var closeLooks = 2
        /// Shares of the card's width that a corner may move without another look.
        public var settled: Float = 0.04

        /// Creates a configuration with the documented defaults.
        public init() {}
    }

    /// A card in a photo.
    public struct Location: Sendable, Equatable {
        /// The card's corners in photo space, in reading order; they may lie outside the photo.
        public var corners: Quad
        /// How sure the network is of the least certain corner, 0...1.
        public var certainty: Float
        /// The probability that it is a KTP, 0...1.
        public var likelihood: Float
    }

    private let session: any InferenceSession
    private let input: ModelManifest.Model.Input
    private let configuration: Configuration
    private let edges = CardEdges()

    /// Creates a locator.
    public init(
        session: any InferenceSession, model: ModelManifest.Model, configuration: Configuration = Configuration()
    ) {
        self.session = session
        self.configuration = configuration
        input = model.input
    }

    /// Finds the card.
    ///
    /// - Parameter photo: The photo, decoded to any scale.
    /// - Returns: Where it is; nil when the photo shows none whose corners stand as a card's can.
    /// - Throws: ``Inference/ModelError``.
    public func locateCard(in photo: PhotoPyramid) throws -> Location? {
        guard var found = try look(at: photo), found.corners.isCardLike else { return nil }
        let atOnce = edges.refine(found.corners, in: photo)
        if atOnce.sidesSeen == 4 {
            found.corners = atOnce.corners
            return found
        }
        for _ in 0..<configuration.closeLooks {
            guard let toPhoto = configuration.canvas.map(to: found.corners),
                let view = configuration.canvas.view(through: toPhoto, of: photo)
            else { return nil }
            guard let close = try answer(to: view) else { break }
            let corners = close.corners.map { toPhoto($0) }
            guard corners.isCardLike else { break }
            let move = zip(corners.corners, found.corners.corners).map { $0.distance(to: $1) }.max() ?? 0
            found = Location(corners: corners, certainty: close.certainty, likelihood: close.likelihood)
            guard move > configuration.settled * corners.width else { break }
        }
        found.corners = edges.refine(found.corners, in: photo).corners
        return found
    }

    /// The first look, at the whole photo.
    private func look(at photo: PhotoPyramid) throws -> Location? {
        let shrinking = Float(photo.base.image.size.longSide) / Float(configuration.photoSide)
        let image = photo.level(shrinking: shrinking).image
        let small = image.resized(to: image.size.fitted(longSide: configuration.photoSide), by: .area)
        let side = configuration.side
        let left = (side - small.width) / 2
        let top = (side - small.height) / 2
        var square = [UInt8](repeating: configuration.surround, count: side * side * 3)
        square.withUnsafeMutableBufferPointer { square in
            small.pixels.withUnsafeBufferPointer { pixels in
                for y in 0..<small.height {
                    for x in 0..<small.width * 3 {
                        square[((top + y) * side + left) * 3 + x] = pixels[y * small.width * 3 + x]
                    }
                }
            }
        }
        let scale = Float(photo.base.image.size.longSide) / Float(small.size.longSide) / photo.base.scale
        guard var found = try answer(to: Image(size: Size(width: side, height: side), pixels: square)) else {
            return nil
        }
        found.corners = found.corners.map { Point(($0.x - Float(left)) * scale, ($0.y - Float(top)) * scale) }
        return found
    }

    /// Runs the network on a picture; corners in the picture's pixels, nil when it is not sure of them.
    private func answer(to picture: Image) throws -> Location? {
        let size = picture.size
        let cells = Size(width: size.width / configuration.stride, height: size.height / configuration.stride)
        return try session.run(shape: [1, input.channels.count, size.height, size.width]) { buffer in
            picture.fill(buffer, as: input)
        } consume: { output, shape in
            guard output.count == 4 * cells.pixelCount + 1 else {
                throw ModelError(
                    .unexpectedShape, "the locator answers \(shape), not [1, \(4 * cells.pixelCount + 1)]")
            }
            let places = (0..<4).map { Self.place(in: output, from: $0 * cells.pixelCount, cells) }
            let corners = places.map { $0.point * Float(configuration.stride) }
            let certainty = places.map(\.certainty).min() ?? 0
            guard certainty >= configuration.leastCertainty else { return nil }
            return Location(
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

extension Quad {
    /// Whether four corners may be those of a card: finite, clockwise, convex, and not too far from its proportions.
    fileprivate var isCardLike: Bool {
        guard corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }), area > 0, height > 0 else { return false }
        let isConvex = corners.indices.allSatisfy { index in
            let (a, b, c) = (corners[index], corners[(index + 1) % 4], corners[(index + 2) % 4])
            return (b - a).cross(c - b) > 0
        }
        return isConvex && (0.9...2.6).contains(width / height)
    }
}
