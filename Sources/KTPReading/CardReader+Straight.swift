import CardVision
import Inference
import Raster
import TextRecognition

extension CardReader {
    /// Below this width in pixels a card is cut out of the photo at full size.
    private static let sufficientCardWidth: Float = 700

    /// Reads the card seen straight on by its corners: the usual way.
    ///
    /// - Returns: The print; nil when its lines do not stand as a KTP's do.
    func readStraight(
        _ location: CardLocator.Location, in photo: Photo, decoded pyramid: PhotoPyramid, _ clock: inout StageClock
    ) throws -> CardPrint? {
        let decoded = pyramid.base
        let isSmall = location.corners.width * decoded.scale < Self.sufficientCardWidth
        let source = isSmall && decoded.scale < 0.95 ? PhotoPyramid(try photo.decoded()) : pyramid
        guard let view = rectifier.rectify(location.corners, in: source) else { return nil }
        clock.mark(\.locate)
        let found = try lineFinder.findLines(on: view.luma)
        clock.mark(\.detect)
        let (upright, values) = try recognizeUpright(found.values, in: view, isUpright: true)
        clock.mark(\.recognize)
        let isTurned = upright.rotation != view.rotation
        let corners = isTurned ? location.corners.turnedUpsideDown : location.corners
        let labels = isTurned ? found.labels.map(view.turned) : found.labels
        func print(_ lines: [TextLine], _ unread: [UnreadLabel]) -> CardPrint? {
            defer { clock.mark(\.extract) }
            return extractor.extractFields(
                from: lines, labels: unread, cardWidth: rectifier.canvas.card.width
            ).map { card in
                CardPrint(
                    view: upright, textMap: found.map, lines: lines, labels: unread, card: card, corners: corners,
                    detector: manifest.lineFinder)
            }
        }
        var result = print(values, labels.map { UnreadLabel(quad: $0.quad) })
        if result?.card.isComplete != true {
            // What the labels say is worth their time only where the values leave something open.
            let read = try recognizer.recognizeText(in: labels, of: upright)
            clock.mark(\.recognize)
            result = print(values + read, [])
        }
        return try result.map { try settleDoubts(in: lookAgainForMissing(in: $0, &clock), &clock) }
    }

    /// Reads the card by its print, wherever text of any kind is found: for cards whose corners cannot be made out.
    ///
    /// - Parameters:
    ///   - photo: The photo.
    ///   - decoded: The photo, decoded large enough to read most cards.
    ///   - seen: Where the card's corners seem to be; taken for the card's outline when the print stands between them.
    ///   - clock: Books the stages.
    /// - Returns: The print.
    /// - Throws: ``ReadingError`` when the picture shows no print laid out as a KTP's.
    func readByPrint(
        _ photo: Photo, decoded: PhotoPyramid, _ seen: CardLocator.Location?, _ clock: inout StageClock
    ) throws -> CardPrint {
        guard let location = try printLocator.locateCard(in: photo, decoded: decoded) else {
            throw ReadingError(.noCardFound, "the picture shows no text")
        }
        clock.mark(\.locate)
        let firstLook = try readPrint(in: location.view, location.regions, &clock)
        let wholeCard = try lookAtWholeCard(of: firstLook, in: photo, decoded: location.view.source, &clock)
        var print = try settleDoubts(in: lookAgainForMissing(in: wholeCard ?? firstLook, &clock), &clock)
        if let seen, print.isInside(seen.corners) { print.corners = seen.corners }
        return print
    }

    /// Of two ways to read a card the one that read more of it.
    func better(of first: CardPrint?, and second: () throws -> CardPrint) throws -> CardPrint {
        do {
            let second = try second()
            guard let first else { return second }
            return first.card.merit >= second.card.merit ? first : second
        } catch let error as ReadingError {
            guard let first else { throw error }
            return first
        }
    }
}

extension CardPrint {
    /// Whether nine lines of ten stand between corners in photo space, which are right way round for them.
    fileprivate func isInside(_ corners: Quad) -> Bool {
        let unit = Quad(x: 0, y: 0, width: 1, height: 1)
        guard let toUnit = Homography(from: corners, to: unit) else { return false }
        let places = lines.map { line in line.quad.map { toUnit(view.toPhoto($0)) } }
        let inside = places.count { (0...1).contains($0.center.x) && (0...1).contains($0.center.y) }
        let forward = places.count { $0.rightMiddle.x > $0.leftMiddle.x }
        return inside * 10 >= places.count * 9 && forward * 10 >= places.count * 9
    }
}

extension ExtractedCard {
    /// What every KTP has, and what has a form of its own in enough places: no other way of looking would find more.
    var isComplete: Bool {
        FieldKey.allCases.allSatisfy { Self.optional.contains($0) || fields[$0]?.value != nil } && typicalValues >= 8
    }

    /// Values that a card may lack, or that stand where light and fingers often hide them.
    private static let optional: Set<FieldKey> = [.bloodType, .issuePlace, .issueDate, .validUntil]

    /// What was read is a KTP's print beyond doubt: what is still missing is not printed, or hidden from any look.
    ///
    /// Cards of believers outside the listed religions show none; a finger or glare hides a value or two.
    var isSatisfying: Bool {
        let missing = FieldKey.allCases.count { !Self.optional.contains($0) && fields[$0]?.value == nil }
        return missing <= 1 && typicalValues >= 7
    }

    /// How much was read, each value counting as much as it is sure.
    var merit: Double {
        fields.values.reduce(0) { $0 + ($1.value == nil ? 0 : $1.confidence) } + 0.5 * Double(typicalValues)
    }
}
