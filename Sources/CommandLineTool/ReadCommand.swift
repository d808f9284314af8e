package import ArgumentParser
import KTPReading

/// `bacaktp read`.
package struct ReadCommand: ToolCommand {
    /// The forms in which readings are printed.
    package enum Format: String, CaseIterable, ExpressibleByArgument { case json, jsonl, csv, table }

    package static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Reads each picture and prints what the card says.",
        discussion: """
            json prints the object of a picture; for several pictures, or with --every-card, an array of the lines that batch writes, with \
            id, file, data, status, ms and error. jsonl always prints those lines, one a picture. csv has one column \
            a field, table is for people.
            """)

    @Argument(help: ArgumentHelp("JPEG, PNG, WebP, HEIC or PDF files; - is standard input.", valueName: "image"))
    package var images: [String]

    @Flag(help: "Print the whole reading: confidence, boxes, checks, quality, time.")
    package var details = false

    @Option(help: "How to print.")
    package var format: Format = .json

    @Flag(help: "Hide what identifies the holder: most of the NIK, the names, the birthday, the street.")
    package var mask = false

    @Option(
        help: ArgumentHelp(
            "Write the portrait, the signature and the photo with what identifies the holder painted over.",
            discussion: "As ID.photo.jpg, ID.signature.jpg and ID.masked.jpg; with --mask only the last.",
            valueName: "dir"))
    package var pictures: String?

    @OptionGroup package var cards: CardsOption

    @OptionGroup package var accept: AcceptOption

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func validate() throws {
        guard images.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Standard input (-) can be read only once.")
        }
        let ids = images.map { PictureSource(path: $0).id }
        guard pictures == nil || Set(ids).count == ids.count else {
            throw ValidationError("With --pictures no two images may have the same name.")
        }
    }

    package func perform(in surroundings: Surroundings) throws {
        let accepted = try accept.formats(in: surroundings)
        if images.count == 1, images[0] != "-", FileAccess.kind(images[0]) == .absent {
            throw CommandFailure(.notFound, images[0], "no such file")
        }
        let cutOuts = try pictures.map { try CutOuts(folder: $0, isMasked: mask) }
        let read = try options.makeReader(
            jobs: 1, threads: surroundings.cores, accepting: accepted, in: surroundings)
        var array: [JSONValue] = []
        var failed = 0
        var isFirst = true
        for image in images {
            let records = PictureRecord.records(
                of: source(image, in: surroundings), everyCard: cards.every,
                options: cutOuts?.options ?? ReadingOptions(), with: read)
            if let failure = records.compactMap(\.failure).first?.commandFailure(image) {
                guard images.count > 1 || records.count > 1 else { throw failure }
                surroundings.report(failure)
                failed += 1
            }
            for record in records {
                try cutOuts?.write(record)
                let shown = mask ? record.masked() : record
                if format == .json, images.count > 1 || cards.every {
                    array.append(shown.json(details: details))
                } else {
                    try surroundings.output(text(shown, isFirst: isFirst))
                }
                isFirst = false
            }
        }
        if !array.isEmpty { try surroundings.output(JSONValue.array(array).serialized(indentation: 2) + "\n") }
        if failed > 0 { throw ExitStatus.someFailed.exitCode }
    }

    private func source(_ image: String, in surroundings: Surroundings) -> PictureSource {
        image == "-" ? PictureSource(file: image, load: surroundings.standardInput) : PictureSource(path: image)
    }

    private func text(_ record: PictureRecord, isFirst: Bool) -> String {
        switch format {
        case .json:
            let json = details ? record.reading?.detailsJSON(id: record.id) : record.reading?.dataJSON
            return (json ?? .null).serialized(indentation: 2) + "\n"
        case .jsonl: return BatchFormat.jsonl.line(record, details: details)
        case .csv:
            let header = isFirst ? BatchFormat.csv.header(details: details) : ""
            return header + BatchFormat.csv.line(record, details: details)
        case .table: return (isFirst ? "" : "\n") + record.table(details: details)
        }
    }
}
