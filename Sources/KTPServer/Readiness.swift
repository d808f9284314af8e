public import Synchronization

/// Whether the server takes requests, as `/readyz` tells.
public final class Readiness: Sendable {
    /// The life of a server.
    public enum State: Int, AtomicRepresentable, Sendable {
        /// The readers are loading.
        case starting
        /// Requests are answered.
        case ready
        /// Asked to end: what came is answered, and connections close after their answer.
        case draining
    }

    private let current: Atomic<State>

    /// Begins in a state.
    public init(_ state: State = .starting) { current = Atomic(state) }

    /// The state now.
    public var state: State {
        get { current.load(ordering: .relaxed) }
        set { current.store(newValue, ordering: .relaxed) }
    }
}
