/// The regions of one level, in code order, in flat arrays.
///
/// Regions inside the same parent, at any level above, are neighbours.
final class RegionTable: Sendable {
    let level: Region.Level
    let forms: FormIndex
    private let codes: [UInt64]
    private let names: [UInt8]
    private let nameStarts: [UInt32]
    private let nameLengths: [UInt16]
    /// The first spelling of each region, and the number of spellings at the end.
    private let firstForms: [UInt32]

    /// Takes the lines of `level` out of `file`.
    init(_ level: Region.Level, in file: RegionFile) {
        var codes: [UInt64] = []
        var nameStarts: [UInt32] = []
        var nameLengths: [UInt16] = []
        var firstForms: [UInt32] = []
        let isLarge = level == .village
        var builder = FormIndexBuilder(
            forms: isLarge ? file.lines.count : 0, characters: isLarge ? file.bytes.count / 2 : 0)
        file.bytes.withUnsafeBufferPointer { bytes in
            for line in file.lines where line.code.level == level {
                firstForms.append(UInt32(builder.count))
                codes.append(line.code.number)
                nameStarts.append(line.start)
                nameLengths.append(line.length)
                let name = UnsafeBufferPointer(rebasing: bytes[Int(line.start)..<Int(line.start) + Int(line.length)])
                Self.addForms(of: name, line.code, to: &builder, owner: codes.count - 1)
            }
        }
        firstForms.append(UInt32(builder.count))
        self.level = level
        self.codes = codes
        self.nameStarts = nameStarts
        self.nameLengths = nameLengths
        self.firstForms = firstForms
        names = file.bytes
        forms = FormIndex(builder)
    }

    private static func addForms(
        of name: UnsafeBufferPointer<UInt8>, _ code: RegionCode, to builder: inout FormIndexBuilder, owner: Int
    ) {
        // Only some names have more than one spelling; the others skip String altogether.
        let isPlain = code.level >= .district && !name.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "(") }
        guard !isPlain else { return builder.append(utf8: name, owner: owner) }
        let text = String(decoding: name, as: UTF8.self)
        for form in RegionNames.forms(code: code.dotted, level: code.level, name: text) {
            builder.append(form, owner: owner)
        }
    }

    /// Number of regions.
    var count: Int { codes.count }

    /// The place of a code; nil when it is not in the table.
    ///
    /// - Complexity: O(log `count`).
    func index(of code: RegionCode) -> Int? {
        let index = lowerBound(code.number)
        return index < count && codes[index] == code.number ? index : nil
    }

    /// The places of the regions inside `parent`; all when it is nil.
    func indices(in parent: RegionCode?) -> Range<Int> {
        guard let parent else { return 0..<count }
        guard parent.level <= level else { return 0..<0 }
        let span = parent.span(level)
        return lowerBound(span.lowerBound)..<lowerBound(span.upperBound)
    }

    /// The spellings of the regions at `indices`.
    func formRange(_ indices: Range<Int>) -> Range<Int> {
        Int(firstForms[indices.lowerBound])..<Int(firstForms[indices.upperBound])
    }

    func code(_ index: Int) -> RegionCode { RegionCode(number: codes[index]) }

    func region(_ index: Int) -> Region {
        let start = Int(nameStarts[index])
        let spellings = formRange(index..<index + 1).filter { forms.kind($0) == .printed }
        return Region(
            code: code(index).dotted, level: level,
            name: String(decoding: names[start..<start + Int(nameLengths[index])], as: UTF8.self),
            printedForms: spellings.map(forms.text))
    }

    private func lowerBound(_ number: UInt64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if codes[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
