import CardVision
import Gazetteer
import KTPReading
import Testing

@Suite("kinds of cards, and the checks that depend on them")
struct CardKindTests {
    private static func fields(_ values: [FieldKey: String], confidence: Double = 0.99) -> [FieldKey: Field] {
        values.mapValues { Field(value: $0, text: $0, confidence: confidence) }
    }

    @Test(
        "a card is told by what it says",
        arguments: [
            ([.nationality: "WNI", .validUntil: "SEUMUR HIDUP"], .ektp, []),
            ([.nationality: "WNI", .validUntil: "17-08-2017", .issueDate: "04-10-2012"], .ektp, []),
            ([.nationality: "JAPAN"], .foreignerEKTP, ["kewarganegaraan.foreign"]),
            (
                [.issueDate: "04-10-2008", .validUntil: "17-08-2013"], .olderKTP,
                ["tgl_terbit.before_2011", "berlaku_hingga.before_2016"]
            ),
            ([.validUntil: "17-08-2014"], .olderKTP, ["berlaku_hingga.before_2016"]), ([:], .ektp, []),
        ] as [([FieldKey: String], CardReading.Card.Kind, [String])])
    func kinds(values: [FieldKey: String], kind: CardReading.Card.Kind, reasons: [String]) {
        let told = CardKind(of: Self.fields(values))
        #expect(told.kind == kind && told.reasons == reasons)
    }

    @Test("a date that is not sure tells nothing")
    func doubtful() {
        #expect(CardKind(of: Self.fields([.issueDate: "04-10-2008"], confidence: 0.8)).kind == .ektp)
    }

    @Test("words of foreigners' cards tell one")
    func english() {
        var fields = Self.fields([.sex: "LAKI-LAKI"])
        fields[.sex]?.rule = "sex.translated"
        let told = CardKind(of: fields)
        #expect(told.kind == .foreignerEKTP && told.reasons == ["jenis_kelamin.english"])
    }

    @Test(
        "a citizen's e-KTP is for life, a foreigner's and an older one end",
        arguments: [
            (.ektp, "SEUMUR HIDUP", .pass), (.ektp, "17-08-2017", .pass), (.ektp, nil, .unknown),
            (.foreignerEKTP, "17-08-2017", .fail), (.foreignerEKTP, "17-08-2030", .pass),
            (.olderKTP, "17-08-2013", .fail), (.foreignerEKTP, nil, .unknown),
        ] as [(CardReading.Card.Kind, String?, CardReading.Check.Result)])
    func validity(kind: CardReading.Card.Kind, printed: String?, result: CardReading.Check.Result) throws {
        let today = try #require(CalendarDate(year: 2026, month: 1, day: 1))
        let check = CardReading.Check(validUntil: Field(value: printed), on: kind, today: today)
        #expect(check.code == "valid_until.in_force" && check.result == result && check.found == printed)
    }

    @Test(
        "the photo's ground is compared with the parity of the birth year",
        arguments: [
            (.red, "17-08-1991", .ektp, .pass), (.blue, "17-08-1990", .ektp, .pass),
            (.blue, "17-08-1991", .ektp, .fail),
            (.orange, "17-08-1991", .foreignerEKTP, .pass), (.red, "17-08-1991", .foreignerEKTP, .fail),
            (.red, nil, .ektp, .unknown), (nil, "17-08-1991", .ektp, .unknown),
            (.red, "17-08-1991", .olderKTP, .unknown),
        ] as [(PhotoGround?, String?, CardReading.Card.Kind, CardReading.Check.Result)])
    func ground(ground: PhotoGround?, born: String?, kind: CardReading.Card.Kind, result: CardReading.Check.Result) {
        #expect(CardReading.Check(ground, birthDate: Field(value: born), on: kind).result == result)
    }
}
