package import ArgumentParser
import KTPReading

extension BatchFormat: ExpressibleByArgument {}

/// `bacaktp batch`.
package struct BatchCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Reads many pictures to one line each.",
        discussion: """
            An input is a folder (with all folders in it), a ZIP archive, a list file (.txt, one path a line, relative \
            to the list or else to the working directory), a picture, or a pattern with *, ?, […] or ** of any of \
            these. In folders, archives and patterns, files that end in jpg, jpeg, png, webp, heic, heif or pdf count \
            as pictures, as far as --accept has their format; hidden ones do not.

            A line is {"id", "file", "data", "status", "ms", "error"}; lines stand in any order, and a picture that \
            cannot be read is a line with an error. Every line is written whole, so that the output is valid \
            whenever the run is cut off; --resume then goes on where it ended. Ctrl-C ends the run after the \
            pictures being read.
            """)

    @Argument(help: ArgumentHelp("Folders, ZIP archives, list files, pictures or patterns.", valueName: "input"))
    package var inputs: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
    package var output: String

    @Option(help: "How to write; csv when the output's name ends so, otherwise jsonl.")
    package var format: BatchFormat?

    @OptionGroup package var jobs: JobsOption

    @Flag(help: "Keep the lines that the output has, and read only the pictures that are not among them.")
    package var resume = false

    @Flag(help: "Write the whole reading: confidence, boxes, checks, quality, time.")
    package var details = false

    @OptionGroup package var cards: CardsOption

    @OptionGroup package var accept: AcceptOption

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func validate() throws {
        guard !resume || output != "-" else { throw ValidationError("--resume needs an output file.") }
    }

    package func perform(in surroundings: Surroundings) throws {
        let accepted = try accept.formats(in: surroundings)
        let found = try InputCollector.collect(inputs, accepting: accepted)
        let lines = try sink(in: surroundings)
        let pictures = found.filter { !lines.earlier.files.contains($0.file) }
        let progress = ProgressLine(total: pictures.count, in: surroundings)
        let isInterrupted = surroundings.watchInterruption()
        if !pictures.isEmpty {
            let jobs = min(jobs.count(in: surroundings), pictures.count)
            let read = try options.makeReaders(jobs, accepting: accepted, in: surroundings)
            try BatchRunner(jobs: jobs, everyCard: cards.every, read: read).run(pictures, isInterrupted: isInterrupted)
            {
                try lines.append($0)
                progress.count(failed: $0.contains { $0.failure != nil })
            }
        }
        progress.end()
        let failed = lines.earlier.failed + progress.counts.failed
        report(progress.counts, of: found.count, kept: found.count - pictures.count, in: surroundings)
        if progress.counts.done < pictures.count { throw ExitStatus.interrupted.exitCode }
        if failed > 0 { throw ExitStatus.someFailed.exitCode }
    }

    private func sink(in surroundings: Surroundings) throws -> BatchOutput {
        let format = format ?? (output.lowercased().hasSuffix(".csv") ? .csv : .jsonl)
        guard output != "-" else {
            return try BatchOutput(format: format, details: details, write: surroundings.output)
        }
        return try BatchOutput(path: output, format: format, details: details, isResumed: resume)
    }

    /// Says how it went, on a terminal always and otherwise when not all is well.
    private func report(_ counts: (done: Int, failed: Int), of total: Int, kept: Int, in surroundings: Surroundings) {
        guard surroundings.isErrorTerminal || counts.failed > 0 || counts.done + kept < total else { return }
        let parts = [
            "\(counts.done) read", kept > 0 ? "\(kept) kept" : nil, counts.failed > 0 ? "\(counts.failed) failed" : nil,
            counts.done + kept < total ? "\(total - kept - counts.done) left; --resume goes on" : nil,
        ]
        surroundings.error("bacaktp: " + parts.compactMap(\.self).joined(separator: ", ") + "\n")
    }
}
