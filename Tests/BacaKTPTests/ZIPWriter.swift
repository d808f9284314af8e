/// Writes small ZIP archives of stored entries, damaged ones too.
struct ZIPWriter {
    /// What is wrong with an entry.
    enum Fault { case none, encrypted, damaged, declaresMore(Int) }

    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds an entry.
    mutating func add(_ name: String, _ content: String, fault: Fault = .none) {
        let offset = body.count
        var (data, size, flags) = (Array(content.utf8), content.utf8.count, 0)
        let checksum = Self.checksum(data)
        switch fault {
        case .none: break
        case .encrypted: flags = 1
        case .damaged: data[0] ^= 0xFF
        case .declaresMore(let more): size = more
        }
        let common =
            Self.bytes(20, 2) + Self.bytes(flags, 2) + Self.bytes(0, 6) + Self.bytes(checksum, 4)
            + Self.bytes(data.count, 4) + Self.bytes(size, 4) + Self.bytes(name.utf8.count, 2) + Self.bytes(0, 2)
        body += Self.bytes(0x0403_4B50, 4) + common + Array(name.utf8) + data
        directory += Self.bytes(0x0201_4B50, 4) + Self.bytes(20, 2) + common + Self.bytes(0, 10)
        directory += Self.bytes(offset, 4) + Array(name.utf8)
        count += 1
    }

    /// The archive.
    var archive: [UInt8] {
        body + directory + Self.bytes(0x0605_4B50, 4) + Self.bytes(0, 4) + Self.bytes(count, 2)
            + Self.bytes(count, 2) + Self.bytes(directory.count, 4) + Self.bytes(body.count, 4) + Self.bytes(0, 2)
    }

    private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
    }

    private static func checksum(_ data: [UInt8]) -> Int {
        var crc: UInt32 = ~0
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return Int(~crc)
    }
}
