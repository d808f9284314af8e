package import Gazetteer
import Glibc
package import KTPReading
package import Raster

/// Reads the bytes of one picture; a closure, so that commands can be tested without a network.
package typealias PictureReader = @Sendable (_ bytes: [UInt8], _ options: ReadingOptions) throws -> CardReading

/// What a command sees of the world outside, so that tests can put another world there.
package struct Surroundings: Sendable {
    /// Environment variables.
    package var environment: [String: String]
    /// Where the running program lies; nil when the system does not tell.
    package var executable: String?
    /// Processor cores that we may use.
    package var cores: Int
    /// The day of today in Jakarta.
    package var today: CalendarDate
    /// Whether standard error is a terminal, where progress is shown.
    package var isErrorTerminal: Bool
    /// Writes to standard output.
    package var output: @Sendable (String) throws -> Void
    /// Writes to standard error.
    package var error: @Sendable (String) -> Void
    /// Reads standard input to its end.
    package var standardInput: @Sendable () throws -> [UInt8]
    /// Loads the networks.
    package var makeReader: @Sendable (CardReader.Configuration, _ accepted: Set<ImageFormat>) throws -> PictureReader
    /// Begins to listen for Ctrl-C; what it returns tells whether it came.
    package var watchInterruption: @Sendable () -> @Sendable () -> Bool

    package init(
        environment: [String: String], executable: String?, cores: Int, today: CalendarDate,
        isErrorTerminal: Bool, output: @escaping @Sendable (String) throws -> Void,
        error: @escaping @Sendable (String) -> Void,
        standardInput: @escaping @Sendable () throws -> [UInt8],
        makeReader:
            @escaping @Sendable (CardReader.Configuration, _ accepted: Set<ImageFormat>) throws ->
            PictureReader,
        watchInterruption: @escaping @Sendable () -> @Sendable () -> Bool
    ) {
        self.environment = environment
        self.executable = executable
        self.cores = cores
        self.today = today
        self.isErrorTerminal = isErrorTerminal
        self.output = output
        self.error = error
        self.standardInput = standardInput
        self.makeReader = makeReader
        self.watchInterruption = watchInterruption
    }

    /// An environment variable; nil when it is not set or empty.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// One line for standard error.
    func report(_ failure: CommandFailure) { error(failure.description + "\n") }
}

extension Surroundings {
    /// The real ones of this process.
    package static var process: Surroundings {
        Surroundings(
            environment: FileAccess.environment(), executable: FileAccess.executable(),
            cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), today: CalendarDate.inJakarta(at: time(nil)),
            isErrorTerminal: isatty(STDERR_FILENO) == 1,
            output: { try FileAccess.write($0, to: STDOUT_FILENO, name: "standard output") },
            error: { try? FileAccess.write($0, to: STDERR_FILENO, name: "standard error") },
            standardInput: { try FileAccess.read(descriptor: STDIN_FILENO, limit: FileAccess.pictureBytes) },
            makeReader: { configuration, accepted in
                let reader = try CardReader(configuration: configuration)
                return { bytes, options in
                    try reader.read(try Photo(bytes: bytes, accepting: accepted), options: options)
                }
            },
            watchInterruption: Interruption.watch)
    }
}

extension CalendarDate {
    /// The day in western Indonesia, seven hours ahead of Greenwich, which has no summer time.
    ///
    /// - Parameter seconds: Since 1970 began.
    /// - Returns: The day that calendars in Jakarta show.
    package static func inJakarta(at seconds: Int) -> CalendarDate {
        var shifted = seconds + 7 * 3600
        var parts = tm()
        let isKnown = gmtime_r(&shifted, &parts) != nil
        let date = CalendarDate(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        guard isKnown, let date else { preconditionFailure("the clock shows a day of the Gregorian calendar") }
        return date
    }
}
