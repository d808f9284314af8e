package import CardVision
package import Gazetteer

/// What generation of card it is, by what it says, and why.
package struct CardKind {
    /// The kind.
    package var kind: CardReading.Card.Kind
    /// What speaks for it, see ``CardReading/Card/reasons``.
    package var reasons: [String]

    /// The year in which e-KTPs began to be issued; what has an earlier date is of a generation before.
    private static let firstYear = 2011
    /// Years for which cards were valid before they were valid for life.
    private static let yearsValid = 5

    /// The confidence from which on a date says what generation a card is of: one misread digit makes it ten years older.
    private static let sureDate = 0.9

    /// Tells the kind.
    ///
    /// - Parameter fields: The card's fields, their confidences calibrated.
    package init(of fields: [FieldKey: Field]) {
        func year(_ key: FieldKey) -> Int? {
            guard let field = fields[key], field.confidence >= Self.sureDate else { return nil }
            return field.value.flatMap { CalendarDate(printed: $0)?.year }
        }
        var foreign: [String] = []
        for key in [FieldKey.sex, .religion, .maritalStatus] {
            // The sex is given in Indonesian, whatever is printed.
            let isEnglish =
                Vocabulary.foreignersOnly.contains(fields[key]?.value ?? "") || fields[key]?.rule == "sex.translated"
            if isEnglish { foreign.append("\(key.rawValue).english") }
        }
        if let nationality = fields[.nationality]?.value, Vocabulary.countries.bestMatch(for: nationality) != nil {
            foreign.append("kewarganegaraan.foreign")
        }
        var older: [String] = []
        if let year = year(.issueDate), year < Self.firstYear { older.append("tgl_terbit.before_2011") }
        if let year = year(.validUntil), year < Self.firstYear + Self.yearsValid {
            older.append("berlaku_hingga.before_2016")
        }
        if !foreign.isEmpty {
            (kind, reasons) = (.foreignerEKTP, foreign)
        } else if !older.isEmpty {
            (kind, reasons) = (.olderKTP, older)
        } else {
            (kind, reasons) = (.ektp, [])
        }
    }
}

extension CardReading.Check {
    /// Whether the card is in force.
    ///
    /// An e-KTP of a citizen is for life, whatever date is printed (Law 24/2013, article 64 paragraph 7); a foreigner's ends
    /// with the permit, and older cards have ended.
    package init(validUntil field: Field?, on kind: CardReading.Card.Kind, today: CalendarDate) {
        let printed = field?.value
        let isForLife = printed == "SEUMUR HIDUP"
        let result: Result
        switch (kind, printed.flatMap { CalendarDate(printed: $0) }) {
        case (_, nil): result = isForLife ? .pass : .unknown
        case (.ektp, _): result = .pass
        case (_, let date?): result = date < today ? .fail : .pass
        }
        self.init(
            code: "valid_until.in_force", result: result, expected: kind == .ektp ? "SEUMUR HIDUP" : nil, found: printed
        )
    }

    /// Whether the photo's ground has the colour that print offices give to the year of birth: a habit and no rule.
    package init(_ ground: PhotoGround?, birthDate field: Field?, on kind: CardReading.Card.Kind) {
        let year = field?.value.flatMap { CalendarDate(printed: $0)?.year }
        let expected: PhotoGround? =
            switch kind {
            case .ektp: year.map { $0 % 2 == 0 ? .blue : .red }
            case .foreignerEKTP: .orange
            case .olderKTP, .notKTP: nil
            }
        let result: Result
        if let ground, let expected { result = ground == expected ? .pass : .fail } else { result = .unknown }
        self.init(
            code: "photo.ground", result: result, expected: expected?.rawValue, found: ground?.rawValue)
    }
}
