import Gazetteer
import Testing

@Suite("Matching readings with regions", .enabled(if: Lists.areThere)) struct MatchingTests {
    private let gazetteer = Lists.gazetteer

    @Test(
        "readings close to one name are taken for it",
        arguments: [
            // reading, parent, code
            ("JAWA BARAT", nil, "32"), ("PROVINSI JAWA BARAT", nil, "32"), ("PHUVINSI JAWA BARAT", nil, "32"),
            ("PROVINSIDKIJAKARTA", nil, "31"), ("DKI JAKARTA", nil, "31"), ("DK1 JAKARTA", nil, "31"),
            ("D.I YOGYAKARTA", nil, "34"), ("DAERAH ISTIMEWA Y0GYAKARTA", nil, "34"), ("SULAWESI SELATAN", nil, "73"),
            ("KOTAMEDAN", "12", "12.71"), ("KABUPATENBANDUNG", "32", "32.04"), ("KOTA BANDUNG", "32", "32.73"),
            ("K0TA BANDUNG", "32", "32.73"), ("KABUFATFN BANDUNG", "32", "32.04"), ("KAB. BANDUNG", "32", "32.04"),
            ("KABUPATEN BANDUNG BARAT", "32", "32.17"), ("JAKARTA SELATAN", "31", "31.74"), ("MEDAN", "12", "12.71"),
            ("KOTA JAKARTA SELATAN", "31", "31.74"), ("KABUPATEN KOTABARU", "63", "63.02"),
            ("KAB KOTA BARU", "63", "63.02"),
            ("KABUPATEN KEP SIAU TAGULANDANG BIARO", "71", "71.09"), ("KABUPATEN PANGKAJENE KEPULAUAN", "73", "73.10"),
            ("KABUPATEN FAK-FAK", "92", "92.03"), ("KABUPATEN TOLITOLI", "72", "72.04"),
            ("KOTA PEMATANG SIANTAR", "12", "12.72"),
            ("kota palangka raya", "62", "62.71"), ("CILEUNYl", "32.04", "32.04.05"),
            ("CIHAMPE1AS", "32.17", "32.17.10"),
            ("MISOOL UTARA", "96.03", "96.03.01"), ("CIHAMPELAS", "32.17.10", "32.17.10.2003"),
            ("SUNGAI RAYA", "61.12", "61.12.01"),
        ])
    func snaps(reading: String, parent: String?, code: String) throws {
        let region = try parent.map { try #require(gazetteer.region(code: $0)) }
        let match = gazetteer.bestMatch(for: reading, in: region)
        #expect(match?.region.code == code)
        #expect(gazetteer.candidates(for: reading, in: region).first?.region.code == code)
        #expect(match?.chain.last == match?.region)
    }

    @Test(
        "readings that may be two names, or none, are left alone",
        arguments: [
            ("BANDUNG", "32"), ("BOGOR", "32"), ("TA BANDUNG", "32"), ("", "32"), ("B", "32"), ("O", nil), (":", nil),
            ("BARAT", nil), ("JAWA", nil), ("PROVINSI", nil), ("KABUPATEN", "32"), ("KOTA", "32"), ("KALIMANTAN", nil),
            ("SUMATERA", nil), ("SULAWESI T", nil), ("CIPUTAT UTARA", "36.74"), ("JAKARTA", "31"), ("NIK", "32"),
            ("KP KECAMATAN LAMA", "32.04"), ("SEUMUR HIDUP", "32.04"),
        ] as [(String, String?)])
    func leavesAlone(reading: String, parent: String?) throws {
        let region = try parent.map { try #require(gazetteer.region(code: $0)) }
        #expect(gazetteer.bestMatch(for: reading, in: region)?.form == nil)
    }

    @Test("kota and kabupaten of the same name are never taken for each other")
    func sameNames() throws {
        var shared = 0
        var misreader = Misreader(generator: SeededGenerator(seed: SeededGenerator.seed))
        for city in gazetteer.regions(.regency) where city.printedName.hasPrefix("KOTA ") {
            let name = String(city.printedName.dropFirst(5))
            let province = try #require(gazetteer.parent(of: city))
            let twin = gazetteer.regions(in: province).first { $0.printedName == "KABUPATEN " + name }
            guard let twin else { continue }
            shared += 1
            #expect(gazetteer.bestMatch(for: city.printedName, in: province)?.region == city)
            #expect(gazetteer.bestMatch(for: twin.printedName, in: province)?.region == twin)
            #expect(gazetteer.bestMatch(for: name, in: province) == nil, "\(name)")
            for _ in 0..<20 {
                let read = misreader.misread(city.printedName, letters: 2)
                #expect(gazetteer.bestMatch(for: read, in: province)?.region != twin, "\(read)")
                let other = misreader.misread(twin.printedName, letters: 2)
                #expect(gazetteer.bestMatch(for: other, in: province)?.region != city, "\(other)")
            }
        }
        #expect(shared >= 24)
    }

    @Test("a bare name says that the card's word before it was not read")
    func bareNames() throws {
        let province = try #require(gazetteer.region(code: "12"))
        let match = try #require(gazetteer.bestMatch(for: "MEDAN", in: province))
        #expect(match.isBareName)
        #expect(match.region.printedName == "KOTA MEDAN")
        #expect(gazetteer.bestMatch(for: "KOTA MEDAN", in: province)?.isBareName == false)
        let places = gazetteer.candidates(for: "BANDUNG", in: gazetteer.region(code: "32"))
        #expect(Set(places.prefix(2).map(\.region.code)) == ["32.04", "32.73"])
    }

    @Test("every district is found by its printed form inside its regency, and none by another's")
    func everyDistrict() throws {
        for regency in gazetteer.regions(.regency) {
            for district in gazetteer.regions(in: regency) {
                for form in district.printedForms {
                    let match = gazetteer.bestMatch(for: form, in: regency)
                    if match?.region != district || match?.similarity != 1 { Issue.record("\(district.code) \(form)") }
                }
            }
        }
    }

    @Test("every regency is found in the whole country, and by each printed form in its province")
    func everyRegency() throws {
        for regency in gazetteer.regions(.regency) {
            let province = try #require(gazetteer.parent(of: regency))
            #expect(gazetteer.bestMatch(for: regency.printedName, level: .regency)?.region == regency)
            for form in regency.printedForms {
                #expect(gazetteer.bestMatch(for: form, in: province)?.region == regency, "\(form)")
                let glued = form.filter { $0 != " " }
                #expect(gazetteer.bestMatch(for: glued, in: province)?.region == regency, "\(glued)")
            }
        }
    }

    @Test("villages are found in their district; the few whose names repeat in one are left alone")
    func villages() throws {
        for province in ["31", "34", "51", "94"].compactMap({ gazetteer.region(code: $0) }) {
            for district in gazetteer.regions(.district, in: province) {
                let villages = gazetteer.regions(in: district)
                for village in villages {
                    let isAlone = villages.count { $0.printedName == village.printedName } == 1
                    let match = gazetteer.bestMatch(for: village.printedName, in: district)
                    if match?.region != (isAlone ? village : nil) { Issue.record("\(village.code)") }
                }
            }
        }
    }

    @Test("text of any length and kind is safe")
    func hostile() {
        let texts = [
            String(repeating: "A", count: 10_000), "💥", "\u{0}\u{1}", String(repeating: " ", count: 500), "ＢＡＬＩ",
            String(repeating: "KOTA ", count: 24), "ÅÄÖ", "a\u{301}",
        ]
        for text in texts {
            for level in Region.Level.allCases { _ = gazetteer.candidates(for: text, level: level) }
            _ = gazetteer.search(text)
        }
        #expect(gazetteer.bestMatch(for: "ＢＡＬＩ")?.region.code == "51")
        #expect(gazetteer.candidates(for: "BALI", limit: 0).isEmpty)
    }
}
