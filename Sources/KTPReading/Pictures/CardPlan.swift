import Raster

/// Where things stand on one card, in shares of its width and height from its top left corner.
///
/// Print runs differ: what was read says where this one has its lines, and the usual layout stands in for the rest.
struct CardPlan {
    /// An upright part of the card.
    struct Box: Equatable {
        var left: Float
        var top: Float
        var right: Float
        var bottom: Float

        var quad: Quad { Quad(x: left, y: top, width: right - left, height: bottom - top) }

        /// Width by height as they are on the card, which is 85.6 by 53.98 millimetres.
        var proportion: Float { (right - left) * 85.6 / ((bottom - top) * 53.98) }

        func grown(by margin: Float) -> Box {
            Box(left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
        }
    }

    /// The card to photo space.
    let toPhoto: Homography
    /// Where each value that was found stands.
    private let quads: [FieldKey: Quad]
    /// The same, without the tilt and without most of the margin above and below the letters.
    private let places: [FieldKey: Box]

    /// Lays out the card of a reading; nil where its corners are not known.
    init?(_ reading: CardReading) {
        guard let corners = reading.card.quad, corners.isFinite,
            let toPhoto = Homography(from: Quad(x: 0, y: 0, width: 1, height: 1), to: corners),
            let toCard = toPhoto.inverse
        else { return nil }
        self.toPhoto = toPhoto
        quads = reading.fields.compactMapValues { field in
            field.quad.map { $0.map { toCard($0) } }.flatMap { $0.isFinite ? $0.trimmed(Self.margin) : nil }
        }
        places = quads.mapValues { quad in
            Box(
                left: min(quad.topLeft.x, quad.bottomLeft.x), top: (quad.topLeft.y + quad.topRight.y) / 2,
                right: max(quad.topRight.x, quad.bottomRight.x), bottom: (quad.bottomLeft.y + quad.bottomRight.y) / 2)
        }
    }

    /// What a line's quad has more than its letters need, above and below.
    private static let margin: Float = 0.011

    // MARK: What is cut out

    /// The holder's portrait, which ends a little above the place of issue.
    var portrait: Box {
        let read =
            places[.issuePlace].map { $0.top - 0.018 } ?? places[.issueDate].map { $0.top - 0.018 - Self.pitch }
        let bottom = read.flatMap { (0.6...0.78).contains($0) ? $0 : nil } ?? 0.68
        return Box(left: 0.71, top: bottom - 0.485, right: 0.965, bottom: bottom)
    }

    /// The holder's signature, which stands under the date of issue and down to the card's edge.
    var signature: Box { Box(left: 0.69, top: dateOfIssue.bottom, right: 0.985, bottom: 0.99) }

    private var dateOfIssue: Box {
        let read = places[.issueDate] ?? places[.issuePlace].map { $0.moved(down: Self.pitch) }
        let usual = Box(left: 0.75, top: 0.72, right: 0.93, bottom: 0.78)
        return read.flatMap { (0.72...0.88).contains($0.bottom) ? $0 : nil } ?? usual
    }

    // MARK: What is painted over

    /// What shows who the holder is, whether it was read or not: number, name, birth, street, portrait and signature.
    ///
    /// A signature may cross the date above it, so that goes too.
    var secrets: [Quad] {
        var signature = signature
        signature.top = dateOfIssue.top
        let drawn = [portrait.grown(by: 0.016), signature.grown(by: 0.01)]
        return (bands + drawn).map(\.quad) + Self.secretKeys.compactMap { quads[$0] }.map(drawnOut)
    }

    private static let secretKeys: [FieldKey] = [.nik, .name, .birthPlace, .birthDate, .street, .rtRW]
    /// Values that start in the same column.
    private static let columnKeys: [FieldKey] = [
        .name, .birthPlace, .sex, .street, .rtRW, .village, .district, .religion, .maritalStatus, .occupation,
        .nationality, .validUntil,
    ]
    /// From one row to the next.
    private static let pitch: Float = 0.0473
    /// Where values end at the latest: the portrait begins there.
    private static let columnEnd: Float = 0.7

    /// The rows with such values, each as wide as the column of values: a value may go on where nothing was read, and
    /// names and streets may take several lines.
    private var bands: [Box] {
        let left = valueLeft
        func band(_ top: Float, _ bottom: Float) -> Box {
            Box(left: left, top: top, right: Self.columnEnd, bottom: bottom)
        }
        let end = regionsTop
        let start = places[.nik]?.bottom ?? places[.name].map { $0.top - 1.2 * Self.pitch } ?? 0.2
        let sex = places[.sex] ?? places[.bloodType]
        if let sex, start < sex.top, sex.bottom < end {
            return [number, band(start, sex.top), band(sex.bottom, end)]
        }
        return [number, band(min(start, 0.25), max(end, 0.55))]
    }

    private var number: Box {
        let usual = Box(left: 0.18, top: 0.135, right: Self.columnEnd, bottom: 0.3)
        guard let read = places[.nik] else { return usual }
        return Box(left: min(read.left - 0.012, 0.2), top: read.top, right: Self.columnEnd, bottom: read.bottom)
    }

    /// Where the column of values begins.
    private var valueLeft: Float {
        let read = Self.columnKeys.compactMap { places[$0]?.left }.min()
        return read.flatMap { (0.2...0.32).contains($0) ? $0 - 0.012 : nil } ?? 0.235
    }

    /// Where the village's row begins, by the rows below it where it was not read: those keep their distances.
    private var regionsTop: Float {
        let rows: [FieldKey] = [
            .village, .district, .religion, .maritalStatus, .occupation, .nationality, .validUntil,
        ]
        for (index, key) in rows.enumerated() {
            if let place = places[key] { return place.top - Float(index) * Self.pitch }
        }
        return max(0.55, (places[.rtRW]?.bottom ?? 0) + 0.01)
    }

    /// A value's own outline, a little larger and on to the end of the column.
    private func drawnOut(_ quad: Quad) -> Quad {
        let width = max(quad.width, 1e-3)
        let margin = 0.012 / width
        let end = max(1 + margin, (Self.columnEnd - quad.leftMiddle.x) / width)
        return quad.slice(from: -margin, to: end)
    }
}

extension CardPlan.Box {
    fileprivate func moved(down distance: Float) -> CardPlan.Box {
        CardPlan.Box(left: left, top: top + distance, right: right, bottom: bottom + distance)
    }
}

extension Quad {
    fileprivate var isFinite: Bool { corners.allSatisfy { $0.x.isFinite && $0.y.isFinite } }

    /// Without a margin above and below, but never less than half as high.
    fileprivate func trimmed(_ margin: Float) -> Quad {
        let share = min(margin / max(height, 1e-3), 0.25)
        return band(from: share, to: 1 - share)
    }
}
