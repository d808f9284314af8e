package import ArgumentParser
import Gazetteer
import KTPReading
import Raster

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

    @Option(
        help: ArgumentHelp(
            "A card is accepted when every value that each card has is at least this sure, 0 to 1.",
            discussion: "Otherwise BACAKTP_ACCEPT_CONFIDENCE, or 0.7.", valueName: "share"))
    package var acceptConfidence: Double?

    @Option(
        help: ArgumentHelp(
            "A card is rejected when neither its NIK nor its name is at least this sure, 0 to 1.",
            discussion: "Otherwise BACAKTP_REJECT_CONFIDENCE, or 0.1.", valueName: "share"))
    package var rejectConfidence: Double?

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
    ///   - accepted: The formats that are read.
    ///   - surroundings: Where the folders are looked for.
    /// - Returns: What reads a picture; may be called from `jobs` threads at once.
    /// - Throws: ``CommandFailure``.
    func makeReader(
        jobs: Int, threads: Int, accepting accepted: Set<ImageFormat> = Set(ImageFormat.allCases),
        in surroundings: Surroundings
    ) throws -> PictureReader {
        try surroundings.makeReader(configuration(jobs: jobs, threads: threads, in: surroundings), accepted)
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
        let usual = configuration.thresholds
        configuration.thresholds.accept =
            try share(
                acceptConfidence, "--accept-confidence", "BACAKTP_ACCEPT_CONFIDENCE", in: surroundings) ?? usual.accept
        configuration.thresholds.reject =
            try share(
                rejectConfidence, "--reject-confidence", "BACAKTP_REJECT_CONFIDENCE", in: surroundings) ?? usual.reject
        return configuration
    }

    /// The options as arguments for another process of this program, with what variables and folders made of them.
    func arguments(in surroundings: Surroundings) throws -> [String] {
        let configuration = try configuration(jobs: 1, threads: 1, in: surroundings)
        let thresholds = configuration.thresholds
        var arguments = [
            "--resources", configuration.resources, "--accept-confidence", "\(thresholds.accept)",
            "--reject-confidence", "\(thresholds.reject)",
        ]
        if let cache = configuration.cache { arguments += ["--cache", cache] }
        if let recognizer = configuration.recognizer { arguments += ["--recognizer", recognizer] }
        if generalDetector { arguments.append("--general-detector") }
        return arguments
    }

    /// A share of 1 from an option or else from a variable; nil where neither is set.
    private func share(
        _ option: Double?, _ flag: String, _ variable: String, in surroundings: Surroundings
    ) throws -> Double? {
        let text = option.map { "\($0)" } ?? surroundings.variable(variable)
        guard let text else { return nil }
        guard let share = Double(text), (0...1).contains(share) else {
            throw CommandFailure(
                .usage, "\(option == nil ? variable : flag): \"\(text)\" cannot be used; expected a number from 0 to 1")
        }
        return share
    }
}

/// The option of every command that may read all cards in a picture.
package struct CardsOption: ParsableArguments {
    @Flag(
        name: .customLong("every-card"),
        help: "Read every card in a picture, not the surest alone; of several each gets # and its number after its id.")
    package var every = false

    package init() {}
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
