public import CardVision
import Foundation
package import Gazetteer
package import Inference
public import Raster
public import TextRecognition

/// Reads Indonesian identity cards.
///
/// Safe to share between threads; each concurrent ``read(_:options:)`` uses inference requests of its own.
public struct CardReader: Sendable {
    /// The confidences by which a reading is accepted, reviewed or rejected.
    public struct Thresholds: Sendable, Equatable {
        /// A card is accepted when each value that every card has is at least this sure, and no check fails.
        public var accept = 0.7
        /// A card is rejected when neither its NIK nor its name is at least this sure.
        public var reject = 0.1

        /// Creates the documented defaults.
        public init() {}
    }

    /// Where the networks and the regions lie, and how much of the machine to use.
    public struct Configuration: Sendable {
        /// The folder with `models/` and `gazetteer/` that set-up fills.
        public var resources: String
        /// Readings that may run at the same time; each has its own inference requests.
        public var concurrency: Int = 1
        /// Processor threads that one reading may use.
        public var threadsPerReading: Int = 1
        /// A folder for compiled networks, which shorten the start; nil keeps none.
        public var cache: String?
        /// `f32`, `bf16` or `f16`; nil leaves the choice to the inference engine.
        public var precision: String?
        /// The recognizer's name in the manifest; nil for the usual one.
        public var recognizer: String?
        /// Whether cards are looked for with the general text detector alone.
        public var usesGeneralDetector = false
        /// When a reading is accepted, reviewed or rejected.
        public var thresholds = Thresholds()

        /// Creates a configuration with the documented defaults.
        public init(resources: String) { self.resources = resources }
    }

    /// Finds the cards in the photo.
    public let locator: CardLocator
    /// Looks at it straight on.
    public let rectifier = CardRectifier()
    /// Finds the lines of print on it.
    public let lineFinder: LineFinder
    /// Finds the card by its print, where the locator does not.
    public let printLocator: PrintLocator
    /// Finds text in a view of the card, where the line finder does not.
    public let detector: TextDetector
    /// Reads the text.
    public let recognizer: TextRecognizer
    /// Reads again what the recognizer doubts.
    public let proofreader: TextRecognizer
    /// Long side in pixels that a photo is first decoded to: print of a card that fills half of it can be read.
    private static let decodedLongSide = 1400
    /// Forms and tables that ask for a name, a sex and a religion have up to two values that a KTP has.
    private static let leastTypicalValues = 3
    let extractor: FieldExtractor
    let validator: FieldValidator
    let manifest: ModelManifest
    let usesGeneralDetector: Bool

    /// Loads the networks and the regions.
    ///
    /// - Throws: ``Inference/ModelError`` or `GazetteerError`.
    public init(configuration: Configuration) throws {
        let directory = configuration.resources + "/models"
        var manifest = try ModelManifest(directory: directory)
        manifest.recognizer = try manifest.recognizer(named: configuration.recognizer)
        // A reading searches one picture with all its threads, and reads as many lines at the same time as it has threads.
        let (jobs, threads) = (configuration.concurrency, configuration.threadsPerReading)
        let detection = OpenVINOSession.Configuration(
            streams: jobs, threadsPerStream: threads, precision: configuration.precision, cache: configuration.cache)
        let recognition = OpenVINOSession.Configuration(
            streams: jobs * threads, precision: configuration.precision, cache: configuration.cache)
        let networks = manifest
        // Most cards never need these, whose loading would take as long as a reading.
        let corners = DeferredSession(try ModelFile(networks.cornerFinder, in: directory), configuration: detection)
        let proofreader =
            networks.recognizer.proofreader == nil
            ? nil : try Self.recognizer(try networks.proofreader, in: directory, recognition)
        var search = detection
        search.shape = TextDetector.Configuration().inputShape
        let detector = DeferredSession(try ModelFile(networks.detector, in: directory), configuration: search)
        let (sight, recognizer) = try inParallel {
            (
                locator: try OpenVINOSession(ModelFile(networks.cardLocator, in: directory), configuration: detection),
                lineFinder: try OpenVINOSession(ModelFile(networks.lineFinder, in: directory), configuration: detection)
            )
        } and: {
            let recognizer = try Self.recognizer(networks.recognizer, in: directory, recognition)
            try recognizer.prepare(for: networks.recognizer.input.stripShapes.first ?? [])
            return recognizer
        }
        try self.init(
            manifest: manifest,
            sessions: Sessions(
                cardLocator: sight.locator, cornerFinder: corners, lineFinder: sight.lineFinder,
                detector: detector, recognizer: recognizer, proofreader: proofreader),
            gazetteer: Gazetteer(directory: configuration.resources + "/gazetteer"),
            thresholds: configuration.thresholds, threads: threads,
            usesGeneralDetector: configuration.usesGeneralDetector)
    }

    /// A recognizer that is compiled for each shape of strip when the first of that shape comes.
    private static func recognizer(
        _ model: ModelManifest.Model, in directory: String, _ configuration: OpenVINOSession.Configuration
    ) throws -> FixedShapesSession {
        try FixedShapesSession(
            ModelFile(model, in: directory), shapes: model.input.stripShapes, configuration: configuration)
    }

    /// The networks of a reader.
    package struct Sessions {
        var cardLocator: any InferenceSession
        var cornerFinder: any InferenceSession
        var lineFinder: any InferenceSession
        var detector: any InferenceSession
        var recognizer: any InferenceSession
        var proofreader: (any InferenceSession)?

        /// Puts networks together, which may be fakes; without a proofreader the recognizer is its own.
        package init(
            cardLocator: any InferenceSession, cornerFinder: any InferenceSession, lineFinder: any InferenceSession,
            detector: any InferenceSession, recognizer: any InferenceSession,
            proofreader: (any InferenceSession)? = nil
        ) {
            self.cardLocator = cardLocator
            self.cornerFinder = cornerFinder
            self.lineFinder = lineFinder
            self.detector = detector
            self.recognizer = recognizer
            self.proofreader = proofreader
        }
    }

    /// Puts a reader together from its networks.
    package init(
        manifest: ModelManifest, sessions: Sessions, gazetteer: Gazetteer, thresholds: Thresholds = Thresholds(),
        threads: Int = 1, usesGeneralDetector: Bool = false
    ) throws {
        var recognition = TextRecognizer.Configuration()
        recognition.threads = threads
        self.manifest = manifest
        self.usesGeneralDetector = usesGeneralDetector
        locator = CardLocator(
            CardFinder(session: sessions.cardLocator, model: manifest.cardLocator),
            close: CornerFinder(session: sessions.cornerFinder, model: manifest.cornerFinder))
        lineFinder = LineFinder(session: sessions.lineFinder, model: manifest.lineFinder)
        detector = TextDetector(session: sessions.detector, model: manifest.detector)
        recognizer = try TextRecognizer(
            session: sessions.recognizer, model: manifest.recognizer, configuration: recognition)
        proofreader =
            try sessions.proofreader.map {
                try TextRecognizer(session: $0, model: try manifest.proofreader, configuration: recognition)
            } ?? recognizer
        printLocator = PrintLocator(detector: detector)
        extractor = FieldExtractor(gazetteer: gazetteer, alphabet: self.recognizer.alphabet)
        validator = FieldValidator(gazetteer: gazetteer, thresholds: thresholds)
    }

    /// Reads a card in a photo.
    ///
    /// - Parameters:
    ///   - photo: The photo; of a PDF the first page that shows a KTP is read, and places are in that page's pixels.
    ///   - options: Which of several cards to read, and what to make of it besides.
    /// - Returns: The reading.
    /// - Throws: ``Raster/ImageError`` when the picture cannot be decoded, ``ReadingError`` when it shows no KTP,
    ///   ``Inference/ModelError`` when a network fails.
    public func read(_ photo: Photo, options: ReadingOptions = ReadingOptions()) throws -> CardReading {
        let (seen, page) = try firstReadable(photo, card: options.card, keepsCrops: false)
        var reading = seen.reading
        if !options.pictures.isEmpty, let maker = PictureMaker(reading, photo: page, decoded: seen.photo) {
            reading.pictures = try CardPicture.Kind.allCases.filter(options.pictures.contains)
                .compactMap(maker.picture)
        }
        return reading
    }

    /// Reads the surest card in a photo and keeps what each stage saw.
    ///
    /// - Parameters:
    ///   - photo: The photo; of a PDF the first page that shows a KTP is read.
    ///   - keepsCrops: Whether to cut out each line once more to show it.
    /// - Returns: The trace, the reading in it.
    /// - Throws: As ``read(_:options:)``.
    public func trace(_ photo: Photo, keepsCrops: Bool = true) throws -> ReadingTrace {
        try firstReadable(photo, card: nil, keepsCrops: keepsCrops).trace
    }

    /// What comes of the first page of a photo that shows a KTP, and the page.
    ///
    /// Of several pages those are searched for print whose corners look like a card's, ``mostSearches`` at most, and where
    /// there are none the first: ten pages of text cost little more than one.
    ///
    /// - Throws: What reading the first page that was searched threw, where none shows one.
    private func firstReadable(
        _ photo: Photo, card: Int?, keepsCrops: Bool
    ) throws -> (trace: ReadingTrace, page: Photo) {
        let pages = photo.pages
        let searchesAll = pages.count == 1 || usesGeneralDetector
        var searchesLeft = searchesAll ? pages.count : Self.mostSearches
        var failure: ReadingError?
        for page in pages {
            do {
                if let trace = try trace(
                    page: page, card: card, keepsCrops: keepsCrops, needsCorners: !searchesAll,
                    searchesLeft: &searchesLeft)
                {
                    return (trace, page)
                }
            } catch let error as ReadingError where [.noCardFound, .notAKTP].contains(error.code) {
                failure = failure ?? error
            }
        }
        searchesLeft = 1
        guard failure == nil, let page = pages.first,
            let trace = try trace(
                page: page, card: card, keepsCrops: keepsCrops, needsCorners: false, searchesLeft: &searchesLeft)
        else { throw failure ?? ReadingError(.noCardFound, "there is no page") }
        return (trace, page)
    }

    /// How many pages of a PDF are searched for print by the general detector, which costs more than all else.
    private static let mostSearches = 3

    /// Reads one page.
    ///
    /// - Parameters:
    ///   - photo: The page.
    ///   - card: Which card on it, as ``ReadingOptions/card`` says.
    ///   - keepsCrops: Whether to cut out each line once more to show it.
    ///   - needsCorners: Whether it is searched for print only where something looks like a card's corners.
    ///   - searchesLeft: How many pages may still be searched for print; counted down.
    /// - Returns: The trace; nil where nothing was read and the page is not searched.
    /// - Throws: As ``read(_:options:)``.
    private func trace(
        page photo: Photo, card: Int?, keepsCrops: Bool, needsCorners: Bool, searchesLeft: inout Int
    ) throws -> ReadingTrace? {
        var clock = StageClock()
        let decoded = try photo.decoded(minimumLongSide: Self.decodedLongSide)
        clock.mark(\.decode)
        let pyramid = PhotoPyramid(decoded)
        let seen = CardsSeen(usesGeneralDetector ? [] : try locator.locateCards(in: pyramid), asked: card)
        guard seen.isThere else {
            throw ReadingError(.noCardFound, "the picture shows no card of that number")
        }
        let location = seen.chosen
        clock.mark(\.locate)
        guard location != nil || !needsCorners else { return nil }
        let straight = try location.flatMap { try readStraight($0, in: photo, decoded: pyramid, &clock) }
        let print: CardPrint
        if let straight, straight.card.isSatisfying {
            print = straight
        } else if searchesLeft > 0, seen.number == 1 {
            searchesLeft -= 1
            print = try better(of: straight) { try readByPrint(photo, decoded: pyramid, location, &clock) }
        } else if let straight {
            print = straight
        } else if seen.number > 1 {
            throw ReadingError(.notAKTP, "the print on the card of that number is not laid out as a KTP's")
        } else {
            return nil
        }
        guard print.card.typicalValues >= Self.leastTypicalValues else {
            throw ReadingError(.notAKTP, "the print has a KTP's labels at most, and not its values")
        }
        let verdict = validator.validate(Calibration.calibrated(print.card.fields))
        let reading = assemble(verdict, print, seen, photo: photo, decoded: decoded, clock: &clock)
        return ReadingTrace(
            photo: decoded, view: print.view, textMap: print.textMap, lines: print.lines,
            crops: keepsCrops ? print.lines.map { recognizer.lineCrop($0.quad, of: print.view) } : [],
            rows: print.card.rowNames(of: print.lines), reading: reading)
    }
}

/// Measures one stage after the other.
struct StageClock {
    /// By the clock.
    private(set) var timing = CardReading.Timing()
    /// Of the processor.
    private(set) var cpu = CardReading.Timing()
    private let start = Moment()
    private var last: Moment

    init() { last = start }

    /// Books the time since the last mark on a stage.
    mutating func mark(_ stage: WritableKeyPath<CardReading.Timing, Duration>) {
        let now = Moment()
        timing[keyPath: stage] += now.clock - last.clock
        timing.total = now.clock - start.clock
        cpu[keyPath: stage] += now.cpu - last.cpu
        cpu.total = now.cpu - start.cpu
        last = now
    }

    /// A point in time.
    private struct Moment {
        let clock = ContinuousClock.now
        /// What the calling thread has had of the processor so far: the process's own is told to a few milliseconds
        /// where a limit is set on it, as in readers.
        let cpu: Duration

        init() {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            cpu = .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
    }
}
