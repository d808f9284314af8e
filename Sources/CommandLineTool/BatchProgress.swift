import Foundation
import KTPReading

/// What the output of an interrupted batch holds.
package struct BatchProgress: Sendable, Equatable {
    /// The pictures with a whole line, by the path they were found at.
    package private(set) var files: Set<String> = []
    /// How many of these lines are errors.
    package private(set) var failed = 0
    /// The length of the whole lines; what follows is torn.
    package private(set) var bytes = 0

    private struct Line: Decodable {
        struct Failure: Decodable { var code: String }
        var file: String
        var error: Failure?
    }

    /// Nothing.
    package init() {}

    /// Reads the whole lines of an output.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be read or holds anything but lines of ours.
    package init(descriptor: Int32, path: String, format: BatchFormat, header: String) throws {
        var pending: [UInt8] = []
        var lines = 0
        func foreign() -> CommandFailure {
            CommandFailure(.inputOutput, path, "line \(lines + 1) is not from `bacaktp batch` with these options")
        }
        lseek(descriptor, 0, SEEK_SET)
        while try FileAccess.append(from: descriptor, chunk: 1 << 20, to: &pending) {
            var start = 0
            while let end = Self.endOfRecord(in: pending, from: start, isQuoting: format == .csv) {
                let text = String(decoding: pending[start..<end], as: UTF8.self)
                let isHeader = lines == 0 && !header.isEmpty
                guard isHeader ? text + "\n" == header : add(text, format: format) else { throw foreign() }
                lines += 1
                start = end + 1
            }
            bytes += start
            pending.removeFirst(start)
        }
        // A torn line begins like ours; anything else is a file that we must not cut.
        let opening = format == .jsonl ? "{\"id\":" : lines == 0 ? header : ""
        guard zip(pending, opening.utf8).allSatisfy(==) else { throw foreign() }
    }

    private mutating func add(_ text: String, format: BatchFormat) -> Bool {
        switch format {
        case .jsonl:
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(text.utf8)) else { return false }
            files.insert(line.file)
            failed += line.error == nil ? 0 : 1
        case .csv:
            let values = CSV.values(of: text)
            let errorColumn = 2 + CardReading.printedOrder.count + 2
            guard values.count > errorColumn else { return false }
            files.insert(values[1])
            failed += values[errorColumn].isEmpty ? 0 : 1
        }
        return true
    }

    /// Where the next line feed stands that ends a record.
    private static func endOfRecord(in bytes: [UInt8], from start: Int, isQuoting: Bool) -> Int? {
        var isQuoted = false
        for index in start..<bytes.count {
            if isQuoting, bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if bytes[index] == UInt8(ascii: "\n"), !isQuoted { return index }
        }
        return nil
    }
}
