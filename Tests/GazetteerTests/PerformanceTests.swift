import Gazetteer
import Testing

/// Sanity, not a benchmark: the limits are several times what a release build takes on two slow cores, and an
/// unoptimized build gets more.
@Suite("Time", .enabled(if: Lists.areThere), .serialized) struct PerformanceTests {
    #if DEBUG
        private static let slack = 60
    #else
        private static let slack = 8
    #endif

    /// The least time of several runs.
    private func time(_ what: String, runs: Int = 5, _ body: () throws -> Void) rethrows -> Duration {
        let clock = ContinuousClock()
        var least = Duration.seconds(1_000)
        for _ in 0..<runs { least = min(least, try clock.measure(body)) }
        print("\(what): \(least)")
        return least
    }

    @Test("loading regions, then villages")
    func loading() throws {
        let regions = try time("load regions") { _ = try Gazetteer(directory: Lists.directory) }
        #expect(regions < .milliseconds(10 * Self.slack))
        var gazetteers = try (0..<3).map { _ in try Gazetteer(directory: Lists.directory) }
        let villages = try time("load villages", runs: 3) { try gazetteers.removeLast().loadVillages() }
        #expect(villages < .milliseconds(60 * Self.slack))
    }

    @Test("looking up", arguments: ["CIHAMPFIAS", "TANJUNG SELAMATX", "SUKAMAJU", "KABUPATEN TANJUNG JABUNG TIMUR"])
    func lookingUp(text: String) throws {
        let gazetteer = Lists.gazetteer
        try gazetteer.loadVillages()
        let regency = try #require(gazetteer.region(code: "32.04"))
        let inside = time("\(text) in a regency") { _ = gazetteer.bestMatch(for: text, in: regency) }
        #expect(inside < .microseconds(100 * Self.slack))
        let districts = time("\(text) in 7,285 districts") { _ = gazetteer.candidates(for: text, level: .district) }
        #expect(districts < .milliseconds(5 * Self.slack))
        let villages = time("\(text) in 83,762 villages", runs: 2) {
            _ = gazetteer.candidates(for: text, level: .village)
        }
        #expect(villages < .milliseconds(60 * Self.slack))
    }
}
