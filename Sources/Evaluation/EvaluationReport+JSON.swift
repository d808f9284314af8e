public import KTPReading

extension EvaluationReport {
    /// The report for machines: rates are 0...1, times milliseconds, and what has no value is `null`.
    public var json: JSONValue {
        .object([
            ("pictures", .int(pictures)),
            ("profiles", .object(profiles.map { ($0, profileJSON($0)) })),
            ("degradations", .object(degradations.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })),
            (
                "calibration",
                .object(
                    CardReading.printedOrder.compactMap { key in
                        calibration[key].map { (key.rawValue, $0.json) }
                    })
            ),
            ("confusions", .array(confusions.map(\.json))),
            (
                "timing_ms",
                .object([
                    ("wall_median", .optional(timing.wallMedian)), ("cpu_median", .optional(timing.processorMedian)),
                    ("cpu_mean", .optional(timing.processorMean)),
                ])
            ),
            ("worst", .array(worst.map(\.json))),
        ])
    }

    private func profileJSON(_ profile: String) -> JSONValue {
        let tallies = fields[profile] ?? [:]
        return .object([
            ("cards", (cards[profile] ?? CardTally()).json),
            (
                "fields",
                .object(
                    CardReading.printedOrder.compactMap { key in
                        tallies[key].map { (key.rawValue, $0.json) }
                    })
            ),
            ("lines", lines[profile]?.json ?? .null), ("corners", corners[profile]?.json ?? .null),
            ("calibration", (profileCalibration[profile] ?? Calibration()).json),
        ])
    }
}

extension FieldTally {
    var json: JSONValue {
        .object([
            ("printed", .int(printed)), ("exact", .int(exact)), ("exact_rate", .optional(exactRate)),
            ("character_error_rate", .optional(characterErrorRate)), ("missing", .int(missing)),
            ("wrong", .int(wrong)), ("blank", .int(blank)), ("extra", .int(extra)),
        ])
    }
}

extension LineProfile {
    var json: JSONValue { .object([("all", all.json), ("nik", nik.json)]) }
}

extension LineTally {
    var json: JSONValue {
        .object([
            ("printed", .int(printed)), ("found", .int(found)), ("exact", .int(exact)),
            ("exact_rate", .optional(exactRate)),
        ])
    }
}

extension CornerTally {
    var json: JSONValue {
        .object([
            ("count", .int(errors.count)), ("within_1_percent", .optional(rate(within: 0.01))),
            ("within_3_percent", .optional(rate(within: 0.03))),
        ])
    }
}

extension DegradationTally {
    var json: JSONValue { .object([("cards", cards.json), ("values", values.json), ("nik", nik.json)]) }
}

extension CardTally {
    var json: JSONValue {
        .object([
            ("count", .int(cards)), ("fifteen_right", .int(fifteenRight)), ("fifteen_rate", .optional(fifteenRate)),
            ("all_right", .int(allRight)), ("all_rate", .optional(allRate)), ("refused", .int(refused)),
            ("failed", .int(failed)), ("not_ktp", .int(others)), ("not_ktp_refused", .int(othersRefused)),
        ])
    }
}

extension Calibration {
    var json: JSONValue {
        .object([
            ("total", .int(total)), ("filled", .int(filled)), ("ece", .optional(expectedError)),
            ("confident", .int(confident)), ("confident_share", .optional(confidentShare)),
            ("confident_wrong", .int(confidentWrong)), ("confident_error_rate", .optional(confidentErrorRate)),
            (
                "bins",
                .array(
                    bins.map { bin in
                        .array([.int(bin.count), .int(bin.right), .number(bin.confidence)])
                    })
            ),
        ])
    }
}

extension EvaluationReport.Confusion {
    var json: JSONValue {
        .object([
            ("expected", .optional(step.expected.map(String.init))),
            ("found", .optional(step.found.map(String.init))), ("count", .int(count)),
        ])
    }
}

extension PictureScore {
    var json: JSONValue {
        .object([
            ("file", .string(file)), ("profile", .string(profile)), ("error", .optional(failure?.message)),
            ("edits", .int(edits)),
            (
                "differences",
                .array(
                    differences.map { difference in
                        .object([
                            ("field", .string(difference.key.rawValue)), ("expected", .optional(difference.expected)),
                            ("found", .optional(difference.found)), ("confidence", .number(difference.confidence)),
                        ])
                    })
            ),
        ])
    }
}

extension JSONValue {
    fileprivate static func optional(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }
    fileprivate static func optional(_ duration: Duration?) -> JSONValue {
        .optional(duration.map { ($0.milliseconds * 10).rounded() / 10 })
    }
}
