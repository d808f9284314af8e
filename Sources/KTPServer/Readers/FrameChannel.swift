import Glibc

/// Frames of bytes over a socket or a pair of pipes: a length of four bytes, the least significant first, and as many
/// bytes.
struct FrameChannel {
    /// Why a frame did not go through.
    enum Fault: Error {
        /// The other side has closed, or the system failed.
        case closed
        /// The time was over.
        case late
    }

    /// The longest frame that is taken: what a picture can be and what is written of it stay far below.
    private static let longest = 256 << 20

    let input: Int32
    let output: Int32

    /// Sends one frame.
    func send(_ bytes: [UInt8], before deadline: ContinuousClock.Instant? = nil) throws(Fault) {
        let length = UInt32(bytes.count)
        let head = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        try write(head, before: deadline)
        try write(bytes, before: deadline)
    }

    /// Receives one frame.
    func receive(before deadline: ContinuousClock.Instant? = nil) throws(Fault) -> [UInt8] {
        let head = try read(4, before: deadline)
        let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.longest else { throw .closed }
        return try read(length, before: deadline)
    }

    private func write(_ bytes: [UInt8], before deadline: ContinuousClock.Instant?) throws(Fault) {
        var sent = 0
        while sent < bytes.count {
            try wait(for: output, Int16(POLLOUT), before: deadline)
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    output, buffer.baseAddress.map { $0 + sent }, buffer.count - sent,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count < 0, errno == EAGAIN || errno == EINTR { continue }
            guard count > 0 else { throw .closed }
            sent += count
        }
    }

    private func read(_ length: Int, before deadline: ContinuousClock.Instant?) throws(Fault) -> [UInt8] {
        var fault: Fault?
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, received in
            do throws(Fault) {
                while received < length {
                    try wait(for: input, Int16(POLLIN), before: deadline)
                    let count = Glibc.recv(
                        input, buffer.baseAddress.map { $0 + received }, length - received, Int32(MSG_DONTWAIT))
                    if count < 0, errno == EAGAIN || errno == EINTR { continue }
                    guard count > 0 else { throw .closed }
                    received += count
                }
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return bytes
    }

    /// Waits until a descriptor can be read or written.
    private func wait(for descriptor: Int32, _ events: Int16, before deadline: ContinuousClock.Instant?) throws(Fault) {
        while true {
            var entry = pollfd(fd: descriptor, events: events, revents: 0)
            var milliseconds: Int32 = -1
            if let deadline {
                let left = (deadline - .now) / .milliseconds(1)
                guard left > 0 else { throw .late }
                milliseconds = Int32(min(left + 1, 1e6))
            }
            let ready = poll(&entry, 1, milliseconds)
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw .closed }
        }
    }
}
