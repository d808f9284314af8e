import Dispatch
import Synchronization

/// Runs two pieces of work at the same time and waits for both.
///
/// - Throws: The first one's error, or the second one's.
func inParallel<A: Sendable, B: Sendable>(
    _ first: @Sendable () throws -> A, and second: @Sendable () throws -> B
) throws -> (A, B) {
    let a = Mutex<Result<A, any Error>?>(nil)
    let b = Mutex<Result<B, any Error>?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
            let result = Result { try first() }
            a.withLock { $0 = result }
        } else {
            let result = Result { try second() }
            b.withLock { $0 = result }
        }
    }
    guard let a = a.withLock({ $0 }), let b = b.withLock({ $0 }) else {
        preconditionFailure("concurrentPerform returns after every iteration")
    }
    return (try a.get(), try b.get())
}
