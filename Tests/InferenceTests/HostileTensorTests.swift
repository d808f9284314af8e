import Foundation
import Inference
import Testing

@Suite("hostile tensors")
struct HostileTensorTests {
    /// A file of one graph with one initializer of the given dimensions and sixteen bytes of weights.
    private static func file(_ dimensions: [UInt64]) -> Data {
        func varint(_ value: UInt64) -> [UInt8] {
            value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
        }
        func field(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
            [number << 3 | 2] + varint(UInt64(payload.count)) + payload
        }
        let tensor = dimensions.flatMap { [0x08] + varint($0) } + field(9, [UInt8](repeating: 7, count: 16))
        return Data(field(7, field(5, tensor)))
    }

    @Test(
        "dimensions whose product no integer holds are not taken for a weight",
        arguments: [
            [1 << 23, 1 << 23, 1 << 23, 4], [UInt64.max, 4], [1 << 63, 4], [0, 4], [1 << 62, 1 << 62, 4], [],
        ] as [[UInt64]])
    func overflow(dimensions: [UInt64]) {
        let error = #expect(throws: ModelError.self) { try ONNXHead.keeping([0], of: 4, in: Self.file(dimensions)) }
        #expect(error?.code == .unexpectedShape)
    }

    @Test("a tensor of the right shape alone is still one too few")
    func single() {
        let error = #expect(throws: ModelError.self) { try ONNXHead.keeping([0], of: 4, in: Self.file([4])) }
        #expect(error?.message.contains("found 1") == true)
    }
}
