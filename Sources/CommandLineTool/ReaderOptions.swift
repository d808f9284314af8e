package import ArgumentParser
import Gazetteer
import KTPReading

/// The option of every command that needs the networks or the regions.
package struct ResourcesOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder with the networks and the regions.",
            discussion: "Otherwise BACAKTP_RESOURCES, or the place where it was installed.", valueName: "dir"))
    package var resources: String?

    package init() {}

    /// The folder; throws ``CommandFailure`` when there is none.
    func folder(in surroundings: Surroundings) throws -> String {
        try Resources.folder(option: resources, in: surroundings)
    }

    /// Loads the regions.
    func gazetteer(in surroundings: Surroundings) throws -> Gazetteer {
        try Gazetteer(directory: folder(in: surroundings) + "/gazetteer")
    }
}

/// The options of every command that reads cards.
package struct ReaderOptions: ParsableArguments {
    @OptionGroup package var resources: ResourcesOption

    @Option(
        help: ArgumentHelp(
            "A folder for compiled networks, which make the next start faster.",
            discussion: "Otherwise BACAKTP_CACHE, or bacaktp in the user's cache folder.", valueName: "dir"))
    package var cache: String?

    @Option(
        help: ArgumentHelp(
            "The network that reads the lines; `bacaktp doctor` lists them.",
            discussion: "Otherwise BACAKTP_RECOGNIZER, or the first of that list.", valueName: "name"))
    package var recognizer: String?

    @Flag(
        help: ArgumentHelp(
            "Look for text of any kind, not for a KTP's corners and lines first.",
            discussion: "Slower; what is done anyway where no card is made out."))
    package var generalDetector = false

    package init() {}

    /// Loads the networks.
    ///
    /// - Parameters:
    ///   - jobs: Readings at the same time.
    ///   - threads: Threads for one reading.
    ///   - surroundings: Where the folders are looked for.
    /// - Returns: What reads a picture; may be called from `jobs` threads at once.
    /// - Throws: ``CommandFailure``.
    func makeReader(jobs: Int, threads: Int, in surroundings: Surroundings) throws -> PictureReader {
        try surroundings.makeReader(configuration(jobs: jobs, threads: threads, in: surroundings))
    }

    /// What the options mean for a reader.
    func configuration(jobs: Int, threads: Int, in surroundings: Surroundings) throws -> CardReader.Configuration {
        var configuration = CardReader.Configuration(
            resources: try resources.folder(in: surroundings))
        configuration.concurrency = jobs
        configuration.threadsPerReading = threads
        configuration.recognizer = recognizer ?? surroundings.variable("BACAKTP_RECOGNIZER")
        configuration.usesGeneralDetector = generalDetector
        configuration.cache = Resources.cache(option: cache, in: surroundings)
        return configuration
    }
}

/// The option of every command that reads several cards at the same time.
package struct JobsOption: ParsableArguments {
    @Option(help: ArgumentHelp("Readings at the same time; the number of cores unless given.", valueName: "n"))
    package var jobs: Int?

    package init() {}

    package func validate() throws {
        guard let jobs else { return }
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 256.") }
    }

    /// The number of readings at the same time.
    func count(in surroundings: Surroundings) -> Int { jobs ?? surroundings.cores }
}
