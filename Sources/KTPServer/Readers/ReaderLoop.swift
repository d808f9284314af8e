import CProcess
import Glibc
public import KTPReading

/// The life of a reader process: it takes pictures from its standard input, which is a socket, and answers on it.
public struct ReaderLoop {
    /// What a process may use; the system ends it when it uses more.
    public struct Ceilings: Sendable, Equatable {
        /// Memory of its own, in MiB.
        public var memoryMiB = 1024
        /// Processor time for one picture, in seconds.
        public var secondsPerPicture = 20

        /// Creates the documented defaults.
        public init() {}
    }

    private let channel = FrameChannel(input: STDIN_FILENO, output: STDIN_FILENO)
    private let ceilings: Ceilings

    /// Takes the ceilings and nothing else yet.
    public init(ceilings: Ceilings) { self.ceilings = ceilings }

    /// Loads, says so, and reads until nobody asks any more.
    ///
    /// - Parameter load: Loads what reads a picture.
    public func run(
        _ load: () throws -> @Sendable (_ picture: [UInt8], _ options: ReadingOptions) throws -> CardReading
    ) {
        Self.keepPrivate()
        Self.keepMemoryFlat()
        let bytes = rlim_t(ceilings.memoryMiB) << 20
        Self.limit(RLIMIT_DATA, to: bytes)
        do {
            let read = try load()
            try channel.send(ReaderReply.ready.frame)
            while true {
                let frames = (options: try channel.receive(), picture: try channel.receive())
                guard let request = ReaderRequest(frames: frames) else { return }
                limitProcessorTime()
                try channel.send(ReaderReply { try read(request.picture, request.options) }.frame)
            }
        } catch is FrameChannel.Fault {
            // Nobody asks any more.
        } catch {
            try? channel.send(ReaderReply.failure(APIError.loggable(error)).frame)
        }
    }

    /// Leaves no picture behind: no core file, no report of a crash with what was in memory, and no look into it by others.
    public static func keepPrivate() {
        limit(RLIMIT_CORE, to: 0)
        for number in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGQUIT] { signal(number, SIG_DFL) }
        _ = process_set_dumpable(0)
    }

    /// Gives the largest buffers back when they are done with, instead of keeping room for the largest so far on each
    /// thread: one reading at a time needs no more than one arena.
    ///
    /// A phone's photo at half its size, 9 MB, stays below: fresh pages for each took 7 milliseconds of a reading.
    private static func keepMemoryFlat() {
        _ = mallopt(M_ARENA_MAX, 1)
        _ = mallopt(M_MMAP_THRESHOLD, 16 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 32 << 20)
    }

    private static func limit(_ resource: __rlimit_resource, to value: rlim_t) {
        var limits = rlimit(rlim_cur: value, rlim_max: value)
        _ = setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
    }

    /// Lets the next picture have so much more than has been used.
    private func limitProcessorTime() {
        var used = rusage()
        getrusage(RUSAGE_SELF.rawValue, &used)
        let seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + ceilings.secondsPerPicture
        var limits = rlimit(rlim_cur: rlim_t(seconds), rlim_max: rlim_t.max)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limits)
    }
}
