/// One thing looked at in a NIK.
public struct NIKCheck: Sendable, Hashable {
    /// How a check came out.
    public enum Result: String, Sendable {
        /// As it should be.
        case pass
        /// Cannot be a NIK's, or not this card's.
        case fail
        /// Nothing can be said: a part before it failed, or the past may explain it.
        case unknown
    }

    /// What is looked at; the raw values are the codes of the wire format.
    public enum Code: String, Sendable, CaseIterable {
        /// Sixteen characters.
        case length = "nik.length"
        /// Digits alone.
        case digits = "nik.digits"
        /// A province has, or had, the first two digits.
        case province = "nik.province"
        /// A regency or city has, or had, the first four.
        case regency = "nik.regency"
        /// A district has the first six.
        case district = "nik.district"
        /// A real day that is not in the future; with a printed date, that date.
        case birthDate = "nik.birth_date"
        /// Not 0000.
        case serial = "nik.serial"
        /// The printed sex.
        case sex = "nik.sex"
    }

    /// What was looked at.
    public var code: Code
    /// How it came out.
    public var result: Result
    /// What it should be, or the region that a code names; nil when unknown.
    public var expected: String?
    /// What the NIK has, which is personal; nil when it was not there to look at.
    public var found: String?

    /// Creates a check.
    public init(_ code: Code, _ result: Result, expected: String? = nil, found: String? = nil) {
        self.code = code
        self.result = result
        self.expected = expected
        self.found = found
    }
}

extension NIK {
    /// Looks at a text that should be a NIK, whatever it is.
    ///
    /// - Parameters:
    ///   - text: As read or typed; spaces around it do not count.
    ///   - gazetteer: Knows the codes.
    ///   - today: No birth date may be after it.
    /// - Returns: `length`, `digits`, `province`, `regency`, `district`, `birthDate`, `serial`, in that order; those that
    ///   need sixteen digits are `unknown` when there are none.
    public static func examine(_ text: String, with gazetteer: Gazetteer, today: CalendarDate) -> [NIKCheck] {
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        let characters = String(trimmed)
        let count = characters.count
        let odd = characters.filter { !$0.isASCII || !$0.isNumber }
        let form = [
            NIKCheck(.length, count == 16 ? .pass : .fail, expected: "16", found: "\(count)"),
            NIKCheck(
                .digits, odd.isEmpty && count > 0 ? .pass : .fail, expected: "0-9", found: odd.isEmpty ? nil : odd),
        ]
        guard let nik = NIK(characters) else {
            let rest: [NIKCheck.Code] = [.province, .regency, .district, .birthDate, .serial]
            return form + rest.map { NIKCheck($0, .unknown) }
        }
        return form + nik.partChecks(gazetteer, today)
    }

    /// Looks at each part of the NIK: ``NIK/examine(_:with:today:)`` of its digits.
    public func examine(with gazetteer: Gazetteer, today: CalendarDate) -> [NIKCheck] {
        Self.examine(digits, with: gazetteer, today: today)
    }

    private func partChecks(_ gazetteer: Gazetteer, _ today: CalendarDate) -> [NIKCheck] {
        regionChecks(gazetteer) + [birthDateCheck(today: today), serialCheck]
    }

    /// The three codes.
    ///
    /// What is listed today, or surely was once, passes; what nobody can have had fails; the rest is unknown.
    private func regionChecks(_ gazetteer: Gazetteer) -> [NIKCheck] {
        let province = gazetteer.region(code: provinceCode)?.printedName
        let regency = gazetteer.region(code: regencyCode)?.printedName ?? RetiredCodes.regency(regencyCode)
        let district = gazetteer.region(code: districtCode)?.printedName
        let formerProvince = RetiredCodes.province(provinceCode)
        let provinceResult: NIKCheck.Result = province != nil ? .pass : formerProvince != nil ? .unknown : .fail
        let regencyResult: NIKCheck.Result =
            regency != nil ? .pass : province == nil || RetiredCodes.mayExplain(regencyCode) ? .unknown : .fail
        let districtResult: NIKCheck.Result =
            district != nil ? .pass : regencyResult == .pass && districtCode.hasSuffix("00") ? .fail : .unknown
        return [
            NIKCheck(.province, provinceResult, expected: province ?? formerProvince, found: provinceCode),
            NIKCheck(.regency, regencyResult, expected: regency, found: regencyCode),
            NIKCheck(.district, districtResult, expected: district, found: districtCode),
        ]
    }

    /// A real day, of this century or the last, not after `today`.
    public func birthDateCheck(today: CalendarDate) -> NIKCheck {
        let isPossible = birthDate(notAfter: today) != nil
        return NIKCheck(.birthDate, isPossible ? .pass : .fail, found: printedBirthDigits)
    }

    /// Whether the NIK holds the birth date printed on the card.
    ///
    /// - Parameter printed: `DD-MM-YYYY`.
    /// - Returns: `birthDate`; `unknown` when `printed` is no such date.
    public func check(birthDate printed: String?) -> NIKCheck {
        guard let date = printed.flatMap(CalendarDate.init(printed:)) else {
            return NIKCheck(.birthDate, .unknown, found: printedBirthDigits)
        }
        let own = birthDate(inCenturyOf: date)
        return NIKCheck(
            .birthDate, own == date ? .pass : .fail, expected: date.description,
            found: own?.description ?? printedBirthDigits)
    }

    /// Whether the day of birth encodes the sex printed on the card.
    ///
    /// - Parameter printed: `LAKI-LAKI`, `PEREMPUAN`, or a foreigner's card's `MALE`, `FEMALE`.
    /// - Returns: `sex`; `unknown` when `printed` is anything else, or the day neither a man's nor a woman's.
    public func check(sex printed: String?) -> NIKCheck {
        let expected: Sex? =
            switch printed {
            case "LAKI-LAKI", "MALE": .male
            case "PEREMPUAN", "FEMALE": .female
            default: nil
            }
        guard let expected, let sex else {
            return NIKCheck(.sex, .unknown, expected: expected?.rawValue, found: sex?.rawValue)
        }
        return NIKCheck(.sex, sex == expected ? .pass : .fail, expected: expected.rawValue, found: sex.rawValue)
    }

    private var serialCheck: NIKCheck {
        NIKCheck(.serial, serial == 0 ? .fail : .pass, expected: "0001-9999", found: String(digits.suffix(4)))
    }

    /// `DD-MM-YY`, 40 taken off for women.
    private var printedBirthDigits: String {
        "\(twoDigits(birthDay))-\(twoDigits(birthMonth))-\(twoDigits(birthYear))"
    }
}
