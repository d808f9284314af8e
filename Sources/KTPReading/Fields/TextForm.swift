import Gazetteer

/// The forms in which cards print things, recognized in a text that may be misread here and there.
package enum TextForm {
    /// A date found in a text.
    package struct FoundDate: Sendable, Equatable {
        /// Character offsets of the date.
        package var range: Range<Int>
        /// `DD-MM-YYYY`.
        package var value: String
        /// Whether a character had to be taken for another, or a dash was missing.
        package var isCorrected: Bool
    }

    /// Letters that a recognizer puts for digits, from the lists in use among readers of KTPs.
    package static func digit(for character: Character) -> Character? {
        switch character {
        case "0"..."9": character
        case "O", "o", "D", "Q", "U", "C": "0"
        case "I", "i", "l", "L", "|", "]", "[", "!", "J", "j", "}", "{": "1"
        case "Z", "z", "e": "2"
        case "E": "3"
        case "A", "H", "h": "4"
        case "S", "s": "5"
        case "b", "G": "6"
        case "?", "T", "F": "7"
        case "B", "&", "R": "8"
        case "g", "q", "P": "9"
        default: nil
        }
    }

    /// A text's characters as ASCII, a byte each; 255 for those that are none.
    static func ascii(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes.allSatisfy { $0 < 128 } ? bytes : text.map { $0.asciiValue ?? 255 }
    }

    /// Whether an ASCII character is a digit.
    static func isDigit(_ character: UInt8) -> Bool { character &- UInt8(ascii: "0") < 10 }

    /// Whether an ASCII character is a letter.
    static func isLetter(_ character: UInt8) -> Bool { (character | 32) &- UInt8(ascii: "a") < 26 }

    /// ``digit(for:)`` of each ASCII character; 0 where there is none.
    private static let digits: [UInt8] = (0..<128).map { digit(for: Character(Unicode.Scalar($0)))?.asciiValue ?? 0 }

    /// Characters that stand between the numbers of a date, or are read there.
    private static let betweenNumbersOfDates = Array(" -.,/:;~_'=".utf8)

    /// The last real date in a text; dashes may be missing or misread, three digits at most.
    package static func date(in text: String) -> FoundDate? { date(in: ascii(text)) }

    /// The last real date in a text, as ``ascii(_:)`` gives it.
    static func date(in characters: [UInt8]) -> FoundDate? {
        guard characters.count(where: isDigit) >= 8 - mostMisread else { return nil }
        for start in characters.indices.reversed() {
            // Not from the middle of a number.
            if start > 0, isDigit(characters[start - 1]) { continue }
            if let found = date(in: characters, from: start) { return found }
        }
        return nil
    }

    /// Digits of a date with both dashes that may be misread.
    private static let mostMisread = 3

    private static func date(in characters: [UInt8], from start: Int) -> FoundDate? {
        var position = start
        var digits: [UInt8] = []
        var misread = 0
        var separators = 0
        var isPlain = true
        for count in [2, 2, 4] {
            if !digits.isEmpty {
                let before = position
                while position < characters.count, position - before < 3,
                    betweenNumbersOfDates.contains(characters[position])
                {
                    position += 1
                }
                if position > before { separators += 1 }
                if !characters[before..<position].elementsEqual("-".utf8) { isPlain = false }
            }
            for place in 0..<count {
                // Wide digits leave gaps that are taken for spaces.
                if place > 0, position + 1 < characters.count, characters[position] == UInt8(ascii: " "),
                    isDigit(characters[position + 1])
                {
                    position += 1
                    isPlain = false
                }
                guard position < characters.count, characters[position] < 128 else { return nil }
                let digit = Self.digits[Int(characters[position])]
                guard digit != 0 else { return nil }
                if digit != characters[position] { misread += 1 }
                digits.append(digit)
                position += 1
            }
        }
        if position < characters.count, isDigit(characters[position]) { return nil }
        // Without separators only real digits make a date.
        guard misread <= (separators == 2 ? mostMisread : separators == 1 ? 1 : 0) else { return nil }
        let parts = [digits[..<2], digits[2..<4], digits[4...]].map { String(decoding: $0, as: UTF8.self) }
        let value = parts.joined(separator: "-")
        guard let date = CalendarDate(printed: value), (1900...2100).contains(date.year) else { return nil }
        return FoundDate(range: start..<position, value: value, isCorrected: misread > 0 || !isPlain)
    }

    /// `NNN/NNN` found in a text; the slash may be misread or missing.
    package static func rtRW(in text: String) -> (value: String, isCorrected: Bool)? {
        let hasSlash = text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        guard hasSlash || text.utf8.count(where: isDigit) >= leastDigits else { return nil }
        let compact = text.filter { $0 != " " }
        let printed = text.split(whereSeparator: { "/\\".contains($0) })
        if printed.count == 2 {
            // Beside the slash stand three digits; what stands apart from them is a scrap of other print.
            let words = printed.map { $0.split(separator: " ") }
            let near = [words[0].last, words[1].first]
            let sides = zip(printed, near).map { side, word in
                if let word, word.count == 3, word.allSatisfy(\.isWholeNumber) { return String(word) }
                return side.filter { $0 != " " }
            }
            let digits = sides.map { side in String(side.compactMap(digit(for:))) }
            guard zip(sides, digits).allSatisfy({ $0.count == $1.count && (1...4).contains($1.count) }) else {
                return nil
            }
            let value = digits.joined(separator: "/")
            return (value, value != text)
        }
        let marks = compact.filter { !"-.,:;'|".contains($0) }
        let digits = marks.compactMap(digit(for:))
        guard digits.count == marks.count, marks.count(where: \.isWholeNumber) >= leastDigits else { return nil }
        switch digits.count {
        case 6: return (String(digits.prefix(3)) + "/" + String(digits.suffix(3)), true)
        // A slash read as a one or a seven.
        case 7 where "17".contains(digits[3]): return (String(digits.prefix(3)) + "/" + String(digits.suffix(3)), true)
        default: return nil
        }
    }

    /// Real digits that make two numbers where no slash stands between them.
    private static let leastDigits = 5

    /// An address in which letters and digits that look alike stand where only the other kind can: `N0.`, `RT 0O8`,
    /// `NO. I2`, and without spaces before full stops and commas.
    package static func mendedAddress(_ text: String) -> String {
        let text = mendedNumbers(withNumbersApart(text.replacing(" .", with: ".").replacing(" ,", with: ",")))
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        for index in words.indices {
            if let space = endOfGluedAbbreviation(words[index]) {
                words[index] = words[index].prefix(space) + " " + words[index].dropFirst(space)
            }
            for mark in [".", ":"] { words[index] = words[index].replacing("N0" + mark, with: "NO" + mark) }
            if words[index] == "N0" { words[index] = "NO" }
            let before = index > 0 ? words[index - 1].filter { $0 != "." } : ""
            guard before == "RT" || before == "RW", (2...3).contains(words[index].count) else { continue }
            let digits = words[index].compactMap(digit(for:))
            if digits.count == words[index].count, words[index].contains(where: \.isWholeNumber) {
                words[index] = String(digits)
            }
        }
        return words.joined(separator: " ")
    }

    /// How many letters of a word are an abbreviation that lost the space behind it: no word begins with `JL`, `GG` or `KP`.
    private static func endOfGluedAbbreviation(_ word: String) -> Int? {
        let letters = word.prefix(while: \.isLetter)
        guard letters.count == word.count, let start = ["JL", "GG", "KP"].first(where: word.hasPrefix) else {
            return nil
        }
        let rest = word.dropFirst(start.count)
        if start == "JL", rest.first == "N" {
            // `JLN` and a word, or `JL` and a word with N: the second letter tells, unless it is a vowel.
            let next = rest.dropFirst().first ?? " "
            return rest.count > 3 && !"AEIOU".contains(next) ? 3 : nil
        }
        // `KPKNL` is an office.
        return rest.count > 2 && rest.contains(where: "AEIOU".contains) ? start.count : nil
    }

    /// Words that stand between two numbers of an address.
    static let betweenNumbers: Set<String> = ["NO", "KAV", "BLOK", "RT", "RW"]

    /// A text with a space where such a word sticks to the number before it: `5KAV. 203`, `K2NO. 3`.
    private static func withNumbersApart(_ text: String) -> String {
        let characters = Array(text)
        var result = ""
        for (index, character) in characters.enumerated() {
            if character.isLetter, index > 0, characters[index - 1].isWholeNumber,
                betweenNumbers.contains(String(characters[index...].prefix(while: \.isLetter)))
            {
                result += " "
            }
            result.append(character)
        }
        return result
    }

    /// A text in which `I` beside a digit, and `O` behind one, are digits where hardly any letter stands in a number: house
    /// numbers end in one letter, blocks begin with one.
    private static func mendedNumbers(_ text: String) -> String {
        var characters = Array(text)
        var start = 0
        while start < characters.count {
            let part = characters[start...].prefix { $0.isLetter || $0.isNumber }
            defer { start = part.endIndex + 1 }
            let letters = part.count(where: \.isLetter)
            guard letters < part.count, letters <= 2 else { continue }
            for index in part.indices {
                let isBehindDigit = index > start && characters[index - 1].isNumber
                let isBeforeDigits = part[index...].dropFirst().prefix(while: \.isNumber).count >= 2
                switch characters[index] {
                case "I" where isBehindDigit || isBeforeDigits: characters[index] = "1"
                case "O" where isBehindDigit: characters[index] = "0"
                default: break
                }
            }
        }
        return String(characters)
    }

    /// Upper case, single spaces, without the colons and specks that stick to either end of a value.
    package static func normalized(_ text: String) -> String {
        let words = text.uppercased().split(whereSeparator: \.isSpace)
        var characters = Array(words.joined(separator: " "))
        while let first = characters.first, ":;.,=|'`_~*^ -\"!<>".contains(first) { characters.removeFirst() }
        while let last = characters.last {
            if last == ".", endsWithAbbreviation(characters) { break }
            guard ":;.,=|'`_~*^ -\"!<>/".contains(last) else { break }
            characters.removeLast()
        }
        return String(characters)
    }

    /// Whether the last word and its full stop are an abbreviation: short, or with a full stop inside.
    private static func endsWithAbbreviation(_ characters: [Character]) -> Bool {
        let word = characters.dropLast().reversed().prefix { $0 != " " && $0 != "," }
        return word.contains(".") || ((1...3).contains(word.count) && word.allSatisfy(\.isLetter))
    }
}

extension Character {
    /// ``Swift/Character/isWhitespace``, which for most characters need not ask the tables of Unicode.
    fileprivate var isSpace: Bool { asciiValue.map { $0 == 32 || (9...13).contains($0) } ?? isWhitespace }
}
