import Gazetteer
import Testing

@Suite("Search", .enabled(if: Lists.areThere)) struct SearchTests {
    private let gazetteer = Lists.gazetteer

    @Test(
        "the first match is what a person means",
        arguments: [
            ("320405", "32.04.05"), ("32.04", "32.04"), (" 32 ", "32"), ("3217102003", "32.17.10.2003"),
            ("jawa barat", "32"), ("DKI JAKARTA", "31"), ("KOTAMEDAN", "12.71"), ("kota medan", "12.71"),
            ("KABUPATEN BANDUNG", "32.04"), ("cihampelas, bandung barat", "32.17.10"),
            ("cihampelas, cihampelas, bandung barat", "32.17.10.2003"), ("TEBET, JAKARTA SELATAN", "31.74.01"),
            ("CIMAHI, BANDUNG", "32.77"), ("cileunyi", "32.04.05"), ("Cileunyl, Kab. Bandung, Jawa Barat", "32.04.05"),
            ("MISOOL UTARA", "96.03.01"), ("PR0VINSI BALI", "51"),
        ])
    func first(query: String, code: String) {
        #expect(gazetteer.search(query).first?.region.code == code)
    }

    @Test("a name of a city and a regency gives both, before villages of that name")
    func both() {
        let matches = gazetteer.search("BANDUNG")
        #expect(matches.prefix(2).map(\.region.code) == ["32.04", "32.73"])
        #expect(matches.count == 10)
    }

    @Test("each match has its chain")
    func chains() throws {
        let match = try #require(gazetteer.search("cihampelas, cihampelas, bandung barat").first)
        #expect(match.chain.map(\.level) == Region.Level.allCases)
        #expect(match.chain.map(\.name) == ["Jawa Barat", "Kabupaten Bandung Barat", "Cihampelas", "Cihampelas"])
    }

    @Test("nothing near gives nothing", arguments: ["", " ", ",", ",,", "99", "32.99.99", "QXQXQXQX", "3204052001999"])
    func nothing(query: String) {
        #expect(gazetteer.search(query).isEmpty)
    }

    @Test("the limit holds", arguments: [0, 1, 3, 50])
    func limit(limit: Int) {
        #expect(gazetteer.search("SUKAMAJU", limit: limit).count == limit)
    }
}
