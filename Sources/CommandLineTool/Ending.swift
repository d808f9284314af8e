import Dispatch
import Glibc
import Synchronization

/// How a server ends: the first Ctrl-C or `kill` lets it finish, the second ends it at once.
final class Ending: Sendable {
    // Kept for their handlers; nothing else uses them.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    private init(_ sources: [any DispatchSourceSignal]) { self.sources = sources }

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - drain: Time between the two steps.
    ///   - begin: Called at the first signal.
    ///   - finish: Called after `drain`.
    /// - Returns: What listens for as long as it lives.
    static func watch(
        drain: Duration, begin: @escaping @Sendable () -> Void, then finish: @escaping @Sendable () async -> Void
    ) -> Ending {
        let hasBegun = Mutex(false)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                let isSecond = hasBegun.withLock { hasBegun in
                    defer { hasBegun = true }
                    return hasBegun
                }
                guard !isSecond else { _exit(128 + number) }
                begin()
                Task {
                    try? await Task.sleep(for: drain)
                    await finish()
                }
            }
            source.resume()
            return source
        }
        return Ending(sources)
    }
}
