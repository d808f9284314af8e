public import Raster
public import TextRecognition

/// The part of a photo where the card is, turned so that its print runs from left to right.
public struct CardView: Sendable {
    /// The pixels.
    public var image: Image
    /// View space to photo space.
    public var toPhoto: Homography
    /// Degrees, clockwise, by which the print is turned in the photo, -180...180.
    public var rotation: Float
    /// The photo that the view was cut from; lines are read from its pixels, which were not resampled yet.
    public var source: PhotoPyramid

    /// Creates a view.
    public init(image: Image, toPhoto: Homography, rotation: Float, source: PhotoPyramid) {
        self.image = image
        self.toPhoto = toPhoto
        self.rotation = rotation
        self.source = source
    }

    /// View space to the pixels of ``source`` as it was decoded.
    public var toSource: Homography { Homography.scale(Double(source.base.scale)).after(toPhoto) }

    /// The view turned by 180 degrees.
    public func turnedUpsideDown() -> CardView {
        let (width, height) = (Double(image.width), Double(image.height))
        let turn = Homography([-1, 0, width, 0, -1, height, 0, 0, 1])
        return CardView(
            image: image.rotated(quarterTurns: 2), toPhoto: toPhoto.after(turn),
            rotation: rotation > 0 ? rotation - 180 : rotation + 180, source: source)
    }
}

extension CardView {
    /// A region of the view as it stands in the view turned by 180 degrees.
    package func turned(_ region: TextRegion) -> TextRegion {
        var region = region
        region.quad = region.quad.turnedUpsideDown.map { Point(Float(image.width) - $0.x, Float(image.height) - $0.y) }
        return region
    }
}

extension TextRecognizer {
    /// Reads regions of a view, each a line of text.
    ///
    /// - Returns: One line a region, in view space and in the regions' order; a line without characters has no steps.
    /// - Throws: `ModelError`.
    public func recognizeText(in regions: [TextRegion], of view: CardView) throws -> [TextLine] {
        try recognizeText(in: regions, of: view.source, through: view.toSource)
    }

    /// The crop that the network sees of a quad in view space; nil when the quad has no area.
    package func lineCrop(_ quad: Quad, of view: CardView) -> Image? {
        lineCrop(quad, of: view.source, through: view.toSource)
    }

    /// The same crop's luma.
    package func lineLuma(_ quad: Quad, of view: CardView) -> GrayImage? {
        lineLuma(quad, of: view.source, through: view.toSource)
    }
}
