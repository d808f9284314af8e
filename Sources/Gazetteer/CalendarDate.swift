/// A day of the Gregorian calendar, as cards print it: `DD-MM-YYYY`.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, 1-9999.
    public let year: Int
    /// The month, 1-12.
    public let month: Int
    /// The day, 1-31.
    public let day: Int

    /// Creates a date; nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= Self.days(of: month, in: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `DD-MM-YYYY`, exactly; nil for anything else or a day that does not exist.
    public init?(printed text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[2] == UInt8(ascii: "-"), bytes[5] == UInt8(ascii: "-") else { return nil }
        var numbers: [Int] = []
        for range in [0..<2, 3..<5, 6..<10] {
            var number = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                number = number * 10 + Int(byte - 48)
            }
            numbers.append(number)
        }
        self.init(year: numbers[2], month: numbers[1], day: numbers[0])
    }

    /// The number of days of a month (1-12).
    static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `DD-MM-YYYY`.
    public var description: String {
        "\(twoDigits(day))-\(twoDigits(month))-\(twoDigits(year / 100))\(twoDigits(year % 100))"
    }

    /// Orders by time.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

/// A number 0...99 in two digits.
func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
