public import Raster

/// Finds the corners of the KTPs in a photo, and which way is up.
///
/// A network looks at the whole photo, small. Where a card's edges are then plain to see, its corners are where they meet;
/// elsewhere a second network looks at the card that was found, close up.
public struct CardLocator: Sendable {
    /// How the card is looked for; sizes are those that the network was trained with (`Training/vision/frames.py`).
    public struct Configuration: Sendable {
        /// Side of the square that the whole photo is shown in.
        public var side = 256
        /// Long side of the photo in that square.
        public var photoSide = 224
        /// The close look.
        public var canvas = CardCanvas(size: Size(width: 384, height: 256), across: 36, down: 30)
        /// What is shown around a photo, 0...255.
        public var surround: UInt8 = 128
        /// Close looks at most; another one only where the last moved a corner by more than ``settled``.
        public var closeLooks = 2
        /// Shares of the card's width that a corner may move without another look.
        public var settled: Float = 0.04
        /// How the card's edges are looked for after a close look, which leaves them less room to be elsewhere.
        public var closeEdges = CardEdges.Configuration(reach: 0.01)

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

    private let finder: CardFinder
    private let closeFinder: CornerFinder
    private let configuration: Configuration
    private let edges = CardEdges()
    private let closeEdges: CardEdges

    /// Creates a locator.
    ///
    /// - Parameters:
    ///   - finder: What looks at whole photos.
    ///   - closeFinder: What looks at a card close up.
    ///   - configuration: How the card is looked for.
    public init(_ finder: CardFinder, close closeFinder: CornerFinder, configuration: Configuration = Configuration()) {
        self.finder = finder
        self.closeFinder = closeFinder
        self.configuration = configuration
        closeEdges = CardEdges(configuration: configuration.closeEdges)
    }

    /// Finds the cards.
    ///
    /// - Parameter photo: The photo, decoded to any scale.
    /// - Returns: Where they are, the surest first; none when the photo shows none whose corners stand as a card's can.
    /// - Throws: `ModelError`.
    public func locateCards(in photo: PhotoPyramid) throws -> [Location] {
        try look(at: photo).filter(\.corners.isCardLike).compactMap { try locate($0, in: photo) }
    }

    /// Finds the corners of a card exactly, which the first look tells roughly; nil when it cannot be looked at close up.
    private func locate(_ card: Location, in photo: PhotoPyramid) throws -> Location? {
        var found = card
        let atOnce = edges.refine(found.corners, in: photo)
        if atOnce.isPlain {
            found.corners = atOnce.corners
            return found
        }
        for _ in 0..<configuration.closeLooks {
            guard let toPhoto = configuration.canvas.map(to: found.corners),
                let view = photo.view(configuration.canvas.size, through: toPhoto)
            else { return nil }
            guard let close = try closeFinder.findCorners(in: view) else { break }
            let corners = close.corners.map { toPhoto($0) }
            guard corners.isCardLike else { break }
            let move = zip(corners.corners, found.corners.corners).map { $0.distance(to: $1) }.max() ?? 0
            found = Location(corners: corners, certainty: close.certainty, likelihood: close.likelihood)
            guard move > configuration.settled * corners.width else { break }
        }
        found.corners = closeEdges.refine(found.corners, in: photo).corners
        return found
    }

    /// The first look, at the whole photo.
    private func look(at photo: PhotoPyramid) throws -> [Location] {
        let shrinking = Float(photo.base.size.longSide) / Float(configuration.photoSide)
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
        let scale = Float(photo.base.size.longSide) / Float(small.size.longSide) / photo.base.scale
        return try finder.findCards(in: Image(size: Size(width: side, height: side), pixels: square)).map { found in
            let corners = found.corners.map { Point(($0.x - Float(left)) * scale, ($0.y - Float(top)) * scale) }
            return Location(corners: corners, certainty: found.certainty, likelihood: found.likelihood)
        }
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
