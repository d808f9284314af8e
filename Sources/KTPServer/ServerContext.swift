import Hummingbird
import Synchronization

/// What belongs to one request while it is answered.
struct ServerContext: RequestContext, Sendable {
    /// What has come of the request's body; shared by the one who reads it and the deadline.
    final class Arrival: Sendable {
        private let isReading = Atomic(false)
        private let bytes = Atomic(0)

        /// Whether the body is still arriving.
        var isUnderWay: Bool { isReading.load(ordering: .relaxed) }
        /// Bytes so far.
        var count: Int { bytes.load(ordering: .relaxed) }

        func begin() { isReading.store(true, ordering: .relaxed) }
        func end() { isReading.store(false, ordering: .relaxed) }
        func count(_ more: Int) { bytes.add(more, ordering: .relaxed) }
    }

    var coreContext: CoreRequestContextStorage
    let arrival = Arrival()

    init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }
}
