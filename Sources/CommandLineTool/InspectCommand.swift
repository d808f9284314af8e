package import ArgumentParser
import Foundation
import KTPReading
import Raster

/// `bacaktp inspect`.
package struct InspectCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Writes what each stage saw of a picture, and a page that shows it.",
        discussion: """
            The folder gets the photo with the card's outline, the view of the card with its lines, the map of the \
            text detector, every line as the recognizer saw it, and index.html. All of it is personal data: delete it \
            when you are done.
            """)

    @Argument(help: ArgumentHelp("A JPEG, PNG, WebP, HEIC or PDF file.", valueName: "image"))
    package var image: String

    @Option(help: ArgumentHelp("Where to write; made when absent.", valueName: "dir"))
    package var output: String

    @OptionGroup package var accept: AcceptOption

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func perform(in surroundings: Surroundings) throws {
        let configuration = try options.configuration(jobs: 1, threads: surroundings.cores, in: surroundings)
        let accepted = try accept.formats(in: surroundings)
        let trace: ReadingTrace
        do {
            let bytes = try PictureSource(path: image).load()
            trace = try CardReader(configuration: configuration).trace(
                Photo(bytes: bytes, accepting: accepted))
        } catch {
            throw PictureFailure(error).commandFailure(image)
        }
        do {
            try InspectionReport(trace: trace).write(to: output)
        } catch let error as CocoaError {
            throw CommandFailure(.inputOutput, output, error.localizedDescription)
        }
        try surroundings.output("\(output)/index.html\n")
    }
}
