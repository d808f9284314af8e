import Raster

/// Reads doubtful lines again, from other crops of the same print, and lets all readings of a line vote.
///
/// What a network doubts it may read otherwise when the crop is moved by a pixel: what its readings say together is right
/// more often than what it said first.
public struct LinePoll: Sendable {
    /// The parts of a line's height from which it is read: nearer and from further away; then lower and higher.
    private static let rounds: [[(from: Float, to: Float)]] = [
        [(0.06, 0.94), (-0.08, 1.08)], [(0.05, 1.05), (-0.05, 0.95)],
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
        for bands in Self.rounds {
            let open = readings.indices.filter { index in
                readings[index].count == 1 || isUnsettled(index) || !Self.agree(readings[index])
            }
            let regions = open.flatMap { index in
                bands.map { TextRegion(quad: lines[index].quad.band(from: $0.from, to: $0.to), score: 1) }
            }
            let again = try read(regions)
            for (place, index) in open.enumerated() {
                readings[index] += again[place * bands.count..<(place + 1) * bands.count]
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
