package import Raster

/// Makes the pictures that ``ReadingOptions/pictures`` asks for.
package struct PictureMaker {
    /// The most columns of a cut-out.
    private static let cutOutWidth: Float = 480
    /// The longest side of the painted photo.
    private static let maskedLongSide = 1600
    /// The share of its width that another card is painted over beyond its sides: none of its print may stick out.
    private static let otherMargin: Float = 0.05
    /// What secrets are painted over with.
    package static let paint = Color(52, 58, 66)

    private let plan: CardPlan
    private let others: [Quad]
    private let photo: Photo
    private let decoded: DecodedPhoto

    /// Prepares to make pictures of a reading; nil where the card's corners are not known.
    ///
    /// - Parameters:
    ///   - reading: What was read.
    ///   - photo: The photo that it was read from.
    ///   - decoded: The same, decoded at any scale.
    package init?(_ reading: CardReading, photo: Photo, decoded: DecodedPhoto) {
        guard let plan = CardPlan(reading) else { return nil }
        self.plan = plan
        others = reading.card.others.map { $0.quad.enlarged(by: Self.otherMargin) }
        self.photo = photo
        self.decoded = decoded
    }

    /// One picture; nil where it cannot be made.
    ///
    /// - Throws: ``Raster/ImageError``.
    package func picture(_ kind: CardPicture.Kind) throws -> CardPicture? {
        let image: Image? =
            switch kind {
            case .photo: cutOut(plan.portrait)
            case .signature: cutOut(plan.signature)
            case .masked: masked
            }
        return try image.map { CardPicture(kind: kind, jpeg: try $0.jpegData(), size: $0.size) }
    }

    /// A part of the card seen straight on and upright; nil where the photo does not show it whole.
    private func cutOut(_ box: CardPlan.Box) -> Image? {
        let quad = box.quad.map { plan.toPhoto($0) }
        let slack = quad.width * 0.06
        let isInside = quad.corners.allSatisfy { corner in
            corner.x >= -slack && corner.x <= Float(photo.size.width) + slack
                && corner.y >= -slack && corner.y <= Float(photo.size.height) + slack
        }
        guard isInside, quad.width >= 16, quad.height >= 16 else { return nil }
        let width = min(quad.width, Self.cutOutWidth)
        let size = Size(width: Int(width.rounded()), height: max(1, Int((width / box.proportion).rounded())))
        let source = source(scale: width / quad.width)
        return source.image.warped(from: quad.map { $0 * source.scale }, to: size)
    }

    /// The photo at a scale or a larger one; as it was decoded where it cannot be decoded larger.
    private func source(scale: Float) -> DecodedPhoto {
        guard decoded.scale < min(scale, 1) * 0.98 else { return decoded }
        let longSide = Int((Float(photo.size.longSide) * scale).rounded(.up))
        return (try? photo.decoded(minimumLongSide: longSide)) ?? decoded
    }

    /// The photo with all secrets painted over, and the other cards.
    private var masked: Image {
        let seen = decoded.image
        let longSide = min(seen.size.longSide, Self.maskedLongSide)
        let image = seen.resized(to: seen.size.fitted(longSide: longSide), by: .area)
        let scale = decoded.scale * Float(image.size.longSide) / Float(seen.size.longSide)
        var canvas = Canvas(image)
        for secret in plan.secrets.map({ $0.map { plan.toPhoto($0) } }) + others {
            canvas.fill(secret.map { $0 * scale }, color: Self.paint)
        }
        return canvas.image
    }
}

extension Quad {
    /// A card whose sides are moved outwards by a share of its width.
    fileprivate func enlarged(by share: Float) -> Quad {
        guard let place = Homography(from: Quad(x: 0, y: 0, width: 1, height: 1), to: self) else { return self }
        let (across, down) = (share, share * 1.586)
        return Quad(x: -across, y: -down, width: 1 + 2 * across, height: 1 + 2 * down).map { place($0) }
    }
}
