import Foundation
public import Raster
public import TextRecognition

/// Finds the card in a photo by its print, and looks at it upright and large.
///
/// The photo is searched for text at a small scale. The largest block of lines that run the same way is taken for the
/// card; its direction gives the tilt, up to half a turn, which ``CardView/turnedUpsideDown()`` undoes once a line has
/// been read.
public struct PrintLocator: Sendable {
    /// How the card is looked for.
    public struct Configuration: Sendable {
        /// Long side that the photo is first decoded to.
        public var decodedLongSide = 1600
        /// Median height of text regions, in pixels of the searched picture, from which on the first search is good
        /// enough to read from.
        public var sufficientTextHeight: Float = 20
        /// Tilt in degrees up to which lines are read from the photo as it is.
        public var sufficientTilt: Float = 4
        /// Median height of text regions in a view, in pixels; the recognizer's input has 48 rows.
        public var viewTextHeight: Float = 36
        /// Most pixels that a view may have on its long side.
        public var maximumViewSide = 2200

        /// Creates a configuration with the documented defaults.
        public init() {}
    }

    /// A view of the card and, when the first search was good enough, the text regions in it.
    public struct Location: Sendable {
        /// The view.
        public var view: CardView
        /// Text regions in view space; nil when the view has still to be searched.
        public var regions: TextDetector.Result?
    }

    private let detector: TextDetector
    private let configuration: Configuration

    /// Creates a locator that searches with a text detector.
    public init(detector: TextDetector, configuration: Configuration = Configuration()) {
        self.detector = detector
        self.configuration = configuration
    }

    /// The long side that ``locateCard(in:decoded:)`` wants a photo decoded to.
    public var decodedLongSide: Int { configuration.decodedLongSide }

    /// Finds the card.
    ///
    /// - Parameters:
    ///   - photo: The photo, decoded again at full size when the card is small in it.
    ///   - decoded: The photo at ``decodedLongSide`` or more.
    /// - Returns: A view of the block of print; nil when the photo shows no text.
    /// - Throws: ``ImageError`` or ``Inference/ModelError``.
    public func locateCard(in photo: Photo, decoded: PhotoPyramid) throws -> Location? {
        let image = decoded.base.image
        let found = try detector.detectText(in: image)
        guard let block = TextBlock(found.regions) else { return nil }
        let toSearched =
            Float(detector.side) / Float(max(image.size.longSide, detector.side))
        let isLargeEnough = block.textHeight * toSearched >= configuration.sufficientTextHeight
        if isLargeEnough, abs(block.tilt) <= configuration.sufficientTilt {
            let toPhoto = Homography.scale(1 / Double(decoded.base.scale))
            let luma = decoded.base.luma(columns: 0..<image.width, rows: 0..<image.height)
            let view = CardView(luma: luma, toPhoto: toPhoto, rotation: block.tilt, source: decoded)
            return Location(view: view, regions: found)
        }
        // Below some 16 pixels of map the post-process inflates regions, so their height says little.
        let isCoarse =
            block.textHeight < configuration.viewTextHeight * 0.8 || block.textHeight * toSearched < 16
        let source = isCoarse && decoded.base.scale < 0.95 ? PhotoPyramid(try photo.decoded()) : decoded
        return view(of: block, seenIn: decoded, cutFrom: source, margin: 3).map { Location(view: $0, regions: nil) }
    }

    /// Looks at a card whose corners have become known.
    ///
    /// - Parameters:
    ///   - card: The card's corners in photo space, in reading order.
    ///   - photo: The photo, decoded again at full size when the card is small in it.
    ///   - decoded: The photo at any scale; taken as it is when that is large enough.
    /// - Returns: A view of the whole card, upright; nil when three corners lie on one line.
    /// - Throws: ``ImageError``.
    public func view(of card: Quad, in photo: Photo, decoded: PhotoPyramid) throws -> CardView? {
        let corners = card.map { $0 * decoded.base.scale }
        let block = TextBlock(card: corners)
        let isCoarse = block.textHeight < configuration.viewTextHeight * 0.8
        let source = isCoarse && decoded.base.scale < 0.95 ? PhotoPyramid(try photo.decoded()) : decoded
        return view(of: block, seenIn: decoded, cutFrom: source, margin: 1)
    }

    /// Cuts the block with a margin, in text heights, turned upright; nil when it has no area.
    private func view(
        of block: TextBlock, seenIn seen: PhotoPyramid, cutFrom source: PhotoPyramid, margin: Float
    ) -> CardView? {
        let rescale = source.base.scale / seen.base.scale
        // Never larger than the picture's own pixels: enlarging adds nothing that the line crops would not.
        let magnification = min(configuration.viewTextHeight / (block.textHeight * rescale), 1)
        let margin = block.textHeight * rescale * margin
        let bounds = block.bounds
        let width = bounds.width * rescale + 2 * margin
        let height = bounds.height * rescale + 2 * margin
        let scale = min(magnification, Float(configuration.maximumViewSide) / max(width, height))
        let size = Size(width: max(Int(width * scale), 32), height: max(Int(height * scale), 32))
        let radians = Double(block.tilt) * .pi / 180
        let (cosine, sine) = (cos(radians) / Double(scale), sin(radians) / Double(scale))
        let center = bounds.center * rescale
        let (halfWidth, halfHeight) = (Double(size.width) / 2, Double(size.height) / 2)
        // View to source: turn by the tilt about the block's center.
        let toSource = Homography([
            cosine, -sine, Double(center.x) - cosine * halfWidth + sine * halfHeight,
            sine, cosine, Double(center.y) - sine * halfWidth - cosine * halfHeight,
            0, 0, 1,
        ])
        return CardView(
            size, of: source, through: Homography.scale(1 / Double(source.base.scale)).after(toSource),
            rotation: block.tilt)
    }
}
