import TestSupport
import Testing
import TextRecognition

@Suite("CTC decoding")
struct CTCDecoderTests {
    private static let alphabet = Alphabet("AB1 ")

    /// A table from its likeliest characters, `_` for the blank, and what else has a share in a step.
    private static func table(_ path: String, sharing shares: [Int: (Character, Float)] = [:]) -> LineProbabilities {
        let count = alphabet.classCount
        var values: [Float] = []
        for (time, character) in path.enumerated() {
            var row = [Float](repeating: 0.01, count: count)
            let best = alphabet.classIndex(of: character) ?? 0
            row[best] = 0.9
            if let (other, share) = shares[time] {
                row[alphabet.classIndex(of: other) ?? 0] = share
                row[best] = 0.95 - share
            }
            values += row
        }
        return LineProbabilities(stepCount: path.count, classCount: count, values: values)
    }

    private static func text(_ steps: [TextLine.Step]) -> String { String(steps.map(\.character)) }

    @Test("the plain best path is RapidOCR's", arguments: try Vectors.load("ctc", as: Vectors.Table.self))
    func reference(table: Vectors.Table) {
        var decoder = CTCDecoder(alphabet: Alphabet(table.alphabet))
        decoder.spaceThreshold = 2
        let steps = decoder.decode(table.probabilities)
        #expect(Self.text(steps) == table.text)
        // RapidOCR takes a run's first probability where we take its highest.
        let confidence = steps.isEmpty ? 0 : steps.reduce(0) { $0 + $1.probability } / Float(steps.count)
        #expect(confidence >= table.confidence - 1e-4)
    }

    @Test(
        "repeats merge, blanks part them and are dropped",
        arguments: [
            ("", ""), ("_", ""), ("____", ""), ("A", "A"), ("AAA", "A"), ("A_A", "AA"), ("AAB", "AB"), ("_A__B_", "AB"),
            ("A B", "A B"), ("A  B", "A B"), (" A ", " A "), ("11_1AA1", "11A1"),
        ])
    func table(path: String, expected: String) {
        #expect(Self.text(CTCDecoder(alphabet: Self.alphabet).decode(Self.table(path))) == expected)
    }

    @Test(
        "a space that the blank outweighs is kept from the threshold on",
        arguments: [(Float(0.17), "AB"), (0.18, "A B"), (0.3, "A B"), (0.44, "A B")])
    func narrowSpace(share: Float, expected: String) {
        let table = Self.table("A__B", sharing: [2: (" ", share)])
        #expect(Self.text(CTCDecoder(alphabet: Self.alphabet).decode(table)) == expected)
    }

    @Test("a character tells how likely another was that was passed over before it")
    func passedOver() {
        func passedOver(_ shares: [Int: (Character, Float)]) -> Float? {
            CTCDecoder(alphabet: Self.alphabet).decode(Self.table("A__B", sharing: shares)).last?.passedOver
        }
        #expect(passedOver([1: ("1", 0.4)]) == 0.4)
        #expect(passedOver([:]) == 0.01)
        // What goes on or begins was read.
        #expect(passedOver([1: ("A", 0.4)]) == 0.01 && passedOver([2: ("B", 0.4)]) == 0.01)
    }

    @Test("a threshold over 1 gives the plain best path")
    func plainBestPath() {
        var decoder = CTCDecoder(alphabet: Self.alphabet)
        decoder.spaceThreshold = 1.01
        let table = Self.table("A__B", sharing: [2: (" ", 0.44)])
        #expect(Self.text(decoder.decode(table)) == "AB")
        #expect(Self.text(decoder.decode(Self.table("A B"))) == "A B")
    }

    @Test("no space is added before the first character, after the last, or beside another one")
    func spacesAtEnds() {
        let decoder = CTCDecoder(alphabet: Self.alphabet)
        #expect(Self.text(decoder.decode(Self.table("_A_", sharing: [0: (" ", 0.4), 2: (" ", 0.4)]))) == "A")
        #expect(Self.text(decoder.decode(Self.table("A _B", sharing: [2: (" ", 0.4)]))) == "A B")
        #expect(Self.text(decoder.decode(Self.table("A_ B", sharing: [1: (" ", 0.4)]))) == "A B")
    }

    @Test("characters that are not allowed give way to the likeliest that is")
    func allowing() {
        let decoder = CTCDecoder(alphabet: Self.alphabet)
        let table = Self.table("A_B", sharing: [0: ("1", 0.3)])
        #expect(Self.text(decoder.decode(table)) == "AB")
        #expect(Self.text(decoder.decode(table, allowing: \.isNumber)).first == "1")
        #expect(Self.text(decoder.decode(table, allowing: { _ in false })) == "")
        let spaced = Self.table("A_B", sharing: [1: (" ", 0.4)])
        #expect(Self.text(decoder.decode(spaced, allowing: \.isLetter)) == "AB")
    }

    @Test("a step has its run's highest probability and middle")
    func probabilityAndPosition() throws {
        var values = Self.table("AA_B").values
        values[1 + Self.alphabet.classCount] = 0.95
        let table = LineProbabilities(stepCount: 4, classCount: Self.alphabet.classCount, values: values)
        let decoder = CTCDecoder(alphabet: Self.alphabet)
        let steps = decoder.decode(table)
        #expect(steps.map(\.probability) == [0.95, 0.9])
        #expect(steps.map(\.position) == [0.25, 0.875])
        #expect(decoder.decode(table, contentShare: 0.5).map(\.position) == [0.5, 1])
    }

    @Test("any table decodes to steps within the line, from left to right")
    func anyTable() {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        let decoder = CTCDecoder(alphabet: Self.alphabet)
        for _ in 0..<500 {
            let count = Int.random(in: 0...12, using: &generator)
            let values = (0..<count * 5).map { _ in Float.random(in: 0...1, using: &generator) }
            let steps = decoder.decode(LineProbabilities(stepCount: count, classCount: 5, values: values))
            #expect(steps.allSatisfy { (0...1).contains($0.position) && (0...1).contains($0.probability) })
            let pairs = Array(zip(steps, steps.dropFirst()))
            #expect(pairs.allSatisfy { $0.position <= $1.position }, "seed \(SeededGenerator.seed)")
            #expect(steps.count <= 2 * count, "seed \(SeededGenerator.seed)")
        }
    }

    @Test("classes beyond the alphabet and not-a-numbers decode to nothing")
    func strangeTables() {
        let decoder = CTCDecoder(alphabet: Alphabet("A"))
        let foreign = LineProbabilities(stepCount: 1, classCount: 5, values: [0, 0, 0, 0, 1])
        #expect(decoder.decode(foreign).isEmpty)
        let nothing = LineProbabilities(stepCount: 2, classCount: 2, values: [.nan, .nan, .nan, .nan])
        #expect(decoder.decode(nothing).isEmpty)
    }

    @Test("an alphabet counts the blank and knows its classes")
    func alphabet() {
        #expect(Self.alphabet.classCount == 5)
        #expect(Self.alphabet.classIndex(of: "A") == 1)
        #expect(Self.alphabet.classIndex(of: " ") == 4)
        #expect(Self.alphabet.classIndex(of: "Z") == nil)
    }
}
