package import KTPReading

/// What came of one picture, or of a card in it: a line of `batch`.
package struct PictureRecord: Sendable {
    /// The file name without its ending.
    package let id: String
    /// The path as found.
    package let file: String
    /// The reading, or why there is none.
    package let outcome: Result<CardReading, PictureFailure>
    /// Wall time from the first byte to the last field.
    package let elapsed: Duration

    package init(id: String, file: String, outcome: Result<CardReading, PictureFailure>, elapsed: Duration) {
        self.id = id
        self.file = file
        self.outcome = outcome
        self.elapsed = elapsed
    }

    /// Reads a picture; every failure is a record too.
    package init(
        reading picture: PictureSource, options: ReadingOptions = ReadingOptions(), with read: PictureReader
    ) {
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = Result { try read(picture.load(), options) }.mapError { PictureFailure($0) }
        self.init(id: picture.id, file: picture.file, outcome: outcome, elapsed: clock.now - start)
    }

    /// Reads a picture, or every card in it, the surest first; of several each has `#` and its number after its id.
    package static func records(
        of picture: PictureSource, everyCard: Bool, options: ReadingOptions = ReadingOptions(),
        with read: PictureReader
    ) -> [PictureRecord] {
        guard everyCard else { return [PictureRecord(reading: picture, options: options, with: read)] }
        let bytes = Result { try picture.load() }
        let loaded = PictureSource(file: picture.file) { try bytes.get() }
        func record(_ card: Int) -> PictureRecord {
            var options = options
            options.card = card
            return PictureRecord(reading: loaded, options: options, with: read)
        }
        let first = record(1)
        let others = first.reading?.card.others ?? []
        guard !others.isEmpty else { return [first] }
        return [first.numbered(1)] + others.map { record($0.number).numbered($0.number) }
    }

    private func numbered(_ card: Int) -> PictureRecord {
        PictureRecord(id: "\(id)#\(card)", file: file, outcome: outcome, elapsed: elapsed)
    }

    /// The reading; nil when there is none.
    package var reading: CardReading? { try? outcome.get() }

    /// Why there is no reading; nil when there is one.
    package var failure: PictureFailure? {
        guard case .failure(let failure) = outcome else { return nil }
        return failure
    }

    /// The record with its reading masked.
    package func masked() -> PictureRecord {
        PictureRecord(id: id, file: file, outcome: outcome.map { $0.masked() }, elapsed: elapsed)
    }

    private var status: CardReading.Status { reading?.status ?? .reject }
    private var milliseconds: Double { (elapsed.milliseconds * 10).rounded() / 10 }
}

extension PictureRecord {
    /// The line of the contract, section 3; with `details` the other members of the reading follow.
    package func json(details: Bool) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("id", .string(id)), ("file", .string(file)), ("data", reading?.dataJSON ?? .null),
            ("status", .string(status.rawValue)), ("ms", .number(milliseconds)),
            ("error", failure?.json ?? .null),
        ]
        if details, case .object(let all)? = reading?.detailsJSON(id: id) {
            members += all.filter { member in !members.contains { $0.key == member.key } }
        }
        return .object(members)
    }

    /// The names of the columns of ``row(details:)``.
    package static func columns(details: Bool) -> [String] {
        let keys = CardReading.printedOrder.map(\.rawValue)
        let more = details ? ["reasons", "kind", "quality"] + keys.map { $0 + ".confidence" } : []
        return ["id", "file"] + keys + ["status", "ms", "error_code", "error_message"] + more
    }

    /// The record as cells; what was not read is empty.
    package func row(details: Bool) -> [String] {
        let keys = CardReading.printedOrder
        var row = [id, file] + keys.map { reading?[$0] ?? "" }
        row += [status.rawValue, Self.text(milliseconds), failure?.code.rawValue ?? "", failure?.message ?? ""]
        guard details else { return row }
        row.append(reading?.reasons.joined(separator: " ") ?? "")
        row.append(reading?.card.kind.rawValue ?? "")
        row.append(reading.map { Self.text($0.quality.score) } ?? "")
        return row + keys.map { key in reading?.fields[key].map { Self.text($0.confidence) } ?? "" }
    }

    /// The record as a table of fields for people.
    package func table(details: Bool) -> String {
        var table = TextTable(["FIELD", "VALUE"] + (details ? ["CONFIDENCE", "SOURCE"] : []))
        table.add(["file", file])
        table.add(["status", status.rawValue])
        if let failure { table.add(["error", failure.message]) }
        for key in reading == nil ? [] : CardReading.printedOrder {
            let field = reading?.fields[key]
            let more = field?.value == nil ? [] : [Self.text(field?.confidence ?? 0), field?.source.rawValue ?? ""]
            table.add([key.rawValue, field?.value ?? ""] + (details ? more : []))
        }
        for reason in details ? reading?.reasons ?? [] : [] { table.add(["reason", reason]) }
        return table.text
    }

    private static func text(_ number: Double) -> String { JSONValue.number(number).serialized() }
}

extension PictureFailure {
    /// `{"code", "message"}`.
    package var json: JSONValue { .object([("code", .string(code.rawValue)), ("message", .string(message))]) }
}
