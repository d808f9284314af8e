import KTPReading

/// The pictures that `bacaktp read --pictures` writes.
struct CutOuts {
    /// What a reader is to make.
    let options: ReadingOptions
    private let folder: String

    /// Makes the folder when it is absent.
    ///
    /// - Parameters:
    ///   - folder: Where to write.
    ///   - isMasked: Whether only what does not identify the holder may be written.
    /// - Throws: ``CommandFailure``.
    init(folder: String, isMasked: Bool) throws {
        var options = ReadingOptions()
        options.pictures = isMasked ? [.masked] : Set(CardPicture.Kind.allCases)
        self.options = options
        self.folder = folder
        try FileAccess.makePrivateFolder(folder)
    }

    /// Writes the pictures of a reading, `ID.KIND.jpg`; those that could not be made are left out.
    func write(_ record: PictureRecord) throws {
        for picture in record.reading?.pictures ?? [] {
            try FileAccess.writePrivately(picture.jpeg, to: "\(folder)/\(record.id).\(picture.kind.rawValue).jpg")
        }
    }
}
