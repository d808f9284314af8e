import Gazetteer
import Testing

/// Misread names, from a seed that is printed; `BACAKTP_SEED` gives another.
@Suite("Misread names", .enabled(if: Lists.areThere)) struct NoiseTests {
    private let gazetteer = Lists.gazetteer

    @Test("names with one or two letters misread are found inside their parent, and never taken for another")
    func substitutions() throws {
        print("seed \(SeededGenerator.seed)")
        var misreader = Misreader(generator: SeededGenerator(seed: SeededGenerator.seed))
        for level in [Region.Level.regency, .district] {
            var tally = Tally()
            let regions = gazetteer.regions(level)
            for _ in 0..<2_000 {
                let region = try #require(regions.randomElement(using: &misreader.generator))
                let name = region.printedName
                let letters = name.count { $0.isLetter }
                // Two of four letters are no longer that name, to people either.
                let read = misreader.misread(
                    name, letters: letters < 7 ? 1 : Int.random(in: 1...2, using: &misreader.generator))
                let parent = try #require(gazetteer.parent(of: region))
                guard !isAnother(read, than: region, in: parent) else { continue }
                tally.count(
                    region, gazetteer.candidates(for: read, in: parent), gazetteer.bestMatch(for: read, in: parent),
                    read)
            }
            print("\(level): \(tally)")
            #expect(tally.foundShare >= 0.99)
            #expect(tally.wrong.isEmpty, "\(tally.wrong)")
            #expect(tally.snappedShare >= 0.9)
        }
    }

    @Test("lost spaces, letters, and stems read twice are found too")
    func otherFaults() throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        var tally = Tally()
        let districts = gazetteer.regions(.district).filter { $0.printedName.count > 5 }
        for _ in 0..<1_000 {
            let district = try #require(districts.randomElement(using: &generator))
            let parent = try #require(gazetteer.parent(of: district))
            var read = district.printedName.filter { $0 != " " }
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: read.remove(at: try #require(read.indices.randomElement(using: &generator)))
            case 1: read.insert(".", at: try #require(read.indices.randomElement(using: &generator)))
            default: read = read.replacing("M", with: "RN", maxReplacements: 1)
            }
            guard !isAnother(read, than: district, in: parent) else { continue }
            tally.count(
                district, gazetteer.candidates(for: read, in: parent), gazetteer.bestMatch(for: read, in: parent), read)
        }
        print("other faults: \(tally)")
        #expect(tally.foundShare >= 0.99)
        #expect(tally.wrong.isEmpty, "\(tally.wrong)")
    }

    /// Whether a name was misread into the real name of a neighbour, which nobody can tell.
    private func isAnother(_ read: String, than region: Region, in parent: Region) -> Bool {
        let letters = read.filter { $0 != " " && $0 != "." }
        return gazetteer.regions(in: parent).contains { other in
            other != region && other.printedForms.contains { $0.filter { $0 != " " } == letters }
        }
    }

    @Test("names of other places are not taken for a district of this one")
    func strangers() throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        let districts = gazetteer.regions(.district)
        let regencies = gazetteer.regions(.regency)
        var taken: [String] = []
        for _ in 0..<3_000 {
            let stranger = try #require(districts.randomElement(using: &generator))
            let regency = try #require(regencies.randomElement(using: &generator))
            let forms = Set(gazetteer.regions(in: regency).flatMap(\.printedForms).map { $0.filter(\.isLetter) })
            guard !forms.contains(stranger.printedName.filter(\.isLetter)) else { continue }
            guard let match = gazetteer.bestMatch(for: stranger.printedName, in: regency) else { continue }
            taken.append("\(stranger.printedName) as \(match.form)")
        }
        print("strangers taken: \(taken)")
        #expect(taken.count < 30)
    }

    private struct Tally: CustomStringConvertible {
        var total = 0
        var found = 0
        var snapped = 0
        var wrong: [String] = []
        var missed: [String] = []
        var foundShare: Double { Double(found) / Double(total) }
        var snappedShare: Double { Double(snapped) / Double(total) }
        var description: String {
            "\(total) read, \(found) found, \(snapped) taken, \(wrong.count) wrongly; missed \(missed.prefix(12))"
        }

        mutating func count(_ region: Region, _ candidates: [RegionMatch], _ best: RegionMatch?, _ read: String) {
            total += 1
            let first = candidates.first?.distanceClass
            if candidates.contains(where: { $0.region == region && $0.distanceClass == first }) {
                found += 1
            } else {
                missed.append("\(read) of \(region.printedName)")
            }
            if best?.region == region { snapped += 1 }
            if let best, best.region != region { wrong.append("\(read) of \(region.printedName): \(best.form)") }
        }
    }
}

extension RegionMatch {
    /// Matches of the same class are equally near.
    fileprivate var distanceClass: Int { Int((similarity * 1_000).rounded()) }
}
