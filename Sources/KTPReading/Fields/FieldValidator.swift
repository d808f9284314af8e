package import Gazetteer
import Glibc

/// Checks fields against each other and against the official lists, and decides what a caller should do with them.
///
/// No check changes a value: what disagrees is reported.
struct FieldValidator: Sendable {
    let gazetteer: Gazetteer
    let thresholds: CardReader.Thresholds

    init(gazetteer: Gazetteer, thresholds: CardReader.Thresholds = CardReader.Thresholds()) {
        self.gazetteer = gazetteer
        self.thresholds = thresholds
    }

    /// What must be there for a reading to be accepted: the fifteen values that every card has.
    private static let required: [FieldKey] = [
        .nik, .name, .birthPlace, .birthDate, .sex, .religion, .maritalStatus, .occupation, .nationality, .street,
        .rtRW,
        .village, .district, .regency, .province,
    ]

    /// The verdict on a card's fields.
    struct Verdict: Sendable {
        var fields: [FieldKey: Field]
        var kind: CardKind
        var checks: [CardReading.Check]
        var status: CardReading.Status
        var reasons: [String]
    }

    func validate(_ fields: [FieldKey: Field], today: CalendarDate = .today) -> Verdict {
        var fields = fields
        let kind = CardKind(of: fields)
        let validity = CardReading.Check(validUntil: fields[.validUntil], on: kind.kind, today: today)
        let checks = nikChecks(fields, today) + [validity]
        if checks.contains(where: { $0.code == "nik.birth_date" && $0.result == .fail }) {
            fields[.birthDate]?.issues.append(.disagreesWithNIK)
        }
        if checks.contains(where: { $0.code == "nik.sex" && $0.result == .fail }) {
            fields[.sex]?.issues.append(.disagreesWithNIK)
        }
        var reasons: [String] = []
        for key in Self.required {
            guard let field = fields[key], field.value != nil else {
                reasons.append("\(key.rawValue).missing")
                continue
            }
            guard field.confidence < thresholds.accept else { continue }
            fields[key]?.issues.append(.lowConfidence)
            reasons.append("\(key.rawValue).low_confidence")
        }
        // An honest card's NIK may name another region than its address, so unknown districts are no reason.
        reasons += checks.filter { $0.result == .fail }.map(\.code)
        let isUseless = [FieldKey.nik, .name].allSatisfy { key in
            guard let field = fields[key], field.value != nil else { return true }
            return field.confidence < thresholds.reject
        }
        let status: CardReading.Status = isUseless ? .reject : reasons.isEmpty ? .accept : .review
        return Verdict(fields: fields, kind: kind, checks: checks, status: status, reasons: reasons)
    }

    private func nikChecks(_ fields: [FieldKey: Field], _ today: CalendarDate) -> [CardReading.Check] {
        let text = fields[.nik]?.value ?? ""
        var checks: [NIKCheck]
        if let nik = NIK(text) {
            checks = nik.examine(with: gazetteer, today: today).filter { $0.code != .birthDate }
            checks.append(nik.check(birthDate: fields[.birthDate]?.value))
            checks.append(nik.check(sex: fields[.sex]?.value))
        } else {
            checks = NIKCheck.Code.allCases.map { NIKCheck($0, .unknown) }
        }
        return checks.map { check in
            CardReading.Check(
                code: check.code.rawValue, result: CardReading.Check.Result(check.result), expected: check.expected,
                found: check.found)
        }
    }
}

extension CardReading.Check.Result {
    init(_ result: NIKCheck.Result) {
        self =
            switch result {
            case .pass: .pass
            case .fail: .fail
            case .unknown: .unknown
            }
    }
}

extension CalendarDate {
    /// The date in western Indonesia (UTC + 7) now.
    package static var today: CalendarDate {
        var seconds = time(nil) + 7 * 3600
        var parts = tm()
        gmtime_r(&seconds, &parts)
        guard
            let date = CalendarDate(
                year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        else { preconditionFailure("the system's clock gives no day of the calendar") }
        return date
    }
}
