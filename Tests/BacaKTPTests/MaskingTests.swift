import CommandLineTool
import KTPReading
import Testing

@Suite("Masking")
struct MaskingTests {
    @Test(
        "a mask keeps what is told of it and one length",
        arguments: [
            (FieldKey.nik, "3201120101900001", "************0001"), (.nik, "320112010190", "****************"),
            (.name, "BUDI SANTOSO", "B*** S***"), (.name, "M. O", "M*** O***"),
            (.birthDate, "01-01-1990", "**-**-1990"),
            (.birthDate, "1-1-1990", "**-**-****"), (.street, "JL. A", "***"), (.village, "CIHAMPELAS", "CIHAMPELAS"),
        ])
    func values(key: FieldKey, value: String, expected: String) {
        #expect(Masking.partial.mask(value, of: key) == expected)
    }

    @Test("text, candidates and checks of a reading hide the same")
    func reading() {
        let masked = CardReading.sample().masked()
        #expect(masked.fields[.name]?.text == "***")
        #expect(masked.fields[.village]?.text == "CIHAMPELAS")
        #expect(masked.fields[.birthDate]?.candidates.map(\.value) == ["**-**-1990"])
        #expect(masked.checks == [CardReading.Check(code: "nik.birth_date", result: .pass)])
        #expect(masked[.issueDate] == nil)
        #expect(masked.fields[.nik]?.confidence == 0.99)
    }
}
