import Foundation
import Gazetteer
import KTPReading
import Testing
import TextRecognition

/// What a network said of one character: what it read, and what else it may be.
private struct Heard {
    var character: Character
    var probability: Float = 0.999
    var other: (character: Character, probability: Float)?
}

/// Values of closed lists and regions, decided by the network's probabilities.
@Suite(
    "Likely spellings", .enabled(if: FileManager.default.fileExists(atPath: Resources.directory + "/gazetteer")))
struct LikelihoodTests {
    private static let alphabet = Alphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,-/'+: ")

    /// A line as the recognizer gives it: a step for each character and a blank after it.
    private static func line(_ heard: [Heard], like line: TextLine) -> TextLine {
        let classCount = alphabet.characters.count + 1
        var values: [Float] = []
        func add(_ probabilities: [(Int, Float)]) {
            var row = [Float](repeating: 1e-6, count: classCount)
            for (index, probability) in probabilities { row[index] = probability }
            values += row
        }
        for character in heard {
            var row = [(alphabet.classIndex(of: character.character) ?? 0, character.probability)]
            if let other = character.other {
                row.append((alphabet.classIndex(of: other.character) ?? 0, other.probability))
            }
            add(row)
            add([(0, 0.999)])
        }
        let probabilities = LineProbabilities(stepCount: 2 * heard.count, classCount: classCount, values: values)
        let steps = CTCDecoder(alphabet: alphabet).decode(probabilities)
        return TextLine(quad: line.quad, steps: steps, probabilities: probabilities)
    }

    /// Reads the plain card with one line's characters as the network heard them.
    private static func read(_ old: String, as heard: [Heard]) throws -> [FieldKey: Field] {
        let sheet = Sheet()
        let lines = zip(sheet.boxes, sheet.lines()).map { box, line in
            box.text == old ? Self.line(heard, like: line) : line
        }
        let extractor = FieldExtractor(gazetteer: try Resources.gazetteer.get(), alphabet: alphabet)
        return try #require(extractor.fields(from: lines))
    }

    private static func plainly(_ text: String) -> [Heard] { text.map { Heard(character: $0) } }

    @Test("a letter that the network doubts is the one that makes a known word")
    func doubtful() throws {
        var heard = Self.plainly(": I8LAM")
        heard[3] = Heard(character: "8", probability: 0.9, other: ("S", 0.09))
        let field = try #require(try Self.read(": ISLAM", as: heard)[.religion])
        #expect(field.value == "ISLAM" && field.text == "I8LAM" && field.rule == "vocabulary")
    }

    @Test("a letter that was passed over comes back where the network saw some of it")
    func passedOver() throws {
        var heard = Self.plainly(": ISLAM")
        // At the step of the I the blank is likelier.
        heard[2] = Heard(character: "I", probability: 0.02, other: ("_", 0.97))
        let field = try #require(try Self.read(": ISLAM", as: heard)[.religion])
        #expect(field.value == "ISLAM")
    }

    @Test(
        "what was read well stays, though another word of the list is near",
        arguments: [("BUDHA", FieldKey.religion), ("KATHOLIK", .religion), ("KARYAWAN BUMD", .occupation)])
    func nearPairs(text: String, key: FieldKey) throws {
        let old = key == .religion ? ": ISLAM" : ": KARYAWAN SWASTA"
        #expect(try Self.read(old, as: Self.plainly(": " + text))[key]?.value == text)
    }

    @Test("a word that is in no list is kept as read, when it was read well")
    func unknown() throws {
        let field = try #require(try Self.read(": KARYAWAN SWASTA", as: Self.plainly(": CONSULTANT"))[.occupation])
        #expect(field.value == "CONSULTANT" && field.issues.contains(.notInVocabulary))
    }

    @Test("scraps beside a blank value are no value")
    func scraps() throws {
        let heard = ": HO9".map { Heard(character: $0, probability: 0.5) }
        let field = try #require(try Self.read(": ISLAM", as: heard)[.religion])
        #expect(field.value == nil && field.issues.contains(.unreadable))
    }

    @Test("a district is spelled as listed where the network allows it, and kept where it does not")
    func region() throws {
        var heard = Self.plainly(": 5OREANG")
        heard[2] = Heard(character: "5", probability: 0.97, other: ("S", 0.02))
        #expect(try Self.read(": SOREANG", as: heard)[.district]?.value == "SOREANG")
        #expect(try Self.read(": SOREANG", as: Self.plainly(": TOREANG"))[.district]?.value == "TOREANG")
    }

    @Test("a place of issue is a regency's name with its word before it")
    func issuePlace() throws {
        var heard = Self.plainly("KABUPATEN 8ANDUNG")
        heard[10] = Heard(character: "8", probability: 0.95, other: ("B", 0.04))
        #expect(try Self.read("BANDUNG", as: heard)[.issuePlace]?.value == "KABUPATEN BANDUNG")
    }

    @Test("a digit of the birth date that the network doubts is the NIK's")
    func birthDate() throws {
        // The NIK says 25-08-91.
        var heard = Self.plainly(": BANDUNG, 25-08-1961")
        heard[19] = Heard(character: "6", probability: 0.7, other: ("9", 0.29))
        let field = try #require(try Self.read(": BANDUNG, 25-08-1991", as: heard)[.birthDate])
        #expect(field.value == "25-08-1991" && field.rule == "date.nik" && field.text == "25-08-1961")
        #expect(field.candidates.map(\.value) == ["25-08-1961"] && field.confidence > 0.9)
    }

    private static let number = "3204376508919017"

    /// The NIK's field, its line heard with changes at some digits.
    private static func read(number text: String, _ changes: [Int: Heard]) throws -> Field {
        var heard = plainly(": " + text)
        for (digit, change) in changes { heard[2 + digit] = change }
        return try #require(try read(": " + number, as: heard)[.nik])
    }

    @Test("a digit of the NIK that the network doubts is the birth date's, and what was read a candidate")
    func doubtfulDigit() throws {
        let field = try Self.read(
            number: Self.number, [10: Heard(character: "6", probability: 0.7, other: ("9", 0.29))])
        #expect(field.value == Self.number && field.rule == "nik.digits" && field.source == .corrected)
        #expect(field.text == "3204376508619017" && field.confidence > 0.9)
        #expect(field.candidates.map(\.value) == ["3204376508619017"])
    }

    @Test("digits of the NIK that were read well stay, whatever the rest of the card says")
    func otherNumber() throws {
        for text in ["3204376508619017", "3204372508919017", "9904376508919017"] {
            let field = try Self.read(number: text, [:])
            #expect(field.value == text && field.rule == nil && field.source == .read)
        }
    }

    @Test("a digit of the NIK that was passed over comes back where the network saw some of it")
    func passedOverDigit() throws {
        // At the step of the 7 the blank is likelier.
        let field = try Self.read(
            number: Self.number, [5: Heard(character: "7", probability: 0.02, other: ("_", 0.97))])
        #expect(field.text == "320436508919017")
        #expect(field.value == Self.number && field.rule == "nik.digits")
    }

    @Test("a digit of the date of issue that was passed over comes back, and the place above stays")
    func passedOverDateDigit() throws {
        var heard = Self.plainly("04-10-2016")
        heard[6] = Heard(character: "2", probability: 0.02, other: ("_", 0.97))
        let fields = try Self.read("04-10-2016", as: heard)
        let date = try #require(fields[.issueDate])
        #expect(date.text == "04-10-016" && date.value == "04-10-2016" && date.rule == "date.form")
        #expect(fields[.issuePlace]?.value == "BANDUNG")
    }

    @Test("letters in the NIK are the digits that the network saw beside them")
    func lettersInNumber() throws {
        let doubt = Heard(character: "O", probability: 0.9, other: ("0", 0.09))
        let field = try Self.read(number: Self.number, [2: doubt, 13: doubt])
        #expect(field.text == "32O4376508919O17")
        #expect(field.value == Self.number && field.rule == "nik.digits")
    }

    @Test("too few digits are no number, and none is guessed", arguments: ["32043765089", "3204 3765 0891"])
    func fewDigits(text: String) throws {
        let field = try Self.read(number: text, [:])
        #expect(field.value == nil && field.issues.contains(.unreadable))
        #expect(field.confidence == 0)
    }

    @Test("a birth date that was read well stays, whatever the NIK says")
    func otherBirthDate() throws {
        let field = try Self.read(": BANDUNG, 25-08-1991", as: Self.plainly(": BANDUNG, 25-08-1961"))[.birthDate]
        #expect(field?.value == "25-08-1961" && field?.rule == nil)
    }

    @Test("a digit that was passed over comes back from the NIK")
    func lostDigit() throws {
        var heard = Self.plainly(": BANDUNG, 25-08-1991")
        heard[18] = Heard(character: "9", probability: 0.02, other: ("_", 0.97))
        let field = try #require(try Self.read(": BANDUNG, 25-08-1991", as: heard)[.birthDate])
        #expect(field.value == "25-08-1991" && field.text == "25-08-191")
    }

    @Test("a blood type is the likeliest of the thirteen")
    func bloodType() throws {
        var heard = Self.plainly(": R")
        heard[2] = Heard(character: "R", probability: 0.6, other: ("B", 0.3))
        #expect(try Self.read(": O", as: heard)[.bloodType]?.value == "B")
        #expect(try Self.read(": O", as: Self.plainly(": R"))[.bloodType]?.value == nil)
    }

    @Test(
        "a zero in a long word of an address is a letter, in a short one it stays",
        arguments: [("JL. 0EHDEO 14", "JL. OEHDEO 14"), ("GG. MULY0", "GG. MULYO"), ("BLOK C0 20", "BLOK C0 20")])
    func zeros(text: String, expected: String) throws {
        let heard = ": \(text)".map { character in
            Heard(character: character, probability: 0.9, other: character == "0" ? ("O", 0.09) : nil)
        }
        #expect(try Self.read(": JL. MELATI NO. 10", as: heard)[.street]?.value == expected)
    }

    /// The plain card's name, heard with other characters at some places.
    private static func name(_ text: String, _ changes: [Int: Heard]) throws -> Field {
        var heard = plainly(": " + text)
        for (place, change) in changes { heard[2 + place] = change }
        return try #require(try read(": SITI RAHMAWATI", as: heard)[.name])
    }

    @Test("a degree is written as degrees are where the network gives that a chance")
    func degree() throws {
        let field = try Self.name("SITI. S.H.", [4: Heard(character: ".", probability: 0.7, other: (",", 0.29))])
        #expect(field.value == "SITI, S.H." && field.rule == "name.form" && field.text == "SITI. S.H.")
        #expect(field.confidence > 0.9 && field.candidates.map(\.value) == ["SITI. S.H."])
        let spaced = try Self.name("SITI, S. H.", [8: Heard(character: " ", probability: 0.6, other: ("_", 0.39))])
        #expect(spaced.value == "SITI, S.H.")
    }

    @Test(
        "names and degrees that were read well stay as they are",
        arguments: ["SITI. S.H.", "ST. AMINAH", "SITI, S.E, M.M."])
    func writtenName(text: String) throws {
        let field = try Self.name(text, [:])
        #expect(field.value == text && field.rule == nil)
    }

    @Test("a Balinese article stands apart where the network saw a space")
    func article() throws {
        let heard = Heard(character: " ", probability: 0.1, other: ("_", 0.89))
        #expect(try Self.name("I PUTU SARI", [1: heard]).value == "I PUTU SARI")
        #expect(try Self.name("IPUTU SARI", [:]).value == "IPUTU SARI")
    }

    @Test("WNI is read through a misread letter")
    func nationality() throws {
        var heard = Self.plainly(": HNI")
        heard[2] = Heard(character: "H", probability: 0.9, other: ("W", 0.08))
        #expect(try Self.read(": WNI", as: heard)[.nationality]?.value == "WNI")
    }
}
