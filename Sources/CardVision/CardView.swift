public import Raster

/// The part of a photo where the card is, turned so that its print runs from left to right.
public struct CardView: Sendable {
    /// The pixels.
    public var image: Image
    /// View space to photo space.
    public var toPhoto: Homography
    /// Degrees, clockwise, by which the print is turned in the photo, -180...180.
    public var rotation: Float

    /// Creates a view.
    public init(image: Image, toPhoto: Homography, rotation: Float) {
        self.image = image
        self.toPhoto = toPhoto
        self.rotation = rotation
    }

    /// The view turned by 180 degrees.
    public func turnedUpsideDown() -> CardView {
        let (width, height) = (Double(image.width), Double(image.height))
        let turn = Homography([-1, 0, width, 0, -1, height, 0, 0, 1])
        return CardView(
            image: image.rotated(quarterTurns: 2), toPhoto: toPhoto.after(turn),
            rotation: rotation > 0 ? rotation - 180 : rotation + 180)
    }
}
