/// `NIK`: the population number, sixteen digits `PP KK CC DDMMYY SSSS`.
///
/// Province, regency or city, and district of *first registration* (they need not be those of the address), birth date with
/// 40 added to the day for women, and a serial number. It has no check digit and never changes.
///
/// A NIK is personal: printing one shows the province and regency alone. ``digits`` is the whole of it.
public struct NIK: Sendable, Hashable {
    /// The holder's sex as the day of birth encodes it.
    public enum Sex: String, Sendable {
        /// `LAKI-LAKI`
        case male = "LAKI-LAKI"
        /// `PEREMPUAN`
        case female = "PEREMPUAN"
    }

    /// The sixteen digits.
    public let digits: String
    private let numbers: [UInt8]

    /// Creates a NIK; nil unless the text is sixteen ASCII digits and nothing else.
    public init?(_ digits: String) {
        let bytes = Array(digits.utf8)
        guard bytes.count == 16, bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        self.digits = digits
        numbers = bytes.map { $0 - 48 }
    }

    private func number(_ range: Range<Int>) -> Int { numbers[range].reduce(0) { $0 * 10 + Int($1) } }

    private func dotted(_ pairs: Int) -> String {
        (0..<pairs).map { twoDigits(number($0 * 2..<$0 * 2 + 2)) }.joined(separator: ".")
    }

    /// The code of the province, such as `32`.
    public var provinceCode: String { dotted(1) }
    /// The code of the regency or city, such as `32.04`.
    public var regencyCode: String { dotted(2) }
    /// The code of the district, such as `32.04.05`.
    public var districtCode: String { dotted(3) }

    /// The day of birth, 40 taken off for women; not checked, 0-59.
    public var birthDay: Int { encodedDay > 40 ? encodedDay - 40 : encodedDay }
    /// The month of birth; not checked, 0-99.
    public var birthMonth: Int { number(8..<10) }
    /// The last two digits of the year of birth.
    public var birthYear: Int { number(10..<12) }
    /// The last four digits; 0 is never given out.
    public var serial: Int { number(12..<16) }

    /// The holder's sex; nil when the day is neither a man's (01-31) nor a woman's (41-71).
    public var sex: Sex? {
        switch encodedDay {
        case 1...31: .male
        case 41...71: .female
        default: nil
        }
    }

    private var encodedDay: Int { number(6..<8) }

    /// The birth date in the century given.
    ///
    /// - Parameter century: Its first year: 1900 or 2000.
    /// - Returns: Nil when there is no such day, as 29 February of 1900.
    public func birthDate(century: Int) -> CalendarDate? {
        sex == nil ? nil : CalendarDate(year: century + birthYear, month: birthMonth, day: birthDay)
    }

    /// The birth date of a person at least `leastAge` years old on a day: the latest of this and the last century.
    ///
    /// - Parameters:
    ///   - today: The day of the look-up.
    ///   - leastAge: 17 for the holder of a KTP (who may be younger when married), 0 for anyone.
    /// - Returns: Nil when there is no such day in either century.
    public func birthDate(notAfter today: CalendarDate, leastAge: Int = 0) -> CalendarDate? {
        [2000, 1900].lazy.compactMap { birthDate(century: $0) }.first {
            ($0.year + leastAge, $0.month, $0.day) <= (today.year, today.month, today.day)
        }
    }

    /// The birth date in the century of the one printed on the card; nil when the NIK holds no date of that century.
    public func birthDate(inCenturyOf printed: CalendarDate) -> CalendarDate? {
        birthDate(century: printed.year / 100 * 100)
    }
}

extension NIK: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The first four digits, the others masked.
    public var description: String { digits.prefix(4) + "************" }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Shows no more than ``description`` does.
    public var customMirror: Mirror { Mirror(self, children: ["masked": description], displayStyle: .struct) }
}
