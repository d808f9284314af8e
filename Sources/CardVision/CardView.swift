public import Raster
public import TextRecognition

/// The part of a photo where the card is, turned so that its print runs from left to right.
public struct CardView: Sendable {
    /// The pixels' luma.
    public var luma: GrayImage
    /// View space to photo space.
    public var toPhoto: Homography
    /// Degrees, clockwise, by which the print is turned in the photo, -180...180.
    public var rotation: Float
    /// The photo that the view was cut from; lines are read from its pixels, which were not resampled yet.
    public var source: PhotoPyramid

    /// Creates a view whose luma is known.
    public init(luma: GrayImage, toPhoto: Homography, rotation: Float, source: PhotoPyramid) {
        self.luma = luma
        self.toPhoto = toPhoto
        self.rotation = rotation
        self.source = source
    }

    /// Looks at a photo; nil when it is seen edge on.
    public init?(_ size: Size, of photo: PhotoPyramid, through toPhoto: Homography, rotation: Float) {
        guard let luma = photo.lumaView(size, through: toPhoto) else { return nil }
        self.init(luma: luma, toPhoto: toPhoto, rotation: rotation, source: photo)
    }

    /// Columns and rows.
    public var size: Size { luma.size }

    /// The view in color, cut out of the photo anew each time.
    public var image: Image { source.view(size, through: toPhoto) ?? Image(luma) }

    /// The photo's colors around places of the view, each the mean of some pixels; nil for those outside the photo.
    package func colors(at places: [Point]) -> [SIMD3<Int>?] {
        let seen = Quad(size).map { toPhoto($0) }
        let shrinking = max(seen.width / Float(size.width), seen.height / Float(size.height)) * source.base.scale
        let copy = source.level(shrinking: Self.pixelsOfColor * shrinking)
        let image = copy.image
        return image.pixels.withUnsafeBufferPointer { pixels in
            places.map { place in
                let point = toPhoto(place) * copy.scale
                guard point.x >= 0, point.y >= 0, point.x < Float(image.width), point.y < Float(image.height) else {
                    return nil
                }
                let index = (Int(point.y) * image.width + Int(point.x)) * 3
                return SIMD3(Int(pixels[index]), Int(pixels[index + 1]), Int(pixels[index + 2]))
            }
        }
    }

    /// Light and color are looked at in a copy of the photo of which a pixel covers about so many of the view's, across and
    /// down.
    private static let pixelsOfColor: Float = 4

    /// View space to the pixels of ``source`` as it was decoded.
    public var toSource: Homography { Homography.scale(Double(source.base.scale)).after(toPhoto) }

    /// The view turned by 180 degrees.
    public func turnedUpsideDown() -> CardView {
        let (width, height) = (Double(luma.width), Double(luma.height))
        let turn = Homography([-1, 0, width, 0, -1, height, 0, 0, 1])
        return CardView(
            luma: luma.setUpright(from: .upsideDown), toPhoto: toPhoto.after(turn),
            rotation: rotation > 0 ? rotation - 180 : rotation + 180, source: source)
    }
}

extension CardView {
    /// A region of the view as it stands in the view turned by 180 degrees.
    package func turned(_ region: TextRegion) -> TextRegion {
        var region = region
        region.quad = region.quad.turnedUpsideDown.map { Point(Float(luma.width) - $0.x, Float(luma.height) - $0.y) }
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
