import Synchronization

/// Counts the connections, all and by client address, and says when there are too many.
final class ConnectionGate: Sendable {
    private let limit: Int
    private let limitPerAddress: Int
    private let open = Mutex(Count())

    private struct Count {
        var all = 0
        var byAddress: [String: Int] = [:]
    }

    init(limit: Int, limitPerAddress: Int) {
        self.limit = limit
        self.limitPerAddress = limitPerAddress
    }

    /// Connections open now.
    var count: Int { open.withLock { $0.all } }

    /// One connection's place; given back when the last reference goes.
    final class Place: Sendable {
        private let gate: ConnectionGate
        private let address: String

        fileprivate init(_ gate: ConnectionGate, _ address: String) {
            self.gate = gate
            self.address = address
        }

        deinit { gate.leave(address) }
    }

    /// Takes a place for a connection from an address; nil for one that has none.
    func enter(from address: String?) throws(APIError) -> Place {
        let address = address ?? ""
        let refusal = open.withLock { open -> APIError? in
            if open.all >= limit { return .tooManyConnections }
            if open.byAddress[address, default: 0] >= limitPerAddress { return .tooManyFromAddress }
            open.all += 1
            open.byAddress[address, default: 0] += 1
            return nil
        }
        if let refusal { throw refusal }
        return Place(self, address)
    }

    private func leave(_ address: String) {
        open.withLock { open in
            open.all -= 1
            let left = open.byAddress[address, default: 1] - 1
            open.byAddress[address] = left > 0 ? left : nil
        }
    }
}
