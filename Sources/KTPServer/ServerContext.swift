import Hummingbird
import Synchronization

/// What belongs to one request while it is answered.
struct ServerContext: RequestContext, Sendable {
    /// A flag that the body reader and the deadline share.
    final class Flag: Sendable {
        private let isSet = Atomic(false)

        var value: Bool { isSet.load(ordering: .relaxed) }

        func store(_ value: Bool) { isSet.store(value, ordering: .relaxed) }
    }

    var coreContext: CoreRequestContextStorage
    /// Whether the request's body is still arriving.
    let isReadingBody = Flag()

    init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }
}
