/// A Kemendagri code as a number, such as 320405 for `32.04.05`.
///
/// Codes never begin with a zero, so the number of digits tells the level.
struct RegionCode: Hashable, Comparable, Sendable {
    let number: UInt64

    init(number: UInt64) { self.number = number }

    /// Reads a dotted code or its bare digits; nil unless it has 2, 4, 6 or 10 digits in their groups.
    init?(_ text: some Collection<UInt8>) {
        var number: UInt64 = 0
        var digits = 0
        var dots = 0
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard digits == (dots + 1) * 2, dots < 3 else { return nil }
                dots += 1
            } else {
                guard byte >= 48, byte <= 57, digits < 10, !(digits == 0 && byte == 48) else { return nil }
                number = number * 10 + UInt64(byte - 48)
                digits += 1
            }
        }
        guard let level = Self.level(digits: digits), dots == 0 || dots == level.rawValue else { return nil }
        self.number = number
    }

    static func < (left: RegionCode, right: RegionCode) -> Bool { left.number < right.number }

    private static func level(digits: Int) -> Region.Level? {
        switch digits {
        case 2: .province
        case 4: .regency
        case 6: .district
        case 10: .village
        default: nil
        }
    }

    /// Digits of a code of each level.
    static func digits(_ level: Region.Level) -> Int { level == .village ? 10 : 2 * (level.rawValue + 1) }

    var level: Region.Level {
        switch number {
        case ..<100: .province
        case ..<10_000: .regency
        case ..<1_000_000: .district
        default: .village
        }
    }

    /// The code of the region around this one at `level`, or itself.
    func ancestor(_ level: Region.Level) -> RegionCode {
        var number = number
        for _ in 0..<max(0, Self.digits(self.level) - Self.digits(level)) { number /= 10 }
        return RegionCode(number: number)
    }

    /// The codes that regions of `level` inside this one can have.
    func span(_ level: Region.Level) -> Range<UInt64> {
        var scale: UInt64 = 1
        for _ in 0..<max(0, Self.digits(level) - Self.digits(self.level)) { scale *= 10 }
        return number * scale..<(number + 1) * scale
    }

    /// `32.04.05.2001`.
    var dotted: String {
        let digits = String(number)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index == 2 || index == 4 || index == 6 { result.append(".") }
            result.append(digit)
        }
        return result
    }
}
