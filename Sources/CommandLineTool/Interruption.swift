import Glibc
import Synchronization

/// Ctrl-C and `kill`: the first asks the work to end well, the second ends it at once.
enum Interruption {
    private static let hasCome = Atomic(false)

    /// Begins to listen; what it returns tells whether a signal came.
    @Sendable static func watch() -> @Sendable () -> Bool {
        // The flag exists before the first signal can touch it.
        hasCome.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.hasCome.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        return { hasCome.load(ordering: .relaxed) }
    }
}
