public import Raster

/// A place where text is, without its characters.
public struct TextRegion: Sendable, Equatable {
    /// The text's outline in pixels of the image that was searched.
    public var quad: Quad
    /// The mean probability of text inside the outline, 0...1.
    public var score: Float
    /// How many times as wide as it is printed the recognizer is shown it.
    public var stretch: Float

    /// Creates a region, shown as it is printed unless a stretch is given.
    public init(quad: Quad, score: Float, stretch: Float = 1) {
        self.quad = quad
        self.score = score
        self.stretch = stretch
    }
}
