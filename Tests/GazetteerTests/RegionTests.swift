import Gazetteer
import Testing

@Suite("Regions", .enabled(if: Lists.areThere)) struct RegionTests {
    private let gazetteer = Lists.gazetteer

    @Test("the list is decree 300.2.2-2430's")
    func counts() {
        #expect(Region.Level.allCases.map { gazetteer.count(of: $0) } == [38, 514, 7_285, 83_762])
        let regencies = gazetteer.regions(.regency)
        #expect(regencies.count { $0.name.hasPrefix("Kota ") } == 98)
        #expect(regencies.count { $0.name.hasPrefix("Kabupaten ") } == 416)
    }

    @Test(
        "codes are found dotted and as digits",
        arguments: [
            ("32", "Jawa Barat"), ("32.04", "Kabupaten Bandung"), ("3204", "Kabupaten Bandung"),
            ("320405", "Cileunyi"), ("32.04.05", "Cileunyi"), ("11.01", "Kabupaten Aceh Selatan"),
        ])
    func codes(code: String, name: String) {
        #expect(gazetteer.region(code: code)?.name == name)
    }

    @Test(
        "what is no code is not found",
        arguments: [
            "", "3", "32.", "32.4", "320", "32.0405", "3204.05", "99", "32.99", ".32", "3 2", "３２", "-1", "32040520011",
        ])
    func noCodes(code: String) {
        #expect(gazetteer.region(code: code) == nil)
    }

    @Test("parents and children fit at every level")
    func hierarchy() throws {
        let district = try #require(gazetteer.region(code: "32.17.10"))
        #expect(gazetteer.chain(of: district).map(\.code) == ["32", "32.17", "32.17.10"])
        #expect(gazetteer.parent(of: district)?.code == "32.17")
        let villages = gazetteer.regions(in: district)
        #expect(villages.contains { $0.name == "Cihampelas" && $0.code == "32.17.10.2003" })
        #expect(villages.allSatisfy { $0.parentCode == "32.17.10" })
        #expect(villages.first.map { gazetteer.regions(in: $0) } == [])
        #expect(gazetteer.regions().count == 38)
        var total = 0
        for province in gazetteer.regions() { total += gazetteer.regions(.village, in: province).count }
        #expect(total == 83_762)
    }

    @Test(
        "printed forms, best first",
        arguments: [
            ("31", ["DKI JAKARTA", "DAERAH KHUSUS IBUKOTA JAKARTA", "DAERAH KHUSUS JAKARTA"]),
            ("34", ["DAERAH ISTIMEWA YOGYAKARTA", "D.I. YOGYAKARTA", "DI YOGYAKARTA"]),
            ("11", ["ACEH", "NANGGROE ACEH DARUSSALAM"]), ("32", ["JAWA BARAT"]),
            ("32.04", ["KABUPATEN BANDUNG", "KAB. BANDUNG"]), ("32.73", ["KOTA BANDUNG"]),
            (
                "31.74",
                [
                    "JAKARTA SELATAN", "KOTA ADM. JAKARTA SELATAN", "KOTA ADMINISTRASI JAKARTA SELATAN",
                    "KOTA JAKARTA SELATAN",
                ]
            ),
            ("12.12", ["KABUPATEN TOBA", "KAB. TOBA", "KABUPATEN TOBA SAMOSIR", "KAB. TOBA SAMOSIR"]),
            ("96.03.01", ["MISOOL", "MISOOL (MISOOL UTARA)", "MISOOL UTARA"]),
            ("16.05.14", ["BTS. ULU", "BULANG TENGAH SUKU ULU"]),
        ])
    func printedForms(code: String, forms: [String]) {
        #expect(gazetteer.region(code: code)?.printedForms == forms)
    }

    @Test("abbreviated names have both forms, the likelier one first")
    func abbreviations() throws {
        let sitaro = try #require(gazetteer.region(code: "71.09"))
        #expect(sitaro.printedForms.first == "KABUPATEN KEPULAUAN SIAU TAGULANDANG BIARO")
        #expect(sitaro.printedForms.contains("KABUPATEN KEP. SIAU TAGULANDANG BIARO"))
        let seribu = try #require(gazetteer.region(code: "31.01"))
        #expect(seribu.printedName == "KEPULAUAN SERIBU")
        #expect(seribu.printedForms.contains("KABUPATEN ADM. KEPULAUAN SERIBU"))
    }

    @Test("no printed form belongs to two provinces or two regencies")
    func uniqueForms() {
        for level in [Region.Level.province, .regency] {
            var owners: [String: String] = [:]
            for region in gazetteer.regions(level) {
                for form in region.printedForms {
                    #expect(owners.updateValue(region.code, forKey: form) == nil, "\(form)")
                }
            }
        }
    }

    @Test("every printed form is upper case, trimmed and printable, and begins as cards print it")
    func formsAreClean() {
        for region in Region.Level.allCases.flatMap({ gazetteer.regions($0) }) {
            #expect(!region.printedForms.isEmpty)
            for form in region.printedForms
            where form.isEmpty || form != form.uppercased() || form.hasPrefix(" ")
                || form.hasSuffix(" ") || form.contains("  ") || !form.utf8.allSatisfy({ $0 >= 32 && $0 < 127 })
            {
                Issue.record("\(region.code) \(form)")
            }
            guard region.level == .regency, !region.code.hasPrefix("31") else { continue }
            let isCity = region.name.hasPrefix("Kota ")
            #expect(region.printedName.hasPrefix(isCity ? "KOTA " : "KABUPATEN "), "\(region.code)")
        }
    }
}
