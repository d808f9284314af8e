import CProcess
import Foundation
import Glibc

/// One reader process and the socket to it; used by one thread at a time.
final class ReaderProcess {
    /// Why a process is of no more use.
    enum Loss: Error, Equatable {
        /// It could not be started, or did not load; the text is fit for a log.
        case notStarted(String)
        /// A signal ended it.
        case killed(signal: Int32)
        /// It ended by itself, or answered what is none.
        case ended
        /// It answered that it failed itself; the text is fit for a log.
        case failed(String)
        /// It did not answer in time, and was ended.
        case late
    }

    private let process: pid_t
    private let channel: FrameChannel
    /// Pictures it was given.
    private(set) var pictures = 0
    private var isWaitedFor = false

    /// Starts a process and waits until it has loaded.
    ///
    /// - Parameters:
    ///   - command: The program and its arguments.
    ///   - environment: Its environment.
    ///   - limit: The time it may take to load.
    /// - Throws: ``Loss/notStarted(_:)``, or ``Loss/killed(signal:)`` with `SIGKILL`.
    init(command: [String], environment: [String: String], limit: Duration) throws(Loss) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .notStarted("socketpair: \(errno)") }
        channel = FrameChannel(input: ends[0], output: ends[0])
        var environment = environment
        // A crash must not write what was in memory anywhere.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        let started = Self.spawn(command, environment, socket: ends[1])
        close(ends[1])
        guard case .success(let process) = started else {
            close(ends[0])
            if case .failure(let code) = started { throw .notStarted("posix_spawn: \(code.number)") }
            throw .notStarted("posix_spawn")
        }
        self.process = process
        do {
            switch ReaderReply(frame: try channel.receive(before: .now + limit)) {
            case .ready: return
            case .failure(let message): throw Loss.notStarted(message)
            default: throw Loss.notStarted("it did not say that it is ready")
            }
        } catch let loss as Loss {
            throw loss
        } catch {
            let loss = end(error as? FrameChannel.Fault ?? .closed)
            // Somebody else's signal says nothing about the program.
            if loss == .killed(signal: SIGKILL) { throw loss }
            throw .notStarted("it ended while loading: \(loss)")
        }
    }

    deinit {
        if !isWaitedFor { stop() }
        close(channel.input)
    }

    /// Reads one picture.
    func read(_ request: ReaderRequest, before deadline: ContinuousClock.Instant) throws(Loss) -> ReaderReply {
        pictures += 1
        do {
            let frames = request.frames
            try channel.send(frames.options, before: deadline)
            try channel.send(frames.picture, before: deadline)
            if let reply = ReaderReply(frame: try channel.receive(before: deadline)) { return reply }
        } catch {
            throw end(error)
        }
        stop()
        throw .ended
    }

    /// Bytes of memory of its own that it has asked for, used or not, as its ceiling counts them; nil when it has ended.
    var memory: Int? {
        // The sixth number of that file is its data and stack, in pages.
        let numbers = (try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8))?.split(separator: " ")
        guard let numbers, numbers.count > 5 else { return nil }
        return Int(numbers[5]).map { $0 * Int(getpagesize()) }
    }

    /// Ends the process, if it has not ended, and tells why it was lost.
    private func end(_ fault: FrameChannel.Fault) -> Loss {
        guard fault == .closed else {
            stop()
            return .late
        }
        // What closed the socket is ending, which takes a while on a busy machine.
        var status: Int32 = 0
        for _ in 0..<1000 where !isWaitedFor {
            if waitpid(process, &status, WNOHANG) == process { isWaitedFor = true } else { usleep(2000) }
        }
        guard isWaitedFor else {
            stop()
            return .ended
        }
        let signal = status & 0x7F
        return signal == 0 ? .ended : .killed(signal: signal)
    }

    private func stop() {
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isWaitedFor = true
    }

    private struct Code: Error { var number: Int32 }

    /// Starts a program whose standard input is the socket and which has no other descriptor of ours.
    private static func spawn(
        _ command: [String], _ environment: [String: String], socket: Int32
    ) -> Result<pid_t, Code> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
        // Nothing that a decoder or a crash prints may reach the log.
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // A group of its own: Ctrl-C is the server's, which lets readings finish.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        let arguments = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in arguments + variables { free(string) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, command[0], &actions, &attributes, arguments, variables)
        return code == 0 ? .success(process) : .failure(Code(number: code))
    }
}
