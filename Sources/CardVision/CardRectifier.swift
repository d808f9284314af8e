import Foundation
public import Raster

/// Looks at a card whose corners are known straight on.
public struct CardRectifier: Sendable {
    /// The view that is made: the line finder's input (`Training/vision/frames.py`).
    public var canvas = CardCanvas(size: Size(width: 544, height: 352), across: 16, down: 14)

    /// Creates a rectifier with the documented canvas.
    public init() {}

    /// The card seen straight on.
    ///
    /// - Parameters:
    ///   - corners: The card's corners in photo space, in reading order.
    ///   - photo: The photo, decoded to any scale.
    /// - Returns: The view; nil when three corners lie on one line.
    public func rectify(_ corners: Quad, in photo: PhotoPyramid) -> CardView? {
        guard let toPhoto = canvas.map(to: corners) else { return nil }
        let along = corners.topRight - corners.topLeft
        let rotation = Float(atan2(Double(along.y), Double(along.x)) * 180 / .pi)
        return CardView(canvas.size, of: photo, through: toPhoto, rotation: rotation)
    }
}
