extension Image {
    /// The picture as an 8-bit RGB PNG file, without loss and without metadata.
    ///
    /// - Throws: ``ImageError`` with code `tooLarge` when a side or the whole is beyond what libpng writes.
    public func pngData() throws(ImageError) -> [UInt8] { try PNGCodec.encode(self) }

    /// The picture as a baseline JPEG file with 4:2:0 color and no metadata.
    ///
    /// - Parameter quality: 1 (smallest) to 100 (best); values beyond are brought into range.
    /// - Returns: The file's bytes.
    /// - Throws: ``ImageError`` with code `tooLarge` when a side is over 65,500 pixels.
    public func jpegData(quality: Int = 90) throws(ImageError) -> [UInt8] {
        try JPEGCodec.encode(self, quality: quality)
    }
}
