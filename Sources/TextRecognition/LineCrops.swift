import Raster

/// Lines as they are cut out of a photo for a recognizer: from that copy of the photo which shows them about as large.
struct LineCrops: Sendable {
    /// Where one line is.
    struct Place: Sendable {
        /// The copy of the photo.
        var source: DecodedPhoto
        /// The line in the copy's pixels.
        var quad: Quad
        /// Columns and rows of the crop.
        var size: Size

        /// The line in color; nil when its quad has no area.
        var color: Image? { source.image.warped(from: quad, to: size) }
    }

    /// The lines.
    let places: [Place]
    /// The luma of the parts of the copies that hold lines, by the copies' scale.
    private let lumas: [Float: (luma: GrayImage, origin: Point)]

    /// Prepares for cutting out.
    init(_ places: [Place]) {
        self.places = places
        lumas = Dictionary(grouping: places, by: \.source.scale).compactMapValues { places in
            places.first?.source.luma(around: places.map(\.quad))
        }
    }

    /// A line in gray; nil when its quad has no area.
    func gray(_ line: Int) -> GrayImage? {
        let place = places[line]
        guard let (luma, origin) = lumas[place.source.scale] else { return nil }
        return luma.warped(from: place.quad.map { $0 - origin }, to: place.size)
    }
}
