import Gazetteer
import Testing

@Suite("NIK") struct NIKTests {
    private static let today = date(2026, 11, 23)

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        guard let date = CalendarDate(year: year, month: month, day: day) else { fatalError("no such day") }
        return date
    }

    @Test("parts of a man's and of a woman's")
    func parts() throws {
        let man = try #require(NIK("3204051708450001"))
        #expect(man.provinceCode == "32" && man.regencyCode == "32.04" && man.districtCode == "32.04.05")
        #expect(man.birthDay == 17 && man.birthMonth == 8 && man.birthYear == 45 && man.serial == 1)
        #expect(man.sex == .male)
        let woman = try #require(NIK("3204054208909999"))
        #expect(woman.birthDay == 2 && woman.sex == .female && woman.serial == 9_999)
        #expect(woman.birthDate(century: 1900) == Self.date(1990, 8, 2))
    }

    @Test(
        "only sixteen ASCII digits are a NIK",
        arguments: [
            "", "320405170845000", "32040517084500011", "32O4051708450001", "3204051708450OO1", " 3204051708450001",
            "3204 0517 0845 0001", "３２０４０５１７０８４５０００１", "-204051708450001", "3204051708450001\n",
        ])
    func noNIK(text: String) {
        #expect(NIK(text) == nil)
    }

    @Test("printing a NIK in any way shows four digits of it")
    func masked() throws {
        let nik = try #require(NIK("3204051708450001"))
        var dumped = ""
        dump(nik, to: &dumped)
        for text in ["\(nik)", String(reflecting: nik), dumped, "\([nik])", "\(Optional(nik) as Any)"] {
            #expect(text.contains("3204************"))
            #expect(!text.contains("32040"))
        }
        #expect(nik.digits == "3204051708450001")
    }

    @Test(
        "the century",
        arguments: [
            ("170845", 0, "17-08-1945"), ("010105", 0, "01-01-2005"), ("231126", 0, "23-11-2026"),
            ("241126", 0, "24-11-1926"), ("010115", 17, "01-01-1915"), ("231109", 17, "23-11-2009"),
            ("241109", 17, "24-11-1909"), ("290200", 0, "29-02-2000"), ("690200", 0, "29-02-2000"), ("310489", 0, nil),
            ("290289", 0, nil), ("000189", 0, nil), ("320189", 0, nil), ("400189", 0, nil), ("720189", 0, nil),
            ("011389", 0, nil), ("010089", 0, nil), ("290288", 0, "29-02-1988"), ("710390", 0, "31-03-1990"),
        ] as [(String, Int, String?)])
    func century(digits: String, leastAge: Int, printed: String?) throws {
        let nik = try #require(NIK("320405" + digits + "0001"))
        #expect(nik.birthDate(notAfter: Self.today, leastAge: leastAge)?.description == printed)
        #expect(
            nik.birthDateCheck(today: Self.today).result == (nik.birthDate(notAfter: Self.today) == nil ? .fail : .pass)
        )
    }

    @Test(
        "against the printed birth date",
        arguments: [
            ("170845", "17-08-1945", NIKCheck.Result.pass), ("570845", "17-08-1945", .pass),
            ("170845", "18-08-1945", .fail), ("170845", "17-08-2045", .pass), ("420890", "02-08-1990", .pass),
            ("420890", "42-08-1990", .unknown), ("290200", "29-02-2000", .pass), ("290200", "28-02-1900", .fail),
            ("310489", "30-04-1989", .fail), ("170845", "17/08/1945", .unknown), ("170845", nil, .unknown),
            ("170845", "", .unknown),
        ] as [(String, String?, NIKCheck.Result)])
    func printedDate(digits: String, printed: String?, result: NIKCheck.Result) throws {
        let check = try #require(NIK("320405" + digits + "0001")).check(birthDate: printed)
        #expect(check.result == result)
        #expect(check.code.rawValue == "nik.birth_date")
        #expect(result == .unknown || check.expected == printed)
    }

    @Test(
        "against the printed sex",
        arguments: [
            ("17", "LAKI-LAKI", NIKCheck.Result.pass), ("57", "LAKI-LAKI", .fail), ("57", "PEREMPUAN", .pass),
            ("57", "FEMALE", .pass), ("17", "FEMALE", .fail), ("17", "MALE", .pass), ("17", nil, .unknown),
            ("17", "?", .unknown), ("35", "LAKI-LAKI", .unknown),
        ] as [(String, String?, NIKCheck.Result)])
    func printedSex(day: String, printed: String?, result: NIKCheck.Result) throws {
        #expect(try #require(NIK("320405" + day + "08450001")).check(sex: printed).result == result)
    }

    @Test(
        "examining a text",
        .enabled(if: Lists.areThere),
        arguments: [
            // length, digits, province, regency, district, birth date, serial: p, f or ?
            ("3204051708450001", "ppppppp"), (" 3204051708450001\n", "ppppppp"), ("320405170845000", "fp?????"),
            ("32040517084500011", "fp?????"), ("32O4051708450001", "pf?????"), ("", "ff?????"), ("abc", "ff?????"),
            ("3204051708450000", "ppppppf"), ("3204053104890001", "pppppfp"), ("9904051708450001", "ppf??pp"),
            ("0000001708450001", "ppf??pp"), ("3204991708450001", "pppp?pp"), ("3204001708450001", "ppppfpp"),
            // No history explains these.
            ("3299051708450001", "pppf?pp"), ("3340011708450001", "pppf?pp"), ("3200011708450001", "pppf?pp"),
            // Jawa Barat had Banten, Maluku had Maluku Utara.
            ("3219011708450001", "ppp??pp"), ("8112011708450001", "ppp??pp"),
            // East Timor; what was in Papua, in Kalimantan Timur and in Sulawesi Selatan.
            ("5401011708450001", "pp???pp"), ("9101011708450001", "pppp?pp"), ("9128011708450001", "pppp?pp"),
            ("9271011708450001", "pppp?pp"), ("6473011708450001", "pppp?pp"), ("7321011708450001", "pppp?pp"),
            ("9129011708450001", "ppp??pp"),
        ])
    func examine(text: String, results: String) {
        let checks = NIK.examine(text, with: Lists.gazetteer, today: Self.today)
        let letters: [NIKCheck.Result: String] = [.pass: "p", .fail: "f", .unknown: "?"]
        #expect(checks.map { letters[$0.result] ?? "" }.joined() == results)
        #expect(checks.map(\.code) == Array(NIKCheck.Code.allCases.prefix(7)))
        guard let nik = NIK(text) else { return }
        #expect(nik.examine(with: Lists.gazetteer, today: Self.today) == checks)
    }

    @Test("a code's region is told, also a former one", .enabled(if: Lists.areThere))
    func regions() throws {
        let nik = try #require(NIK("6473011708450001"))
        let checks = nik.examine(with: Lists.gazetteer, today: Self.today)
        #expect(checks[2].expected == "KALIMANTAN TIMUR" && checks[2].found == "64")
        #expect(checks[3].expected == "KOTA TARAKAN" && checks[3].found == "64.73")
        #expect(Gazetteer.formerName(code: "6473") == "KOTA TARAKAN")
        #expect(Gazetteer.formerName(code: "54") == "TIMOR TIMUR")
        #expect(Gazetteer.formerName(code: "32.04") == nil)
    }

    @Test(
        "no certain former code is a code of today, and each of Papua's moved to a regency of the same name",
        .enabled(if: Lists.areThere))
    func formerCodes() {
        let names = Set(Lists.gazetteer.regions(.regency).flatMap(\.printedForms))
        var count = 0
        for number in 1_101...9_699 {
            guard let former = Gazetteer.formerName(code: "\(number)") else { continue }
            count += 1
            #expect(Lists.gazetteer.region(code: "\(number)") == nil, "\(number)")
            if former != "KABUPATEN POLEWALI MAMASA" { #expect(names.contains(former), "\(former)") }
        }
        #expect(count == 36)
    }

    @Test(
        "dates",
        arguments: [
            ("29-02-2000", true), ("29-02-1900", false), ("31-04-1990", false), ("1-1-1990", false),
            ("01-01-0000", false), ("00-01-1990", false), ("01-13-1990", false), ("31-12-1999", true),
            ("01-01-1990 ", false), ("٠١-٠١-١٩٩٠", false),
        ])
    func dates(text: String, isDate: Bool) {
        #expect(CalendarDate(printed: text)?.description == (isDate ? text : nil))
    }
}
