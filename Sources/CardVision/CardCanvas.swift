public import Raster

/// A picture of a card seen straight on: its size, and the room around the card where more of it may turn out to be.
public struct CardCanvas: Sendable, Equatable {
    /// Columns and rows, multiples of 16.
    public var size: Size
    /// Columns left and right of the card.
    public var across: Float
    /// Rows above and below the card.
    public var down: Float

    /// Creates a canvas.
    public init(size: Size, across: Float, down: Float) {
        self.size = size
        self.across = across
        self.down = down
    }

    /// The card's corners, in pixels of the canvas.
    public var card: Quad {
        Quad(x: across, y: down, width: Float(size.width) - 2 * across, height: Float(size.height) - 2 * down)
    }

    /// The canvas seen through the card's corners elsewhere.
    ///
    /// - Parameter corners: The card's corners in another plane, in reading order.
    /// - Returns: The map from the canvas to that plane; nil when three corners lie on one line.
    public func map(to corners: Quad) -> Homography? { Homography(from: card, to: corners) }
}
