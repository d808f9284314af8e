import Evaluation
import Testing

@Suite("Alignment")
struct AlignmentTests {
    @Test(
        "the distance is the fewest characters put in, left out or exchanged",
        arguments: [
            ("", "", 0), ("", "ABC", 3), ("ABC", "", 3), ("KAWIN", "KAWIN", 0), ("KAWIN", "KAWLN", 1),
            ("KITTEN", "SITTING", 3), ("BUDI SANTOSO", "BUDISANTOSO", 1), ("AB", "BA", 2), ("3201", "13201", 1),
        ])
    func distance(expected: String, found: String, distance: Int) {
        #expect(Alignment(expected: expected, found: found).distance == distance)
        #expect(Alignment(expected: found, found: expected).distance == distance)
    }

    @Test("steps name what was exchanged, left out and put in")
    func steps() {
        let exchanged = Alignment(expected: "B8", found: "BB").steps.filter { !$0.isMatch }
        #expect(exchanged == [Alignment.Step(expected: "8", found: "B")])
        let leftOut = Alignment(expected: "A B", found: "AB").steps.filter { !$0.isMatch }
        #expect(leftOut == [Alignment.Step(expected: " ", found: nil)])
        let putIn = Alignment(expected: "AB", found: "A.B").steps.filter { !$0.isMatch }
        #expect(putIn == [Alignment.Step(expected: nil, found: ".")])
    }

    @Test("the steps spell both strings", arguments: [("JL. MERDEKA", "JLMERDEKAA"), ("", "X"), ("ABCABC", "BCA")])
    func spelling(expected: String, found: String) {
        let steps = Alignment(expected: expected, found: found).steps
        #expect(String(steps.compactMap(\.expected)) == expected)
        #expect(String(steps.compactMap(\.found)) == found)
    }
}
