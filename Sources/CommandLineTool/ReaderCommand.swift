package import ArgumentParser
import KTPReading
import KTPServer
import Raster

/// `bacaktp reader`, which `serve` starts: reads pictures that come over standard input, which is a socket.
package struct ReaderCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reader", abstract: "Reads the pictures of a server; started by it.", shouldDisplay: false)

    @Option(help: ArgumentHelp("Memory that it may use.", valueName: "MiB"))
    package var memory = ReaderLoop.Ceilings().memoryMiB

    @OptionGroup package var accept: AcceptOption

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func perform(in surroundings: Surroundings) throws {
        var ceilings = ReaderLoop.Ceilings()
        ceilings.memoryMiB = memory
        ReaderLoop(ceilings: ceilings).run {
            let accepted = try accept.formats(in: surroundings)
            let configuration = try options.configuration(jobs: 1, threads: 1, in: surroundings)
            let reader = try CardReader(configuration: configuration)
            // The first reading prepares what every other one uses.
            if let sample = Resources.sampleCard(resources: configuration.resources, in: surroundings) {
                _ = try reader.read(Photo(bytes: FileAccess.read(path: sample, limit: FileAccess.pictureBytes)))
            }
            return { picture, options in try reader.read(Photo(bytes: picture, accepting: accepted), options: options) }
        }
    }
}
