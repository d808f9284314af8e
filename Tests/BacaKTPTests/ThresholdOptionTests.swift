import CommandLineTool
import KTPReading
import Testing

@Suite("Options of the thresholds")
struct ThresholdOptionTests {
    private let folder: TemporaryFolder
    private let fake = FakeSurroundings()

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> Int32 {
        var surroundings = fake.surroundings()
        surroundings.environment.merge(environment) { $1 }
        return await BacaKTPCommand.run(["read", try folder.write("a.jpg", "SITI")] + arguments, in: surroundings)
    }

    @Test("an option wins over a variable, a variable over the usual")
    func order() async throws {
        let usual = CardReader.Thresholds()
        #expect(try await run([]) == 0)
        #expect(fake.configuration?.thresholds == usual)
        let variables = ["BACAKTP_ACCEPT_CONFIDENCE": "0.8", "BACAKTP_REJECT_CONFIDENCE": "0"]
        #expect(try await run([], variables) == 0)
        #expect(fake.configuration?.thresholds.accept == 0.8)
        #expect(fake.configuration?.thresholds.reject == 0)
        #expect(try await run(["--accept-confidence", "1"], variables) == 0)
        #expect(fake.configuration?.thresholds.accept == 1)
        #expect(fake.configuration?.thresholds.reject == 0)
    }

    @Test("shares beyond 0 to 1 and other words are wrong usage", arguments: ["1.01", "-0.1", "nan", "high", "inf"])
    func wrong(value: String) async throws {
        for name in ["accept", "reject"] {
            #expect(try await run(["--\(name)-confidence=\(value)"]) == 64)
            #expect(try await run([], ["BACAKTP_\(name.uppercased())_CONFIDENCE": value]) == 64)
        }
        #expect(fake.reads.isEmpty)
    }
}
