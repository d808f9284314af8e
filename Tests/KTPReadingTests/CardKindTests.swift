import CardVision
import Gazetteer
import KTPReading
import Testing

@Suite("Kind of card")
struct CardKindTests {
    private static func field(_ value: String, confidence: Double = 0.99, rule: String? = nil) -> Field {
        Field(value: value, text: value, confidence: confidence, rule: rule)
    }

    /// What a citizen's card of 2016 says.
    private static let citizen: [FieldKey: Field] = [
        .sex: field("LAKI-LAKI"), .religion: field("ISLAM"), .maritalStatus: field("KAWIN"), .nationality: field("WNI"),
        .validUntil: field("SEUMUR HIDUP"), .issueDate: field("04-10-2016"),
    ]

    private static func kind(_ changes: [FieldKey: Field]) -> CardKind {
        CardKind(of: citizen.merging(changes) { $1 })
    }

    @Test("a citizen's card needs no reasons, and one of which nothing was read is taken for such")
    func usual() {
        #expect(Self.kind([:]).kind == .ektp)
        #expect(Self.kind([:]).reasons.isEmpty)
        #expect(CardKind(of: [:]).kind == .ektp)
        #expect(Self.kind([.validUntil: Self.field("17-08-2017")]).kind == .ektp)
    }

    @Test("English words and another country make it a foreigner's, each a reason")
    func foreigner() {
        let kind = Self.kind([
            .sex: Self.field("PEREMPUAN", rule: "sex.translated"), .maritalStatus: Self.field("MARRIED"),
            .nationality: Self.field("FRANCE"), .issueDate: Self.field("01-02-2009"),
        ])
        #expect(kind.kind == .foreignerEKTP)
        #expect(
            kind.reasons == ["jenis_kelamin.english", "status_perkawinan.english", "kewarganegaraan.foreign"])
        #expect(Self.kind([.nationality: Self.field("JAPAN")]).reasons == ["kewarganegaraan.foreign"])
    }

    @Test("early dates make it an older card, if they are sure")
    func older() {
        let issued = Self.kind([.issueDate: Self.field("31-12-2010")])
        #expect(issued.kind == .olderKTP)
        #expect(issued.reasons == ["tgl_terbit.before_2011"])
        let ended = Self.kind([.validUntil: Self.field("31-12-2015"), .issueDate: .absent])
        #expect(ended.kind == .olderKTP)
        #expect(ended.reasons == ["berlaku_hingga.before_2016"])
        #expect(Self.kind([.issueDate: Self.field("01-01-2011")]).kind == .ektp)
        #expect(Self.kind([.validUntil: Self.field("01-01-2016")]).kind == .ektp)
        #expect(Self.kind([.issueDate: Self.field("31-12-2010", confidence: 0.89)]).kind == .ektp)
        #expect(Self.kind([.issueDate: Self.field("99-99-2001")]).kind == .ektp)
    }

    @Test(
        "a citizen's card is in force whatever date it has, others until theirs",
        arguments: [
            ("SEUMUR HIDUP", .ektp, .pass), ("17-08-2017", .ektp, .pass),
            (nil, .ektp, .unknown), ("17-08-20", .ektp, .unknown), ("10-05-2026", .foreignerEKTP, .pass),
            ("11-05-2026", .foreignerEKTP, .pass), ("09-05-2026", .foreignerEKTP, .fail),
            ("17-08-2012", .olderKTP, .fail), ("SEUMUR HIDUP", .olderKTP, .pass), (nil, .foreignerEKTP, .unknown),
        ] as [(String?, CardReading.Card.Kind, CardReading.Check.Result)])
    func validity(printed: String?, kind: CardReading.Card.Kind, expected: CardReading.Check.Result) throws {
        let today = try #require(CalendarDate(printed: "10-05-2026"))
        let check = CardReading.Check(validUntil: printed.map { Self.field($0) }, on: kind, today: today)
        #expect(check.code == "valid_until.in_force")
        #expect(check.result == expected)
        #expect(check.found == printed)
        #expect(check.expected == (kind == .ektp ? "SEUMUR HIDUP" : nil))
    }

    @Test(
        "the photo's ground goes by the year of birth, a foreigner's is orange, an older card's anything",
        arguments: [
            (.red, "17-08-1991", .ektp, .pass, "red"),
            (.blue, "17-08-1991", .ektp, .fail, "red"), (.blue, "02-12-1996", .ektp, .pass, "blue"),
            (.orange, "02-12-1996", .ektp, .fail, "blue"), (nil, "02-12-1996", .ektp, .unknown, "blue"),
            (.red, nil, .ektp, .unknown, nil), (.red, "1996", .ektp, .unknown, nil),
            (.orange, "11-04-1983", .foreignerEKTP, .pass, "orange"),
            (.red, "11-04-1983", .foreignerEKTP, .fail, "orange"), (.red, "11-04-1983", .olderKTP, .unknown, nil),
        ] as [(PhotoGround?, String?, CardReading.Card.Kind, CardReading.Check.Result, String?)])
    func ground(
        ground: PhotoGround?, birthDate: String?, kind: CardReading.Card.Kind, result: CardReading.Check.Result,
        expected: String?
    ) {
        let check = CardReading.Check(ground, birthDate: birthDate.map { Self.field($0) }, on: kind)
        #expect(check.code == "photo.ground")
        #expect(check.result == result)
        #expect(check.expected == expected)
        #expect(check.found == ground?.rawValue)
    }
}
