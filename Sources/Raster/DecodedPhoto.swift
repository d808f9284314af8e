/// The pixels of a ``Photo``.
public struct DecodedPhoto: Sendable {
    private enum Pixels {
        case colors(Image)
        case planes(PlanarPicture)
    }

    private let pixels: Pixels
    /// Pixels per pixel of photo space, 1 at full size: divide by it to get back to photo space.
    public let scale: Float
    /// Whether the decoder met damage and part of the picture may be missing or wrong.
    public let isDamaged: Bool

    /// Wraps a picture that has been decoded.
    public init(image: Image, scale: Float, isDamaged: Bool = false) {
        self.init(.colors(image), scale: scale, isDamaged: isDamaged)
    }

    /// Wraps a picture that has been decoded without damage, but not to color.
    init(planes: PlanarPicture, scale: Float) { self.init(.planes(planes), scale: scale, isDamaged: false) }

    private init(_ pixels: Pixels, scale: Float, isDamaged: Bool) {
        self.pixels = pixels
        self.scale = scale
        self.isDamaged = isDamaged
    }

    /// The upright picture; of a JPEG its color is made when it is first asked for.
    public var image: Image {
        switch pixels {
        case .colors(let image): image
        case .planes(let planes): planes.image
        }
    }

    /// Columns and rows.
    public var size: Size {
        switch pixels {
        case .colors(let image): image.size
        case .planes(let planes): planes.luma.size
        }
    }

    /// The luma of a part of the picture that holds all of some quads; see ``Image/grayscale(around:)``.
    ///
    /// - Returns: The luma, and where in the picture it begins.
    public func luma(around quads: [Quad]) -> (luma: GrayImage, origin: Point) {
        switch pixels {
        case .colors(let image): image.grayscale(around: quads)
        case .planes(let planes): (planes.luma, Point(0, 0))
        }
    }

    /// The luma of a part of the picture.
    ///
    /// - Precondition: The part lies in the picture, and has a pixel at least.
    public func luma(columns: Range<Int>, rows: Range<Int>) -> GrayImage {
        switch pixels {
        case .colors(let image): image.grayscale(columns: columns, rows: rows)
        case .planes(let planes): planes.luma.part(columns: columns, rows: rows)
        }
    }

    /// The picture half as long and wide.
    ///
    /// - Precondition: Neither side is less than two pixels.
    package func halved() -> DecodedPhoto {
        if case .planes(let planes) = pixels, let half = planes.halved() {
            return DecodedPhoto(.planes(half), scale: scale / 2, isDamaged: isDamaged)
        }
        return DecodedPhoto(image: image.halved(), scale: scale / 2, isDamaged: isDamaged)
    }

    /// The upright picture, where this one is as stored with `orientation`.
    package func setUpright(from orientation: Orientation) -> DecodedPhoto {
        let upright: Pixels =
            switch pixels {
            case .colors(let image): .colors(image.setUpright(from: orientation))
            case .planes(let planes): .planes(planes.setUpright(from: orientation))
            }
        return DecodedPhoto(upright, scale: scale, isDamaged: isDamaged)
    }
}
