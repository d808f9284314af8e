import CardVision
import Raster
import TextRecognition

extension CardReader {
    /// How sure the longest lines must be for the view to be taken for upright without looking at it upside down.
    ///
    /// On the sample cards the longest lines reach 0.96 upright and up to 0.9 upside down (digits look the same).
    private static let upsideDownDoubt: Float = 0.95

    /// Lines that are long enough, and enough of them, to tell which way is up.
    private static let probeCount = 4

    /// Reads all regions, the view turned so that they can be read.
    ///
    /// Print upside down gives the recognizer nothing it is sure of: when the longest lines disappoint they are read the
    /// other way round too, and the better way is taken for all.
    ///
    /// - Parameters:
    ///   - regions: The regions.
    ///   - view: The view.
    ///   - isUpright: Whether the view is upright most likely; otherwise the longest lines are read before the others.
    /// - Returns: The view as it was read, and its lines in that view's space.
    /// - Throws: ``Inference/ModelError``.
    func recognizeUpright(
        _ regions: [TextRegion], in view: CardView, isUpright: Bool = false
    ) throws -> (CardView, [TextLine]) {
        let upright = Self.lineLike(regions.map { Self.readingOrder($0) }).sorted { $0.quad.width > $1.quad.width }
        let probes = Array(upright.prefix(Self.probeCount))
        let rest = Array(upright.dropFirst(Self.probeCount))
        let first = try recognizer.recognizeText(in: isUpright ? upright : probes, of: view)
        guard Self.certainty(of: first.prefix(Self.probeCount)) < Self.upsideDownDoubt, !probes.isEmpty else {
            return (view, isUpright ? first : first + (try recognizer.recognizeText(in: rest, of: view)))
        }
        let turned = view.turnedUpsideDown()
        let second = try recognizer.recognizeText(in: probes.map(view.turned), of: turned)
        if Self.certainty(of: second[...]) > Self.certainty(of: first.prefix(Self.probeCount)) {
            return (turned, second + (try recognizer.recognizeText(in: rest.map(view.turned), of: turned)))
        }
        return (view, isUpright ? first : first + (try recognizer.recognizeText(in: rest, of: view)))
    }

    /// Regions no taller than a line of the card can be: the photo's outline and stains are.
    private static func lineLike(_ regions: [TextRegion]) -> [TextRegion] {
        let heights = regions.filter { $0.quad.width > 3 * $0.quad.height }.map(\.quad.height).sorted()
        guard !heights.isEmpty else { return regions }
        // The NIK is half as tall again as the rest.
        return regions.filter { $0.quad.height < 2.4 * heights[heights.count / 2] }
    }

    /// Mean confidence, weighted by length, so that one long line of letters counts more than a speck.
    private static func certainty(of lines: ArraySlice<TextLine>) -> Float {
        let weights = lines.map { Float(max($0.steps.count, 1)) }
        let total = weights.reduce(0, +)
        return total > 0 ? zip(lines, weights).reduce(0) { $0 + $1.0.confidence * $1.1 } / total : 0
    }

    /// The region with its corners in reading order for print that runs from left to right in the view.
    private static func readingOrder(_ region: TextRegion) -> TextRegion {
        let quad = region.quad
        // A single letter may be taller than wide; a line that is was measured across.
        guard quad.height > 2.5 * quad.width else { return region }
        return TextRegion(
            quad: Quad(quad.bottomLeft, quad.topLeft, quad.topRight, quad.bottomRight), score: region.score)
    }
}
