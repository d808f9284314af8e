import Foundation
import Inference
import TestSupport
import Testing

@Suite("cutting an ONNX head")
struct ONNXHeadTests {
    /// The cut network is the one whose weights were cut before writing, but for dropped shapes: so its answers tell.
    private static func answers(_ file: Data, _ input: [Float], _ rows: Int, features: Int) throws -> ([Float], [Int]) {
        var result: ([Float], [Int]) = ([], [])
        let object = try JSONSerialization.data(withJSONObject: manifest(detector: model("net.onnx", file)))
        try withFolder(["net.onnx": file, "manifest.json": object]) { folder in
            let file = try ModelFile(ModelManifest(directory: folder).detector, in: folder)
            let session = try OpenVINOSession(file, configuration: .init(precision: "f32"))
            result = try session.run(shape: [1, rows, features]) { buffer in
                _ = buffer.update(fromContentsOf: input)
            } consume: { values, shape in
                (Array(values), shape)
            }
        }
        return result
    }

    @Test(
        "the classes kept answer as before, in the new order", arguments: [[0, 1, 2, 3, 4], [4, 0, 2], [3], [1, 1]],
        [false, true])
    func keeps(classes: [Int], isPacked: Bool) throws {
        let network = TinyNetwork(isPacked: isPacked)
        let cut = try ONNXHead.keeping(classes, of: network.classCount, in: network.file)
        let input: [Float] = [1, 2, 3, -1, 0.5, 0]
        let (values, shape) = try Self.answers(cut, input, 2, features: 3)
        #expect(shape == [1, 2, classes.count])
        let expected = (0..<2).flatMap { row in
            classes.map { column in
                (0..<3).reduce(network.bias(column)) { $0 + input[row * 3 + $1] * network.weight($1, column) }
            }
        }
        #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-3 }, "\(values) for \(expected)")
    }

    @Test("what is no weight or shape stays as it is")
    func leavesTheRest() throws {
        let cut = try ONNXHead.keeping([0, 2], of: 5, in: TinyNetwork().file)
        #expect(try ONNXHead.metadata("character", in: cut) == "a\nb\nc")
        for name in ["MatMul", "Add", "tiny"] { #expect(cut.range(of: Data(name.utf8)) != nil) }
        // Cutting again by the new count finds the two tensors again.
        #expect(try ONNXHead.keeping([1], of: 2, in: cut).count < cut.count)
    }

    @Test("a slice of a larger buffer is cut like the whole")
    func slice() throws {
        let file = TinyNetwork().file
        let slice = (Data([1, 2, 3]) + file).dropFirst(3)
        #expect(try ONNXHead.keeping([0, 1], of: 5, in: slice) == ONNXHead.keeping([0, 1], of: 5, in: file))
    }

    @Test(
        "another count of classes, or a class beyond it, is told", arguments: [([0], 4), ([0], 6), ([5], 5), ([-1], 5)])
    func noMatch(classes: [Int], count: Int) {
        let error = #expect(throws: ModelError.self) {
            try ONNXHead.keeping(classes, of: count, in: TinyNetwork().file)
        }
        #expect(error?.code == .unexpectedShape)
    }

    @Test("a file without a graph, or of one tensor only, is told")
    func noGraph() {
        for file in [Data(), TinyNetwork().file.prefix(2)] {
            let error = #expect(throws: ModelError.self) { try ONNXHead.keeping([0], of: 5, in: file) }
            #expect(error?.code == .unexpectedShape)
        }
    }

    @Test("a text that is not there is told")
    func noMetadata() {
        for (name, network) in [("characters", TinyNetwork()), ("character", TinyNetwork(character: nil))] {
            let error = #expect(throws: ModelError.self) { try ONNXHead.metadata(name, in: network.file) }
            #expect(error?.code == .unexpectedShape)
        }
    }

    @Test("a file cut short anywhere throws or gives a file, and never traps")
    func truncated() throws {
        let file = TinyNetwork().file
        var refused = 0
        for count in 0..<file.count {
            do {
                _ = try ONNXHead.keeping([0, 2], of: 5, in: file.prefix(count))
            } catch let error as ModelError {
                #expect(error.code == .unexpectedShape)
                refused += 1
            }
            _ = try? ONNXHead.metadata("character", in: file.prefix(count))
        }
        #expect(refused > file.count / 2)
    }

    @Test("two thousand damaged files throw or give a file, and never trap")
    func mutated() throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<2000 {
            var file = TinyNetwork(isPacked: round % 2 == 0).file
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 0..<file.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: file[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: file[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2: file.remove(at: index)
                default: file.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0x7F].prefix(round % 5), at: index)
                }
            }
            do {
                _ = try ONNXHead.keeping([0, 2], of: 5, in: file)
                _ = try ONNXHead.metadata("character", in: file)
            } catch let error as ModelError {
                #expect(error.code == .unexpectedShape, "seed \(SeededGenerator.seed), round \(round)")
            }
        }
    }

    @Test(
        "numbers and lengths beyond all bounds are told",
        arguments: [
            [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
            [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x3A], [0x3A, 0x80], [0x3B],
            [0x3C], [0x3F], [0x39, 1, 2], [0x3D, 1],
        ] as [[UInt8]])
    func overlong(bytes: [UInt8]) {
        let error = #expect(throws: ModelError.self) { try ONNXHead.keeping([0], of: 1, in: Data(bytes)) }
        #expect(error?.code == .unexpectedShape)
    }
}
