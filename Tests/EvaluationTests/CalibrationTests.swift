import Evaluation
import KTPReading
import Testing

@Suite("Calibration")
struct CalibrationTests {
    /// One picture a value: what the card prints, what was read, and how sure the reader was.
    private func calibration(_ values: [(expected: String?, found: String?, confidence: Double)]) -> Calibration {
        var calibration = Calibration()
        for value in values {
            let truth: LabelledDataset.Truth = value.expected.map { .printed($0) } ?? .blank
            let field = Field(value: value.found, confidence: value.confidence)
            let picture = LabelledDataset.Picture(file: "a", profile: "scan", truth: [.nik: truth])
            let score = PictureScore(
                picture, outcome: .success(.sample([.nik: field])), wallTime: .zero, processorTime: nil)
            for comparison in score.comparisons { calibration.add(comparison) }
        }
        return calibration
    }

    @Test("confidence that is always kept has no error")
    func perfect() {
        let result = calibration([("A", "A", 1), ("B", "B", 1)])
        #expect(result.expectedError == 0)
        #expect(result.confidentShare == 1)
        #expect(result.confidentErrorRate == 0)
    }

    @Test("the error is the mean gap between accuracy and confidence, weighted by bin")
    func expectedError() throws {
        // The bin of 0.95 holds two values, one right: gap 0.45. The bin of 0.25 holds one, right: gap 0.75.
        let result = calibration([("A", "A", 0.95), ("A", "B", 0.95), ("A", "A", 0.25), ("A", nil, 0)])
        let error = try #require(result.expectedError)
        #expect(abs(error - (2 * 0.45 + 1 * 0.75) / 3) < 1e-9)
        #expect(result.filled == 3)
        #expect(result.total == 4)
        #expect(result.confidentShare == 0.5)
        #expect(result.confidentErrorRate == 0.5)
    }

    @Test("a value for a blank is wrong, two blanks say nothing")
    func blanks() {
        let result = calibration([(nil, "A", 0.99), (nil, nil, 0)])
        #expect(result.total == 1)
        #expect(result.confidentErrorRate == 1)
    }

    @Test("confidence on an edge goes to the upper bin, and beyond 0...1 to the nearest")
    func edges() {
        let result = calibration([("A", "A", 0), ("A", "A", 0.1), ("A", "A", 1), ("A", "A", 1.5), ("A", "A", -1)])
        #expect(result.bins.map(\.count) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2])
    }

    @Test("nothing read has no error and no shares")
    func nothing() {
        #expect(Calibration().expectedError == nil)
        #expect(Calibration().confidentShare == nil)
        #expect(Calibration().confidentErrorRate == nil)
    }
}
