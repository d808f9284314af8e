import CardVision
import Inference
import Raster
import TextRecognition

/// The print of one view of a card: its lines, and where they stand on the card.
struct CardPrint {
    /// The view, upright.
    var view: CardView
    /// The detector's probability map.
    var textMap: FloatMap
    /// The lines in view space.
    var lines: [TextLine]
    /// Labels in view space that were not read.
    var labels: [UnreadLabel] = []
    /// The fields and the frame found in them.
    var card: ExtractedCard
    /// The card's corners in photo space, where the view is the rectifier's by them; nil when all that is known of them is where the print stands.
    var corners: Quad?
    /// The network that found the lines.
    var detector: ModelManifest.Model
}

extension CardReader {
    /// Detects, recognizes and extracts what a view shows.
    ///
    /// - Parameters:
    ///   - view: The view, upright or upside down.
    ///   - known: Text regions of it that were detected before.
    ///   - clock: Books the stages.
    /// - Returns: The print, in the view turned upright.
    /// - Throws: ``ReadingError`` when the lines do not stand as a KTP's do.
    func readPrint(
        in view: CardView, _ known: TextDetector.Result?, _ clock: inout StageClock
    ) throws -> CardPrint {
        let detected = try known ?? detector.detectText(in: view.image)
        clock.mark(\.detect)
        let (upright, lines) = try recognizeUpright(detected.regions, in: view)
        clock.mark(\.recognize)
        guard let card = extractor.extractFields(from: lines) else {
            throw ReadingError(
                lines.count < 5 ? .noCardFound : .notAKTP, "the picture shows no print laid out as a KTP's")
        }
        clock.mark(\.extract)
        return CardPrint(
            view: upright, textMap: detected.map, lines: lines, card: card, detector: manifest.detector)
    }

    /// Looks once more where the first view, cut around the print that was found, lacks a part of the card.
    ///
    /// - Returns: The print of the whole card; nil when the first view showed it all or the second shows less.
    func lookAtWholeCard(
        of first: CardPrint, in photo: Photo, decoded: PhotoPyramid, _ clock: inout StageClock
    ) throws -> CardPrint? {
        let outline = first.card.outline()
        guard outline.corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
        let slack = outline.width * 0.03
        let isCut = outline.corners.contains { corner in
            !first.view.size.contains(corner, slack: slack)
                && photo.size.contains(first.view.toPhoto(corner), slack: 0)
        }
        guard isCut else { return nil }
        let corners = outline.map { first.view.toPhoto($0) }
        guard let view = try printLocator.view(of: corners, in: photo, decoded: decoded) else { return nil }
        clock.mark(\.locate)
        do {
            let whole = try readPrint(in: view, nil, &clock)
            return whole.card.assignment.count >= first.card.assignment.count ? whole : nil
        } catch is ReadingError {
            return nil
        }
    }

    /// Reads the places where values are missing.
    func lookAgainForMissing(in print: CardPrint, _ clock: inout StageClock) throws -> CardPrint {
        guard let lines = try linesWithMissing(of: print) else { return print }
        clock.mark(\.recognize)
        return extracted(again: print, from: lines, &clock)
    }

    /// The print with other lines, and what they say; as it was where they do not stand as a KTP's do.
    func extracted(again print: CardPrint, from lines: [TextLine], _ clock: inout StageClock) -> CardPrint {
        defer { clock.mark(\.extract) }
        guard
            let card = extractor.extractFields(
                from: lines, labels: print.labels, cardWidth: print.corners.map { _ in rectifier.canvas.card.width })
        else { return print }
        var result = print
        (result.lines, result.card) = (lines, card)
        return result
    }

    /// All lines, with new ones in place of the labels that they include; nil when nothing was missing or nothing was
    /// read.
    private func linesWithMissing(of print: CardPrint) throws -> [TextLine]? {
        let spots = SecondLook.spots(in: print.card, print.lines)
        guard !spots.isEmpty else { return nil }
        let found = try recognizer.recognizeText(in: spots.map(\.region), of: print.view)
        var result = print.lines
        var isChanged = false
        var covered: Set<Int> = []
        for (spot, read) in zip(spots, found) where read.confidence > 0.6 {
            let line = spot.mayHoldDash ? withDash(read, in: print.view) : read
            if let index = spot.replaces {
                guard line.steps.count > result[index].steps.count else { continue }
                result[index] = line
            } else {
                result.append(line)
            }
            covered.formUnion(spot.covers)
            isChanged = true
        }
        guard isChanged else { return nil }
        return result.indices.filter { !covered.contains($0) }.map { result[$0] }
    }

    /// The line with the dash that stands behind its last letter or colon, if one does.
    private func withDash(_ line: TextLine, in view: CardView) -> TextLine {
        // The dash may have been read as a mark of another kind.
        guard let last = line.steps.lastIndex(where: { !".,-'\" ".contains($0.character) }),
            line.steps[last].character.isLetter || ":;".contains(line.steps[last].character),
            let crop = recognizer.lineLuma(line.quad, of: view)
        else { return line }
        // Behind a letter the colon was not read either.
        let heights: Float = line.steps[last].character.isLetter ? 0.6 : 0.2
        let start = line.steps[last].position + heights * Float(crop.height) / Float(crop.width)
        guard let position = DashFinder.dash(in: crop, from: start) else { return line }
        var result = line
        result.steps.removeLast(line.steps.count - 1 - last)
        result.steps.append(TextLine.Step(character: "-", probability: 0.9, position: position))
        return result
    }
}

extension Size {
    /// Whether a point lies within the area of this size, or no further than `slack` outside.
    fileprivate func contains(_ point: Point, slack: Float) -> Bool {
        point.x >= -slack && point.x <= Float(width) + slack && point.y >= -slack && point.y <= Float(height) + slack
    }
}
