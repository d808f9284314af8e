public import Raster

/// A place where text is, without its characters.
public struct TextRegion: Sendable, Equatable {
    /// The text's outline in pixels of the image that was searched.
    public var quad: Quad
    /// The mean probability of text inside the outline, 0...1.
    public var score: Float

    /// Creates a region.
    public init(quad: Quad, score: Float) {
        self.quad = quad
        self.score = score
    }
}
