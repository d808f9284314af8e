package import Evaluation
import KTPReading

extension EvaluationReport {
    /// The report as tables for people.
    package var text: String {
        let parts =
            profiles.map(fieldTable) + [
                cardTable, lineTable, degradationTable, calibrationTable, timingText, confusionTable, worstText,
                goalTable,
            ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func fieldTable(_ profile: String) -> String {
        let tallies = fields[profile] ?? [:]
        guard !tallies.isEmpty else { return "" }
        var table = TextTable(
            [profile.uppercased(), "PRINTED", "EXACT %", "CER %", "MISSING", "WRONG", "EXTRA"],
            alignments: [.left, .right, .right, .right, .right, .right, .right])
        for key in CardReading.printedOrder {
            guard let tally = tallies[key] else { continue }
            table.add([
                key.rawValue, "\(tally.printed)", percent(tally.exactRate), percent(tally.characterErrorRate),
                "\(tally.missing)", "\(tally.wrong)", "\(tally.extra)",
            ])
        }
        return table.text
    }

    private var cardTable: String {
        var table = TextTable(
            ["WHOLE CARDS", "CARDS", "15 FIELDS %", "ALL FIELDS %", "REFUSED", "FAILED", "NOT A KTP", "REFUSED"],
            alignments: [.left, .right, .right, .right, .right, .right, .right, .right])
        for profile in profiles {
            guard let tally = cards[profile] else { continue }
            table.add([
                profile, "\(tally.cards)", percent(tally.fifteenRate), percent(tally.allRate), "\(tally.refused)",
                "\(tally.failed)", "\(tally.others)", "\(tally.othersRefused)",
            ])
        }
        return table.text
    }

    private var lineTable: String {
        guard !lines.isEmpty || !corners.isEmpty else { return "" }
        var table = TextTable(
            ["LINES, CORNERS", "LINES", "FOUND", "EXACT %", "NIK EXACT %", "CORNERS <= 1 %", "<= 3 %"],
            alignments: [.left, .right, .right, .right, .right, .right, .right])
        for profile in profiles where lines[profile] != nil || corners[profile] != nil {
            let (lines, corners) = (lines[profile] ?? LineProfile(), corners[profile] ?? CornerTally())
            table.add([
                profile, "\(lines.all.printed)", "\(lines.all.found)", percent(lines.all.exactRate),
                percent(lines.nik.exactRate), percent(corners.rate(within: 0.01)), percent(corners.rate(within: 0.03)),
            ])
        }
        return table.text
    }

    private var degradationTable: String {
        guard !degradations.isEmpty else { return "" }
        var table = TextTable(
            ["DEGRADATION", "CARDS", "VALUES EXACT %", "CER %", "NIK EXACT %", "15 FIELDS %", "REFUSED"],
            alignments: [.left, .right, .right, .right, .right, .right, .right])
        for (name, tally) in degradations.sorted(by: { $0.key < $1.key }) {
            table.add([
                name, "\(tally.cards.cards)", percent(tally.values.exactRate), percent(tally.values.characterErrorRate),
                percent(tally.nik.exactRate), percent(tally.cards.fifteenRate), "\(tally.cards.refused)",
            ])
        }
        return table.text
    }

    private var calibrationTable: String {
        var table = TextTable(
            ["CONFIDENCE", "VALUES", "ECE", ">= 0.9 %", "WRONG THERE %"],
            alignments: [.left, .right, .right, .right, .right])
        let rows =
            profiles.map { ($0, profileCalibration[$0]) }
            + CardReading.printedOrder.map { ($0.rawValue, calibration[$0]) }
        for (name, calibration) in rows {
            guard let calibration, calibration.total > 0 else { continue }
            table.add([
                name, "\(calibration.filled)", calibration.expectedError.map { Self.decimal($0, places: 3) } ?? "-",
                percent(calibration.confidentShare), percent(calibration.confidentErrorRate),
            ])
        }
        return table.text
    }

    private var timingText: String {
        func milliseconds(_ duration: Duration?) -> String {
            duration.map { Self.decimal($0 / .milliseconds(1), places: 1) + " ms" } ?? "-"
        }
        var table = TextTable(["TIME", "MEDIAN", "MEAN"], alignments: [.left, .right, .right])
        table.add(["wall", milliseconds(timing.wallMedian), "-"])
        table.add(["CPU", milliseconds(timing.processorMedian), milliseconds(timing.processorMean)])
        return table.text
    }

    private var confusionTable: String {
        guard !confusions.isEmpty else { return "" }
        var table = TextTable(["PRINTED", "READ", "TIMES"], alignments: [.left, .left, .right])
        func name(_ character: Character?) -> String {
            character.map { $0 == " " ? "space" : String($0) } ?? "nothing"
        }
        for confusion in confusions {
            table.add([name(confusion.step.expected), name(confusion.step.found), "\(confusion.count)"])
        }
        return table.text
    }

    private var worstText: String {
        guard !worst.isEmpty else { return "" }
        var table = TextTable(["WORST PICTURES", "FIELD", "PRINTED", "READ", "CONFIDENCE"])
        for score in worst {
            if let failure = score.failure {
                table.add(["\(score.file) (\(score.profile))", failure.message])
                continue
            }
            for (index, difference) in score.differences.enumerated() {
                table.add([
                    index == 0 ? "\(score.file) (\(score.profile))" : "", difference.key.rawValue,
                    difference.expected ?? "nothing", difference.found ?? "nothing",
                    Self.decimal(difference.confidence, places: 3),
                ])
            }
        }
        return table.text
    }

    func percent(_ rate: Double?) -> String { rate.map { Self.decimal($0 * 100, places: 2) } ?? "-" }

    /// A number of at least 0 with a fixed count of decimals.
    private static func decimal(_ number: Double, places: Int) -> String {
        let unit = (0..<places).reduce(1) { power, _ in power * 10 }
        let scaled = Int((number * Double(unit)).rounded())
        let fraction = String(scaled % unit + unit).dropFirst()
        return "\(scaled / unit).\(fraction)"
    }
}
