public import Raster

/// What to make of a picture besides its values.
public struct ReadingOptions: Sendable, Equatable {
    /// Of several cards in a photo the one to read, from 1, the surest, on; nil for that one where a photo of one is meant.
    public var card: Int?
    /// The pictures to cut out or to paint over.
    public var pictures: Set<CardPicture.Kind> = []

    /// Creates options that ask for nothing more.
    public init() {}
}

/// A picture made of the photo of a card.
public struct CardPicture: Sendable, Equatable {
    /// What is on it.
    public enum Kind: String, CaseIterable, Sendable {
        /// The holder's portrait.
        case photo
        /// The holder's signature.
        case signature
        /// The whole photo with what identifies the holder painted over.
        case masked
    }

    /// What is on it.
    public var kind: Kind
    /// The picture as a JPEG file.
    public var jpeg: [UInt8]
    /// Its columns and rows.
    public var size: Size

    /// Creates a picture.
    public init(kind: Kind, jpeg: [UInt8], size: Size) {
        self.kind = kind
        self.jpeg = jpeg
        self.size = size
    }
}
