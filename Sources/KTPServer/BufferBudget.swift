import KTPReading
import Synchronization

/// How many bytes of pictures all requests together may hold.
///
/// Without it a thousand connections that each send ten megabytes would be ten gigabytes. Bytes count when they arrive,
/// so a client that sends slowly takes nothing from the others.
final class BufferBudget: Sendable {
    private let limit: Int
    private let used = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Bytes held now.
    var usedBytes: Int { used.withLock { $0 } }

    /// What one request holds; given back when the last reference goes.
    final class Lease: Sendable {
        private let budget: BufferBudget
        private let held = Mutex(0)

        fileprivate init(_ budget: BufferBudget) { self.budget = budget }

        deinit {
            let bytes = held.withLock { $0 }
            budget.used.withLock { $0 -= bytes }
        }

        /// Takes more.
        ///
        /// - Throws: ``ReadingError`` with code `overloaded` when not that much is left.
        func take(_ bytes: Int) throws(ReadingError) {
            let fits = budget.used.withLock { used in
                guard used + bytes <= budget.limit else { return false }
                used += bytes
                return true
            }
            guard fits else { throw ReadingError(.overloaded, "too many bytes of pictures are held") }
            held.withLock { $0 += bytes }
        }
    }

    /// Starts with nothing.
    func lease() -> Lease { Lease(self) }
}
