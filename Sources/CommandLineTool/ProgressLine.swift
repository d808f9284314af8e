import Synchronization

/// One line on a terminal that tells how far many pictures are.
package final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        var failed = 0
        var lastShown: ContinuousClock.Instant?
    }

    private let total: Int
    private let start = ContinuousClock.now
    private let write: (@Sendable (String) -> Void)?
    private let state = Mutex(State())

    /// Starts to count.
    ///
    /// - Parameters:
    ///   - total: Pictures to come.
    ///   - surroundings: Where it is shown, when that is a terminal.
    package init(total: Int, in surroundings: Surroundings) {
        self.total = total
        write = surroundings.isErrorTerminal ? surroundings.error : nil
    }

    /// Pictures counted, and how many of them failed.
    package var counts: (done: Int, failed: Int) { state.withLock { ($0.done, $0.failed) } }

    /// Counts one picture and shows the line at most five times a second.
    package func count(failed: Bool) {
        state.withLock { state in
            state.done += 1
            state.failed += failed ? 1 : 0
            let now = ContinuousClock.now
            guard let write, state.lastShown.map({ now - $0 > .milliseconds(200) }) ?? true else { return }
            state.lastShown = now
            write("\r" + Self.text(state.done, of: total, failed: state.failed, elapsed: now - start) + "\u{1B}[K")
        }
    }

    /// Takes the line away.
    package func end() { write?("\r\u{1B}[K") }

    /// `120 of 1000, 12 %, 8.1/s, 1:48 left, 3 failed`.
    package static func text(_ done: Int, of total: Int, failed: Int, elapsed: Duration) -> String {
        let seconds = max(elapsed / .seconds(1), 0.001)
        let rate = Double(done) / seconds
        let left = Int((Double(total - done) / max(rate, 1e-6)).rounded())
        let tenths = Int((rate * 10).rounded())
        let parts = [
            "\(done) of \(total)", "\(total == 0 ? 100 : done * 100 / total) %", "\(tenths / 10).\(tenths % 10)/s",
            "\(clock(left)) left", failed == 0 ? nil : "\(failed) failed",
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private static func clock(_ seconds: Int) -> String {
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3600)
        let tail = twoDigits(seconds % 60)
        return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(tail)" : "\(minutes):\(tail)"
    }
}
