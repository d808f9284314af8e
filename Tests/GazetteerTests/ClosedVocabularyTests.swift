import Gazetteer
import Testing

@Suite("Closed vocabularies and the OCR distance") struct ClosedVocabularyTests {
    private static let occupations = ClosedVocabulary([
        "BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PENSIUNAN", "PEGAWAI NEGERI SIPIL",
        "TENTARA NASIONAL INDONESIA", "KEPOLISIAN RI", "PERDAGANGAN", "PETANI/PEKEBUN", "PETERNAK",
        "BURUH PETERNAKAN", "KARYAWAN SWASTA", "KARYAWAN BUMN", "KARYAWAN BUMD", "KARYAWAN HONORER", "BUPATI",
        "WAKIL BUPATI", "GUBERNUR", "WAKIL GUBERNUR", "DOKTER", "DOSEN", "GURU", "PENATA BUSANA", "PERANCANG BUSANA",
        "PENATA RIAS", "PENATA RAMBUT", "PENYIAR TELEVISI", "PENYIAR RADIO", "ANGGOTA DPR-RI", "ANGGOTA DPD",
        "ANGGOTA BPK", "PEDAGANG", "WIRASWASTA", "LAINNYA", "TUKANG BATU", "TUKANG KAYU", "TUKANG LISTRIK",
    ])
    private static let religions = ClosedVocabulary(
        ["ISLAM", "KRISTEN", "KATOLIK", "HINDU", "BUDDHA", "KHONGHUCU", "KEPERCAYAAN TERHADAP TUHAN YME"],
        variants: ["KATOLIK": ["KATHOLIK"], "BUDDHA": ["BUDHA"], "KHONGHUCU": ["KONGHUCU"], "X": ["Y"]])

    @Test(
        "misread occupations",
        arguments: [
            ("KARYAWAN SWASTA", "KARYAWAN SWASTA"), ("KARYAWANSWASTA", "KARYAWAN SWASTA"),
            ("KARYAWAN SWA5TA", "KARYAWAN SWASTA"), ("BELUM / TIDAK BEKERJA", "BELUM/TIDAK BEKERJA"),
            ("PELAJARIMAHASISWA", "PELAJAR/MAHASISWA"), ("MENGURUS RUNAH TANGGA", "MENGURUS RUMAH TANGGA"),
            ("PERDAGANGAN", "PERDAGANGAN"), ("PEDAGANG", "PEDAGANG"), ("PETERNAK", "PETERNAK"),
            ("PEDA6ANG", "PEDAGANG"),
            ("KARYAWAN BUMD", "KARYAWAN BUMD"), ("KARYAWAN BUMO", "KARYAWAN BUMD"), ("D0SEN", "DOSEN"),
            ("DOKTER", "DOKTER"), ("BUPATI", "BUPATI"), ("WAKIL BUPAT1", "WAKIL BUPATI"), ("wiraswasta", "WIRASWASTA"),
            // Too short, or between two.
            ("KARYAWAN BUM", nil), ("KARYAWAN", nil), ("PENATA", nil), ("PENYIAR", nil), ("ANGGOTA", nil), ("", nil),
            ("TUKANG", nil), ("TUKANG GIGI", nil), ("WAKIL", nil), ("DO", nil),
        ] as [(String, String?)])
    func occupations(reading: String, entry: String?) {
        #expect(Self.occupations.bestMatch(for: reading)?.entry == entry)
    }

    @Test("every entry is itself, and no near pair is merged")
    func entries() {
        for entry in Self.occupations.entries {
            let match = Self.occupations.bestMatch(for: entry)
            #expect(match?.entry == entry)
            #expect(match?.similarity == 1)
        }
        var misreader = Misreader(generator: SeededGenerator(seed: SeededGenerator.seed))
        for entry in Self.occupations.entries {
            for _ in 0..<100 {
                let read = misreader.misread(entry, letters: 2)
                // Misread into another entry, as BUMD into BUMN: nobody can tell.
                let nearest = Self.occupations.candidates(for: read, limit: 1).first?.entry
                guard nearest == entry else { continue }
                let match = Self.occupations.bestMatch(for: read)
                #expect(match == nil || match?.entry == entry, "\(read)")
            }
        }
    }

    @Test(
        "variants give their entry",
        arguments: [("KATHOLIK", "KATOLIK"), ("BUDHA", "BUDDHA"), ("1SLAM", "ISLAM"), ("Y", nil)])
    func variants(reading: String, entry: String?) {
        #expect(Self.religions.bestMatch(for: reading)?.entry == entry)
    }

    @Test("an entry beside one that differs in a letter is itself, and what is near comes after it")
    func neighbours() throws {
        #expect(Self.occupations.bestMatch(for: "KARYAWAN BUMD")?.entry == "KARYAWAN BUMD")
        let near = Self.occupations.candidates(for: "KARYAWAN BUMD", limit: 2).map(\.entry)
        #expect(near == ["KARYAWAN BUMD", "KARYAWAN BUMN"])
        #expect(Self.occupations.contains("KARYAWAN BUMD"))
        #expect(!Self.occupations.contains("KARYAWANBUMD"))
        #expect(!Self.occupations.contains("KARYAWAN"))
        #expect(Self.occupations.candidates(for: "KARYAWAN", limit: 3).count == 3)
        #expect(ClosedVocabulary([]).bestMatch(for: "X") == nil)
        #expect(ClosedVocabulary(["A", "a", "A"]).entries == ["A"])
    }

    @Test("the distance is symmetric, zero for equals, and cheap for look-alikes")
    func distance() throws {
        let names = [
            "KOTA BANDUNG", "K0TA BANDUN6", "NAMA", "NARNA", "PROVINSI", "PHUVINSI", "", "A", "SUKA MAJU", "SUKAMAJU",
        ]
        for left in names {
            #expect(OCRDistance.distance(left, left) == 0)
            for right in names {
                #expect(OCRDistance.distance(left, right) == OCRDistance.distance(right, left), "\(left) \(right)")
                #expect((0...1).contains(OCRDistance.similarity(left, right)))
            }
        }
        let spaced = try #require(OCRDistance.distance("SUKA MAJU", "SUKAMAJU"))
        let alike = try #require(OCRDistance.distance("B0GOR", "BOGOR"))
        let stems = try #require(OCRDistance.distance("NARNA", "NAMA"))
        let other = try #require(OCRDistance.distance("BAGAR", "BOGOR"))
        #expect(0 < spaced && spaced < alike && alike < stems && stems < other)
        #expect(OCRDistance.distance("", "AB") == 2)
        #expect(OCRDistance.distance(String(repeating: "A", count: 121), "A") == nil)
        #expect(OCRDistance.similarity("", "") == 1)
    }

    @Test("names of places", .enabled(if: Lists.areThere))
    func places() {
        let places = Lists.gazetteer.placeNames()
        #expect(places.entries.count > 480)
        for (reading, place) in [
            ("BANDUNG", "BANDUNG"), ("JAKARTA", "JAKARTA"), ("BANDUN6", "BANDUNG"), ("SURABAVA", "SURABAYA"),
            ("JAKARTA SELATAN", "JAKARTA SELATAN"), ("UJUNGPANDANG", "UJUNG PANDANG"),
        ] {
            #expect(places.bestMatch(for: reading)?.entry == place)
        }
    }
}
