package import ArgumentParser
import Evaluation
import KTPReading

/// `bacaktp evaluate`.
package struct EvaluateCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures accuracy, calibration and time over labelled pictures.",
        discussion: """
            A data set is a folder with labels.json beside the pictures: {"a.jpg": {"profile": "scan", "data": {…}}}, \
            data being what read prints. A field that is null is blank on the card, one that is absent is not judged, \
            and data that is null or absent means that the picture shows no KTP and is to be refused.

            The report names values that were read wrongly: keep it where the pictures are kept.
            """)

    @Argument(help: "The folder with labels.json.")
    package var dataset: String

    @Flag(help: "Print JSON instead of tables.")
    package var json = false

    @OptionGroup package var jobs: JobsOption

    @Option(help: ArgumentHelp("Take at most so many pictures, spread evenly over the set.", valueName: "n"))
    package var limit: Int?

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func validate() throws {
        guard limit ?? 1 > 0 else { throw ValidationError("--limit takes a number from 1.") }
    }

    package func perform(in surroundings: Surroundings) throws {
        var dataset = try loadDataset()
        if let limit { dataset = dataset.limited(to: limit) }
        let count = min(jobs.count(in: surroundings), max(1, dataset.pictures.count))
        let read = try options.makeReader(jobs: count, threads: 1, in: surroundings)
        let progress = ProgressLine(total: dataset.pictures.count, in: surroundings)
        let isInterrupted = surroundings.watchInterruption()
        let evaluator = Evaluator(jobs: count) { path, card in
            var options = ReadingOptions()
            options.card = card
            return try read(FileAccess.read(path: path), options)
        }
        let report = evaluator.evaluate(dataset, progress: progress.count, isInterrupted: isInterrupted)
        progress.end()
        try surroundings.output(json ? report.json.serialized(indentation: 2) + "\n" : report.text)
        if report.pictures < dataset.pictures.count { throw ExitStatus.interrupted.exitCode }
    }

    private func loadDataset() throws -> LabelledDataset {
        let path = (dataset.hasSuffix("/") ? dataset : dataset + "/") + LabelledDataset.labelsFile
        do {
            let loaded = try LabelledDataset(folder: dataset, labels: FileAccess.read(path: path, limit: 1 << 30))
            guard !loaded.pictures.isEmpty else { throw CommandFailure(.unreadable, path, "holds no labels") }
            return loaded
        } catch let failure as CommandFailure {
            throw failure
        } catch let failure as PictureFailure {
            throw failure.commandFailure(path)
        } catch {
            throw CommandFailure(.unreadable, path, "is not a file of labels")
        }
    }
}
