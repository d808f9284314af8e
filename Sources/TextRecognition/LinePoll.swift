import Raster

/// Reads doubtful lines again, from other crops of the same print, and lets all readings of a line vote.
///
/// What a network doubts it may read otherwise when the crop is moved by a pixel, or its letters are wider or narrower:
/// what its readings say together is right more often than what it said first.
public struct LinePoll: Sendable {
    /// A further crop of a line: a part of its height, stretched.
    private typealias Crop = (from: Float, to: Float, stretch: Float)

    /// Nearer and wider; from further away and narrower; then lower and wider, and higher and narrower.
    private static let rounds: [[Crop]] = [
        [(0.06, 0.94, 1.2)], [(-0.08, 1.08, 0.9)], [(0.05, 1.05, 1.2), (-0.05, 0.95, 0.9)],
    ]
    /// Below this probability a character is in doubt, though all readings have it.
    private static let leastOfCharacter: Float = 0.6

    private let vote: LineVote

    /// Creates a poll for a network's alphabet.
    public init(alphabet: Alphabet) { vote = LineVote(alphabet: alphabet) }

    /// The lines as all their readings have them together.
    ///
    /// - Parameters:
    ///   - lines: The lines as they were read first.
    ///   - isUnsettled: Whether the line at an index is read in every round, though its readings agree.
    ///   - read: Reads regions in the lines' space, one line a region; called once a round.
    /// - Returns: For each line the reading that wins, on the quad of the first.
    /// - Throws: What `read` throws.
    public func winners(
        of lines: [TextLine], isUnsettled: (Int) -> Bool, read: ([TextRegion]) throws -> [TextLine]
    ) rethrows -> [TextLine] {
        var readings = lines.map { [$0] }
        for crops in Self.rounds {
            let open = readings.indices.filter { index in
                readings[index].count == 1 || isUnsettled(index) || !Self.agree(readings[index])
            }
            let regions = open.flatMap { index in
                crops.map { crop in
                    TextRegion(
                        quad: lines[index].quad.band(from: crop.from, to: crop.to), score: 1, stretch: crop.stretch)
                }
            }
            let again = try read(regions)
            for (place, index) in open.enumerated() {
                readings[index] += again[place * crops.count..<(place + 1) * crops.count]
            }
        }
        return zip(lines, readings).map { line, readings in
            guard var winner = vote.winner(of: readings) else { return line }
            winner.quad = line.quad
            return winner
        }
    }

    private static func agree(_ readings: [TextLine]) -> Bool {
        readings.allSatisfy { reading in
            reading.text == readings.first?.text && reading.steps.allSatisfy { $0.probability > leastOfCharacter }
        }
    }
}
