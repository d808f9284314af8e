public import CardVision
public import Raster
public import TextRecognition

/// What each stage of one reading saw, for the inspector and for tests.
public struct ReadingTrace: Sendable {
    /// The photo as decoded.
    public var photo: DecodedPhoto
    /// The view of the card that was read.
    public var view: CardView
    /// The detector's probability map of the view or, when that was read as it was, of the photo.
    public var textMap: FloatMap
    /// The lines in view space, in the detector's order.
    public var lines: [TextLine]
    /// The crops of the lines as the recognizer saw them; nil for lines without area.
    public var crops: [Image?]
    /// For each line the row of the card that it was taken for; nil for none.
    public var rows: [String?]
    /// The result.
    public var reading: CardReading
}
