import Evaluation
import KTPReading

/// What readings of one profile should reach, as shares of 1.
struct EvaluationGoals {
    /// Cards whose NIK is read exactly.
    let nik: Double
    /// Each other field, read exactly.
    let field: Double
    /// Cards with all fields of the older API exact.
    let card: Double

    private static let byProfile = [
        "scan": EvaluationGoals(nik: 0.999, field: 0.995, card: 0.98),
        "phone": EvaluationGoals(nik: 0.995, field: 0.985, card: 0.93),
        "hard": EvaluationGoals(nik: 0.96, field: 0.90, card: 0.70),
    ]

    /// The goals of a profile; nil where it has none.
    init?(profile: String) {
        guard let goals = Self.byProfile[profile] else { return nil }
        self = goals
    }

    private init(nik: Double, field: Double, card: Double) {
        self.nik = nik
        self.field = field
        self.card = card
    }

    /// Cards refused as none, at most.
    static let refusedCards = 0.005
    /// Other pictures refused, at least.
    static let refusedOthers = 0.99
}

extension EvaluationReport {
    /// The field other than the NIK that is read worst in a profile, of those printed on at least thirty of its cards.
    func worstField(of profile: String) -> (key: FieldKey, rate: Double)? {
        let rates = (fields[profile] ?? [:]).compactMap { key, tally in
            key == .nik || tally.printed < 30 ? nil : tally.exactRate.map { (key, $0) }
        }
        return rates.min { ($0.1, $0.0.rawValue) < ($1.1, $1.0.rawValue) }
    }

    /// What was reached beside what should be; empty for data sets without a profile that has goals.
    var goalTable: String {
        var table = TextTable(
            ["GOALS", "", "REACHED %", "GOAL %", ""], alignments: [.left, .left, .right, .right, .left])
        var isEmpty = true
        func add(_ profile: String, _ name: String, _ rate: Double?, _ goal: Double, atMost: Bool = false) {
            guard let rate else { return }
            isEmpty = false
            let isMet = atMost ? rate <= goal : rate >= goal
            table.add([profile, name, percent(rate), (atMost ? "<= " : ">= ") + percent(goal), isMet ? "met" : "short"])
        }
        for profile in profiles {
            guard let goals = EvaluationGoals(profile: profile) else { continue }
            add(profile, "NIK exact", fields[profile]?[.nik]?.exactRate, goals.nik)
            if let (key, rate) = worstField(of: profile) {
                add(profile, "lowest other field: \(key.rawValue)", rate, goals.field)
            }
            add(profile, "all fields of the older API", cards[profile]?.fifteenRate, goals.card)
        }
        let (all, others) = (cards.values.reduce(0) { $0 + $1.cards }, cards.values.reduce(0) { $0 + $1.others })
        guard !isEmpty else { return "" }
        if all > 0 {
            let refused = cards.values.reduce(0) { $0 + $1.refused }
            add("all", "cards refused", Double(refused) / Double(all), EvaluationGoals.refusedCards, atMost: true)
        }
        if others > 0 {
            let refused = cards.values.reduce(0) { $0 + $1.othersRefused }
            add("all", "other pictures refused", Double(refused) / Double(others), EvaluationGoals.refusedOthers)
        }
        return table.text
    }
}
