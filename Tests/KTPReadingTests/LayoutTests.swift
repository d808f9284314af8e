import Foundation
import Gazetteer
import KTPReading
import Raster
import Testing
import TextRecognition

/// One way in which a card differs from the plain one, and what must be read all the same.
struct LayoutCase: CustomTestStringConvertible, Sendable {
    var name: String
    var expected: [FieldKey: String?]
    var scale: Float = 1
    var tilt: Float = 0
    var edit: @Sendable (inout Sheet) -> Void

    init(
        _ name: String, _ expected: [FieldKey: String?], scale: Float = 1, tilt: Float = 0,
        edit: @escaping @Sendable (inout Sheet) -> Void = { _ in }
    ) {
        (self.name, self.expected, self.scale, self.tilt, self.edit) = (name, expected, scale, tilt, edit)
    }

    var testDescription: String { name }
}

/// What the plain sheet holds.
let plain: [FieldKey: String?] = [
    .nik: "3204376508919017", .name: "SITI RAHMAWATI", .birthPlace: "BANDUNG", .birthDate: "25-08-1991",
    .sex: "PEREMPUAN", .bloodType: "O", .street: "JL. MELATI NO. 10", .rtRW: "003/011", .village: "PAMEKARAN",
    .district: "SOREANG", .religion: "ISLAM", .maritalStatus: "KAWIN", .occupation: "KARYAWAN SWASTA",
    .nationality: "WNI", .validUntil: "SEUMUR HIDUP", .issuePlace: "BANDUNG", .issueDate: "04-10-2016",
    .regency: "KABUPATEN BANDUNG", .province: "JAWA BARAT",
]

/// The inputs that label-matching readers get wrong: each keeps every field that it does not change.
let layoutCases: [LayoutCase] = [
    LayoutCase("the plain card", [:]),
    LayoutCase("a KOTA header", [.regency: "KOTA BANDUNG"]) { $0.replace("KABUPATEN BANDUNG", with: "KOTA BANDUNG") },
    LayoutCase("a Jakarta header", [.regency: "JAKARTA SELATAN", .province: "DKI JAKARTA"]) {
        $0.replace("PROVINSI JAWA BARAT", with: "PROVINSI DKI JAKARTA")
        $0.replace("KABUPATEN BANDUNG", with: "JAKARTA SELATAN")
    },
    LayoutCase("a scrap of the label before WNI", [.nationality: "WNI"]) { $0.set("Kewarganegaraan", "nWNI") },
    LayoutCase(
        "a place of issue that sticks to a long occupation",
        [.occupation: "PEGAWAI NEGERI SIPIL (PNS)", .issuePlace: "KABUPATEN BANDUNG"]
    ) {
        $0.remove("BANDUNG")
        $0.set("Pekerjaan", "PEGAWAI NEGERI SIPIL (PNS)KABUPATEN BANDUNG")
        for index in $0.boxes.indices where $0.boxes[index].text == "04-10-2016" {
            ($0.boxes[index].x, $0.boxes[index].y) = (641, 489)
        }
    },
    LayoutCase("a scrap of other print behind the RT and RW", [.rtRW: "003/011"]) { $0.set("RT/RW", "003/011 A") },
    LayoutCase("a gap between two digits of a date", [.issueDate: "04-10-2016"]) {
        $0.replace("04-10-2016", with: "0 4-10-2016")
    },
    LayoutCase("words of the ground beside values", [:]) {
        $0.addGroundWords("PENDUDUK KA", x: 480, y: Sheet.ys[10])
        $0.addGroundWords("TANDA", x: 350, y: Sheet.ys[11])
        $0.addGroundWords("KARTU", x: 760, y: 458)
    },
    LayoutCase("words of the ground in one box with values", [:]) {
        $0.appendGroundWords(" P", to: ": WNI")
        $0.appendGroundWords("DA", to: "BANDUNG")
        $0.appendGroundWords(" UDUK", to: ": KARYAWAN SWASTA")
    },
    LayoutCase("print under light beside words of the ground", [.village: "PAMEKARAN"]) {
        $0.set("Kel/Desa", "PAMEKARAN")
        $0.putUnderLight(": PAMEKARAN", characters: 5)
        $0.appendGroundWords(" P", to: ": WNI")
    },
    LayoutCase("a letter of a stamp behind a village", [.village: "PAMEKARAN"]) { $0.set("Kel/Desa", "PAMEKARAN A") },
    LayoutCase("a number of a stamp behind a regency", [.regency: "KABUPATEN BANDUNG"]) {
        $0.replace("KABUPATEN BANDUNG", with: "KABUPATEN BANDUNG 02")
    },
    LayoutCase("a short province's name with a letter misread", [.province: "ACEH", .regency: "KABUPATEN ACEH UTARA"]) {
        $0.replace("PROVINSI JAWA BARAT", with: "PROVINSI ACEE")
        $0.replace("KABUPATEN BANDUNG", with: "KABUPATEN ACEH UTARA")
    },
    LayoutCase("letters of a stamp before a regency", [.regency: "KABUPATEN BANDUNG"]) {
        $0.replace("KABUPATEN BANDUNG", with: "JeucKABUPATEN BANDUNG")
    },
    LayoutCase("a village's number that no list has", [.village: "PAMEKARAN II"]) {
        $0.set("Kel/Desa", "PAMEKARAN II")
    },
    LayoutCase("a letter of the ground for a religion", [.religion: nil]) { $0.set("Agama", "A") },
    LayoutCase("a stamp behind a dash for the blood type", [.bloodType: "-"]) { $0.replace(": O", with: ": -IO") },
    LayoutCase("a stamp behind a blood type", [.bloodType: "O"]) { $0.replace(": O", with: ": OK") },
    LayoutCase("an abbreviation stuck to the street", [.street: "KP KRAMAT"]) { $0.set("Alamat", "KPKRAMAT") },
    LayoutCase("an office in the street", [.street: "JL. KPKNL"]) { $0.set("Alamat", "JL. KPKNL") },
    LayoutCase("a number stuck to the next word", [.street: "JL. MELATI BLOK EE5 KAV. 203"]) {
        $0.set("Alamat", "JL. MELATI BLOK EE5KAV. 203")
    },
    LayoutCase("a slash at the street's end", [.street: "JL. MELATI 220"]) { $0.set("Alamat", "JL. MELATI 220/") },
    LayoutCase("a KOTA header and a blood type in a box of its own", [.regency: "KOTA BANDUNG", .bloodType: "B"]) {
        $0.replace("KABUPATEN BANDUNG", with: "KOTA BANDUNG")
        $0.replace(": O", with: "B")
    },
    LayoutCase("blood type O with the province unread", [.province: nil]) { $0.remove("PROVINSI JAWA BARAT") },
    LayoutCase("a header in one box", [:]) {
        $0.replace("PROVINSI JAWA BARAT", with: "PROVINSI JAWA BARAT KABUPATEN BANDUNG")
        $0.remove("KABUPATEN BANDUNG")
    },
    LayoutCase("a Jakarta header in one box", [.regency: "JAKARTA PUSAT", .province: "DKI JAKARTA"]) {
        $0.replace("PROVINSI JAWA BARAT", with: "PROVINSI DKI JAKARTA JAKARTA PUSAT")
        $0.remove("KABUPATEN BANDUNG")
    },
    LayoutCase("header words run together", [.regency: "KOTA BANDUNG"]) {
        $0.replace("KABUPATEN BANDUNG", with: "KOTABANDUNG")
        $0.replace("PROVINSI JAWA BARAT", with: "PROVINSIJAWABARAT")
    },
    LayoutCase("a misspelt header word", [:]) { $0.replace("PROVINSI JAWA BARAT", with: "PHUVINSI JAWA BARAT") },
    LayoutCase("KAWIN without a colon", [:]) { $0.set("Status Perkawinan", "KAWIN", colon: "") },
    LayoutCase("a name with NIK in it", [.name: "MONIKA SARI"]) { $0.set("Nama", "MONIKA SARI") },
    LayoutCase("a name with NIK in it, no colon", [.name: "AGUS NIKMAT"]) { $0.set("Nama", "AGUS NIKMAT", colon: "") },
    LayoutCase("another name with NIK in it", [.name: "SRI NIKEN"]) { $0.set("Nama", "SRI NIKEN", colon: "") },
    LayoutCase("a name with NAMA in it, no colon", [.name: "PURNAMA SARI"]) {
        $0.set("Nama", "PURNAMA SARI", colon: "")
    },
    LayoutCase("a name like a label", [.name: "AGAM"]) { $0.set("Nama", "AGAM", colon: "") },
    LayoutCase("a village with AGAMA in it", [.village: "SUKANAGAMA"]) { $0.set("Kel/Desa", "SUKANAGAMA") },
    LayoutCase("a district like a label", [.district: "SALAM"]) { $0.set("Kecamatan", "SALAM", colon: "") },
    LayoutCase("a village with LAMA in it", [.village: "PASAR LAMA"]) { $0.set("Kel/Desa", "PASAR LAMA", colon: "") },
    LayoutCase("an address with a label in it", [.street: "KP KECAMATAN LAMA"]) {
        $0.set("Alamat", "KP KECAMATAN LAMA", colon: "")
    },
    LayoutCase("a full stop for the comma", [:]) { $0.set("Tempat/Tgl Lahir", "BANDUNG. 25-08-1991") },
    LayoutCase("no comma", [:]) { $0.set("Tempat/Tgl Lahir", "BANDUNG 25-08-1991") },
    LayoutCase("label and value in one box, no colon", [:]) { $0.merge("Nama", as: "Nama SITI RAHMAWATI") },
    LayoutCase("every label and value in one box", [:]) { sheet in
        for (index, row) in Sheet.labels.enumerated() where row.label != "Jenis Kelamin" {
            sheet.merge(row.label, as: row.label + " : " + Sheet.values[index])
        }
    },
    LayoutCase("misread labels", [:]) {
        $0.setLabel("Nama", "Narna")
        $0.setLabel("Alamat", "Alarnat")
        $0.setLabel("Tempat/Tgl Lahir", "Tempatgi Lahir")
    },
    LayoutCase("labels missing", [:]) {
        $0.setLabel("Nama", nil)
        $0.setLabel("Alamat", nil)
        $0.setLabel("Agama", nil)
        $0.setLabel("Pekerjaan", nil)
    },
    LayoutCase("sex and blood type in one box", [.bloodType: "B"]) {
        $0.remove("Gol. Darah")
        $0.remove(": O")
        $0.set("Jenis Kelamin", "PEREMPUAN Gol. Darah : B")
    },
    LayoutCase("the blood type's label unread", [.bloodType: "AB"]) {
        $0.remove("Gol. Darah")
        $0.replace(": O", with: ": AB")
    },
    LayoutCase("a dash for the blood type", [.bloodType: "-"]) { $0.replace(": O", with: ": -") },
    LayoutCase("a plus whose bar was read by itself", [.bloodType: "O+"]) { $0.replace(": O", with: ": O-+") },
    LayoutCase("a rhesus factor", [.bloodType: "AB+"]) { $0.replace(": O", with: ": AB+") },
    LayoutCase("a colon of the blood type read as a dash", [.bloodType: "A"]) { $0.replace(": O", with: "- A") },
    LayoutCase("a zero for the blood type", [.bloodType: "O"]) { $0.replace(": O", with: ": 0") },
    LayoutCase("no blood type", [.bloodType: nil]) { $0.replace(": O", with: ":") },
    LayoutCase("a two-line name", [.name: "SITI RAHMAWATI PUTRI KUSUMANINGRUM"]) {
        $0.addLine(under: "Nama", "PUTRI KUSUMANINGRUM")
    },
    LayoutCase("a title on the name's second line", [.name: "SITI RAHMAWATI, S.H."]) {
        $0.set("Nama", "SITI RAHMAWATI,")
        $0.addLine(under: "Nama", "S.H.", pushingUp: true)
    },
    LayoutCase("a two-line address that pushes up", [.street: "JL. MELATI NO. 10 BLOK C-12"]) {
        $0.addLine(under: "Alamat", "BLOK C-12", pushingUp: true)
    },
    LayoutCase("a two-line address on a larger image", [.street: "JL. MELATI NO. 10 BLOK C-12"], scale: 2) {
        $0.addLine(under: "Alamat", "BLOK C-12")
    },
    LayoutCase("a three-line address", [.street: "JL. MELATI NO. 10 BLOK C-12 PERUM GRIYA"]) {
        $0.addLine(under: "Alamat", "PERUM GRIYA")
        $0.addLine(under: "Alamat", "BLOK C-12")
    },
    LayoutCase("a two-line occupation", [.occupation: "ANGGOTA DPRD KABUPATEN/KOTA"]) {
        $0.set("Pekerjaan", "ANGGOTA DPRD")
        $0.addLine(under: "Pekerjaan", "KABUPATEN/KOTA")
    },
    LayoutCase("RT/RW's label unread", [:]) { $0.setLabel("RT/RW", nil) },
    LayoutCase("RT/RW without a slash", [:]) { $0.set("RT/RW", "003011") },
    LayoutCase("half size", [:], scale: 0.5),
    LayoutCase("0.35 of the size", [:], scale: 0.35),
    LayoutCase("three times the size", [:], scale: 3),
    LayoutCase("five degrees of tilt", [:], tilt: 5),
    LayoutCase("five degrees the other way at twice the size", [:], scale: 2, tilt: -5),
    LayoutCase("a foreigner's card", [.sex: "PEREMPUAN", .maritalStatus: "UNMARRIED", .nationality: "JAPAN"]) {
        $0.set("Jenis Kelamin", "FEMALE")
        $0.set("Status Perkawinan", "UNMARRIED")
        $0.set("Kewarganegaraan", "JAPAN")
    },
    LayoutCase("a registered marriage", [.maritalStatus: "KAWIN TERCATAT"]) {
        $0.set("Status Perkawinan", "KAWIN TERCATAT")
    },
    LayoutCase("letters in the NIK", [.nik: "3204016508919011"]) { $0.set("NIK", "32O4O16508919O1l") },
    LayoutCase("a colon in the address", [.street: "KP. CIKUYA NO:10"]) { $0.set("Alamat", "KP. CIKUYA NO:10") },
    LayoutCase("a zero for the O of a number", [.street: "GG. NONA NO. 8 RT 008 RW 001"]) {
        $0.set("Alamat", "GG. NONA N0. 8 RT 00B RW 0O1")
    },
    LayoutCase("letters behind RT are no digits", [.street: "KOMP. RT ABC NO. 1"]) {
        $0.set("Alamat", "KOMP. RT ABC NO. 1")
    },
    LayoutCase("an address that ends in a date", [.street: "JL. PROKLAMASI 17-08-1945"]) {
        $0.set("Alamat", "JL. PROKLAMASI 17-08-1945")
    },
    LayoutCase("a birth place like a marital status", [.birthPlace: "BELU"]) {
        $0.set("Tempat/Tgl Lahir", "BELU, 25-08-1991")
    },
    LayoutCase("an expiry date", [.validUntil: "25-08-2017"]) { $0.set("Berlaku Hingga", "25-08-2017") },
    LayoutCase("background words", [:]) {
        $0.boxes.append(Sheet.Box(text: "KARTU", x: 560, y: 400))
        $0.boxes.append(Sheet.Box(text: "NDUDUK", x: 800, y: 75))
        $0.boxes.append(Sheet.Box(text: "SPECIMEN", x: 300, y: 600))
    },
    LayoutCase("an apostrophe and a full stop", [.name: "NUR'AINI ST. MARYAM"]) {
        $0.set("Nama", "NUR'AINI ST. MARYAM")
    },
    LayoutCase("a place of issue wider than the photo", [.issuePlace: "KABUPATEN MUSI BANYUASIN"]) {
        $0.remove("BANDUNG")
        $0.boxes.append(Sheet.Box(text: "KABUPATEN MUSI BANYUASIN", x: 668, y: 443))
    },
    LayoutCase("a misread place of issue that is most like the card's regency", [.issuePlace: "KABUPATEN BANDUNG"]) {
        $0.remove("BANDUNG")
        $0.boxes.append(Sheet.Box(text: "KABUPATEN BANDJNH", x: 700, y: 443))
    },
    LayoutCase("a place of issue in another regency", [.issuePlace: "KABUPATEN BADUNG"]) {
        $0.remove("BANDUNG")
        $0.boxes.append(Sheet.Box(text: "KABUPATEN BADUNG", x: 700, y: 443))
    },
    LayoutCase("a misread place of issue that is more like another regency", [.issuePlace: "KOTA TASIKMALAJJ"]) {
        $0.remove("BANDUNG")
        $0.boxes.append(Sheet.Box(text: "KOTA TASIKMALAJJ", x: 700, y: 443))
    },
    LayoutCase("a place of issue in no list", [.issuePlace: "SOREANG"]) {
        $0.remove("BANDUNG")
        $0.boxes.append(Sheet.Box(text: "SOREANG", x: 740, y: 443))
    },
    LayoutCase("scraps of the ground beside WNI", [:]) { $0.set("Kewarganegaraan", "WNI UK") },
    LayoutCase("near-pairs of occupations", [.occupation: "PEDAGANG"]) { $0.set("Pekerjaan", "PEDAGANG") },
]

@Suite("Reading fields from lines of text")
struct LayoutTests {
    @Test("every field of the card is read from", arguments: layoutCases)
    func readsEveryField(of layoutCase: LayoutCase) throws {
        var sheet = Sheet()
        layoutCase.edit(&sheet)
        let lines = sheet.lines(scale: layoutCase.scale, tilt: layoutCase.tilt)
        let fields = try #require(try Resources.extractor().fields(from: lines))
        for key in FieldKey.allCases {
            let expected = layoutCase.expected[key] ?? plain[key] ?? nil
            #expect(fields[key]?.value == expected, "\(key.rawValue)")
        }
    }

    @Test("the lines' order does not matter")
    func orderDoesNotMatter() throws {
        let lines = Sheet().lines()
        let fields = try #require(try Resources.extractor().fields(from: lines.reversed()))
        for key in FieldKey.allCases { #expect(fields[key]?.value == (plain[key] ?? nil), "\(key.rawValue)") }
    }

    @Test("text that is no card's gives nothing")
    func otherTextGivesNothing() throws {
        var sheet = Sheet()
        sheet.boxes = ["STRUK BELANJA", "TOTAL 120.000", "TUNAI 150.000", "KEMBALI 30.000", "TERIMA KASIH"].enumerated()
            .map { Sheet.Box(text: $1, x: 40, y: 40 + 40 * Float($0)) }
        #expect(try Resources.extractor().fields(from: sheet.lines()) == nil)
        #expect(try Resources.extractor().fields(from: []) == nil)
    }
}

@Suite("Place names that are spelled like labels")
struct PlaceNameTests {
    /// All 7,285 districts and 83,762 villages take minutes; `BACAKTP_TEST_ALL=1` reads every one of them.
    private static let readsAll = ProcessInfo.processInfo.environment["BACAKTP_TEST_ALL"] != nil

    @Test("districts are read from their row, with no colon to help")
    func districts() throws {
        try expectRead(.district, "Kecamatan", Resources.gazetteer.get().regions(.district), every: 12)
    }

    @Test("villages are read from their row, with no colon to help")
    func villages() throws {
        try expectRead(.village, "Kel/Desa", Resources.gazetteer.get().regions(.village), every: 160)
    }

    @Test(
        "names that a label is spelled in are read",
        arguments: [
            "SUKANAGAMA", "NAMANG", "ALAMATO", "AGAMA", "NAMA", "KECAMATAN LAMA", "PEKERJA", "NIKANAN", "SALAM", "AGAM",
        ])
    func namesLikeLabels(_ name: String) throws {
        var sheet = Sheet()
        sheet.set("Kel/Desa", name, colon: "")
        let read = try Resources.extractor().fields(from: sheet.lines())
        #expect(read?[.village]?.text == name)
        #expect(read?[.religion]?.value == "ISLAM")
    }

    private func expectRead(_ key: FieldKey, _ label: String, _ regions: [Region], every step: Int) throws {
        #expect(regions.count > 7000)
        let extractor = try Resources.extractor()
        var lost: [String] = []
        for index in stride(from: 0, to: regions.count, by: Self.readsAll ? 1 : step) {
            let name = regions[index].name.uppercased()
            var sheet = Sheet()
            sheet.set(label, name, colon: "")
            let read = extractor.fields(from: sheet.lines())
            if read?[key]?.text != name || read?[.religion]?.value != "ISLAM" { lost.append(name) }
        }
        #expect(lost.isEmpty, "\(lost.count): \(lost.prefix(20))")
    }
}

@Suite(
    "Labels that were not read",
    .enabled(if: FileManager.default.fileExists(atPath: Resources.directory + "/gazetteer")))
struct UnreadLabelTests {
    /// Reads a sheet of which only the values were read, and where the labels stand is known, and `more` that look like some.
    private static func read(more: [Quad] = [], _ edit: (inout Sheet) -> Void) throws -> [FieldKey: Field] {
        var sheet = Sheet()
        edit(&sheet)
        let labels = Set(Sheet.labels.map(\.label) + ["Gol. Darah"])
        let lines = zip(sheet.boxes, sheet.lines())
        let unread = lines.filter { labels.contains($0.0.text) }.map { box, line in
            // As long as Arial sets it.
            Quad(x: box.x, y: box.y - 10, width: line.quad.width * 0.85, height: 20)
        }
        let values = lines.filter { !labels.contains($0.0.text) }.map(\.1)
        return try #require(try Resources.extractor().fields(from: values, unreadLabels: unread + more))
    }

    private static func expect(
        _ changes: [FieldKey: String?], more: [Quad] = [], _ edit: (inout Sheet) -> Void
    ) throws {
        let fields = try read(more: more, edit)
        for (key, value) in plain.merging(changes, uniquingKeysWith: { $1 }) {
            #expect(fields[key]?.value == value, "\(key)")
        }
    }

    @Test("the plain card reads the same")
    func plainCard() throws { try Self.expect([:]) { _ in } }

    @Test("a second line without a label goes on with the value above")
    func secondLine() throws {
        try Self.expect([.street: "JL. MELATI NO. 10 PERUM GRIYA ASRI"]) {
            $0.addLine(under: "Alamat", "PERUM GRIYA ASRI")
        }
        try Self.expect([.name: "SITI RAHMAWATI KUSUMANINGRUM"]) { $0.addLine(under: "Nama", "KUSUMANINGRUM") }
    }

    @Test("a word of the ground at the left of a second line is no label")
    func groundWordAsLabel() throws {
        let words = Quad(x: 40, y: Sheet.ys[10] + Sheet.pitch - 10, width: 60, height: 20)
        try Self.expect([.occupation: "TENTARA NASIONAL INDONESIA (TNI)"], more: [words]) {
            $0.set("Pekerjaan", "TENTARA NASIONAL")
            $0.addLine(under: "Pekerjaan", "INDONESIA (TNI)")
        }
    }

    @Test("what spells a label may be a value")
    func valueLikeLabel() throws {
        try Self.expect([.name: "ALAMAT NIK"]) { $0.set("Nama", "ALAMAT NIK") }
    }

    @Test("the blood type is what stands behind its label, whatever it is read as")
    func bloodType() throws {
        try Self.expect([.bloodType: "AB"]) { $0.replace(": O", with: "AB") }
        let fields = try Self.read { $0.remove(": O") }
        #expect(fields[.bloodType] == nil && fields[.sex]?.value == "PEREMPUAN")
    }

    @Test("the end of a label that reaches up to its value is no part of it", arguments: ["i", "hi", "ahir", "La hi"])
    func labelReachingItsValue(end: String) throws {
        try Self.expect([:]) { sheet in
            sheet.place(": BANDUNG, 25-08-1991", as: end + "BANDUNG, 25-08-1991", x: 258 - 13 * Float(end.count))
        }
    }

    @Test("a capital that was read as a small letter stays where it stands in the values' column")
    func smallLetterOfValue() throws {
        try Self.expect([.name: "INDRA LESMANA"]) { $0.place(": SITI RAHMAWATI", as: "iNDRA LESMANA", x: 258) }
    }

    @Test("a name in small letters that begins left of the other values stays whole")
    func smallLettersOutOfLine() throws {
        try Self.expect([.name: "BUDI SANTOSO"]) { $0.place(": SITI RAHMAWATI", as: "Budi Santoso", x: 200) }
    }

    @Test("a missing religion leaves the rows around it in their places")
    func missing() throws {
        try Self.expect([.religion: nil]) { $0.remove(": ISLAM") }
    }
}
