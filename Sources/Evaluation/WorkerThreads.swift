import Glibc

/// Threads of our own for work that keeps a core busy for long, which the concurrency pool is not made for.
package enum WorkerThreads {
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs `body` on `count` threads at the same time and returns when all have ended; a thread that the system
    /// refuses is done without, the first one being the caller's.
    package static func run(_ count: Int, _ body: @Sendable () -> Void) {
        withoutActuallyEscaping(body) { body in
            let work = Work(body)
            let threads = (1..<max(1, count)).compactMap { _ in start(work) }
            body()
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    private static func start(_ work: Work) -> pthread_t? {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(work)
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, argument.toOpaque())
        guard status == 0 else {
            argument.release()
            return nil
        }
        return thread
    }
}
