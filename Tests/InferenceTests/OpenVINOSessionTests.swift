import Dispatch
import Foundation
import Inference
import Synchronization
import TestSupport
import Testing

@Suite("OpenVINO session")
struct OpenVINOSessionTests {
    private static func session(_ bytes: Data, shape: [Int]? = nil) throws -> OpenVINOSession {
        var result: OpenVINOSession?
        let object = try JSONSerialization.data(withJSONObject: manifest(detector: model("net.onnx", bytes)))
        try withFolder(["net.onnx": bytes, "manifest.json": object]) { folder in
            let file = try ModelFile(ModelManifest(directory: folder).detector, in: folder)
            result = try OpenVINOSession(file, configuration: .init(streams: 2, shape: shape, precision: "f32"))
        }
        return try #require(result)
    }

    private struct Refused: Error {}

    /// `run` with both closures in parentheses, to fit a line.
    private static func run<Result>(
        _ session: OpenVINOSession, _ shape: [Int], _ fill: (UnsafeMutableBufferPointer<Float>) throws -> Void,
        _ consume: (UnsafeBufferPointer<Float>, [Int]) throws -> Result
    ) throws -> Result { try session.run(shape: shape, fill: fill, consume: consume) }

    private static func sums(_ session: OpenVINOSession, rows: Int, value: Float) throws -> [Float] {
        try run(session, [1, rows, 3], { $0.update(repeating: value) }, { output, _ in Array(output) })
    }

    @Test("a network answers inputs of any length, longer and shorter ones after each other")
    func lengths() throws {
        let network = TinyNetwork()
        let session = try Self.session(network.file)
        for rows in [1, 7, 2, 40, 1] {
            let expected = (0..<5).map { column in
                network.bias(column) + 2 * (0..<3).reduce(0) { $0 + network.weight($1, column) }
            }
            let values = try Self.sums(session, rows: rows, value: 2)
            #expect(values.count == rows * 5)
            #expect(values.enumerated().allSatisfy { abs($1 - expected[$0 % 5]) < 1e-3 })
        }
    }

    @Test("a network compiled for one shape answers as before, and refuses others")
    func shape() throws {
        let network = TinyNetwork()
        let (any, fixed) = (try Self.session(network.file), try Self.session(network.file, shape: [1, 7, 3]))
        #expect(try Self.sums(fixed, rows: 7, value: 2) == Self.sums(any, rows: 7, value: 2))
        let error = #expect(throws: ModelError.self) { try Self.sums(fixed, rows: 6, value: 2) }
        #expect(error?.code == .runFailed)
        #expect(try Self.sums(fixed, rows: 7, value: 1) == Self.sums(any, rows: 7, value: 1))
        #expect(throws: ModelError.self) { try Self.session(network.file, shape: [1, 7, 4]) }
    }

    @Test("a second start takes the compiled network from the cache instead of writing it again")
    func cache() throws {
        let network = TinyNetwork().file
        let object = try JSONSerialization.data(withJSONObject: manifest(detector: model("net.onnx", network)))
        try withFolder(["net.onnx": network, "manifest.json": object]) { folder in
            let file = try ModelFile(ModelManifest(directory: folder).detector, in: folder)
            let cache = folder + "/cache"
            func written() throws -> [String: Date] {
                let session = try OpenVINOSession(file, configuration: .init(cache: cache))
                #expect(try Self.sums(session, rows: 1, value: 0) == [0, 100, 200, 300, 400])
                let names = try FileManager.default.contentsOfDirectory(atPath: cache)
                let dates = try names.map { name in
                    try FileManager.default.attributesOfItem(atPath: cache + "/" + name)[.modificationDate] as? Date
                }
                return Dictionary(uniqueKeysWithValues: zip(names, dates.compactMap { $0 }))
            }
            let first = try written()
            #expect(first.count == 1)
            #expect(try written() == first)
        }
    }

    @Test("bytes that are no network are refused", arguments: [Data(), Data([1, 2, 3]), Data("<net/>".utf8)])
    func garbage(bytes: Data) {
        let error = #expect(throws: ModelError.self) { try Self.session(bytes) }
        #expect(error?.code == .runFailed)
    }

    @Test("an input that does not fit throws, and the session goes on")
    func wrongInput() throws {
        let session = try Self.session(TinyNetwork().file)
        let error = #expect(throws: ModelError.self) {
            try Self.run(session, [1, 2, 4], { $0.update(repeating: 0) }, { _, _ in })
        }
        #expect(error?.code == .runFailed)
        #expect(try Self.sums(session, rows: 1, value: 0) == [0, 100, 200, 300, 400])
    }

    @Test("errors of the closures come through, and the session goes on")
    func closures() throws {
        let session = try Self.session(TinyNetwork().file)
        #expect(throws: Refused.self) {
            try Self.run(session, [1, 1, 3], { _ in throw Refused() }, { _, _ in })
        }
        #expect(throws: Refused.self) {
            try Self.run(session, [1, 1, 3], { $0.update(repeating: 0) }, { _, _ in throw Refused() })
        }
        #expect(try Self.sums(session, rows: 1, value: 0) == [0, 100, 200, 300, 400])
    }

    @Test("threads get each their own answers")
    func threads() throws {
        let session = try Self.session(TinyNetwork().file)
        let serial = try (0..<40).map { try Self.sums(session, rows: 1 + $0 % 5, value: Float($0)) }
        let wrong = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 160) { index in
            let answer = try? Self.sums(session, rows: 1 + index % 40 % 5, value: Float(index % 40))
            if answer != serial[index % 40] { wrong.wrappingAdd(1, ordering: .relaxed) }
        }
        #expect(wrong.load(ordering: .relaxed) == 0)
    }
}

@Suite("the real networks", .tags(.models), .enabled(if: Repository.hasModels, "\(Repository.modelsHint)"))
struct RealNetworkTests {
    private static func recognizer() throws -> (session: OpenVINOSession, model: ModelManifest.Model) {
        let model = try ModelManifest(directory: Repository.models).recognizer
        return (
            try OpenVINOSession(ModelFile(model, in: Repository.models), configuration: .init(streams: 2)), model
        )
    }

    /// Planes and rows of the recognizer's input.
    private static func planes(_ model: ModelManifest.Model) throws -> [Int] {
        [model.input.channels.count, try #require(model.input.height)]
    }

    /// What it says of a picture of noise from a seed, so that no two answers are alike.
    private static func answer(_ session: OpenVINOSession, _ planes: [Int], seed: Int) throws -> [Float] {
        var generator = SeededGenerator(seed: UInt64(seed))
        return try session.run(shape: [1] + planes + [64 + 32 * (seed % 3)]) { buffer in
            for index in buffer.indices { buffer[index] = Float.random(in: -1...1, using: &generator) }
        } consume: { output, _ in
            Array(output)
        }
    }

    @Test("the networks are those of the manifest, nothing left to prepare")
    func prepared() throws {
        let manifest = try ModelManifest(directory: Repository.models)
        #expect(try manifest.prepare(in: Repository.models) == [])
    }

    @Test("every recognizer answers a softmax over its alphabet, a step for so many columns")
    func softmax() throws {
        for model in try ModelManifest(directory: Repository.models).recognizers {
            let alphabet = try #require(model.alphabet)
            let session = try OpenVINOSession(ModelFile(model, in: Repository.models), configuration: .init())
            let (values, shape) = try session.run(
                shape: [1] + Self.planes(model) + [96], fill: { $0.update(repeating: 0) },
                consume: { (Array($0), $1) })
            #expect(shape.count == 3 && [12, 24].contains(shape[1]) && shape[2] == alphabet.count + 1, "\(model.name)")
            for step in 0..<shape[1] {
                let row = values[step * shape[2]..<(step + 1) * shape[2]]
                #expect(abs(row.reduce(0, +) - 1) < 0.02)
                #expect(row.allSatisfy { (0...1.01).contains($0) })
            }
        }
    }

    @Test("two runs of one input answer alike")
    func repeatable() throws {
        let (session, model) = try Self.recognizer()
        let planes = try Self.planes(model)
        #expect(try Self.answer(session, planes, seed: 1) == Self.answer(session, planes, seed: 1))
    }

    @Test("four threads answer as one does")
    func concurrent() throws {
        let (session, model) = try Self.recognizer()
        let planes = try Self.planes(model)
        let serial = try (0..<6).map { try Self.answer(session, planes, seed: $0) }
        let differing = Mutex<[Int]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            for seed in serial.indices where (try? Self.answer(session, planes, seed: seed)) != serial[seed] {
                differing.withLock { $0.append(seed) }
            }
        }
        #expect(differing.withLock { $0 } == [])
    }
}

@Suite("deferred session")
struct DeferredSessionTests {
    private func run(_ bytes: Data, _ body: (DeferredSession, ModelFile) throws -> Void) throws {
        let object = try JSONSerialization.data(withJSONObject: manifest(detector: model("net.onnx", bytes)))
        try withFolder(["net.onnx": bytes, "manifest.json": object]) { folder in
            let file = try ModelFile(ModelManifest(directory: folder).detector, in: folder)
            try body(DeferredSession(file), file)
        }
    }

    @Test("a network is compiled when it is first run, once for all threads")
    func answers() throws {
        try run(TinyNetwork().file) { session, _ in
            let failures = Mutex(0)
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                let sizes = try? session.run(shape: [1, 2, 3], fill: { $0.update(repeating: 1) }, consume: { $1 })
                if sizes != [1, 2, 5] { failures.withLock { $0 += 1 } }
            }
            #expect(failures.withLock { $0 } == 0)
        }
    }

    @Test("one for fixed shapes answers those as it answers any other")
    func fixedShapes() throws {
        try run(TinyNetwork().file) { any, file in
            let session = FixedShapesSession(file, shapes: [[1, 2, 3], [1, 4, 3]])
            try session.prepare(for: [1, 2, 3])
            for rows in [2, 4, 3, 2, 1] {
                let fill = { (buffer: UnsafeMutableBufferPointer<Float>) in
                    for index in buffer.indices { buffer[index] = Float(index) }
                }
                let (said, sizes) = try session.run(shape: [1, rows, 3], fill: fill, consume: { (Array($0), $1) })
                #expect(sizes == [1, rows, 5])
                #expect(try said == any.run(shape: [1, rows, 3], fill: fill, consume: { values, _ in Array(values) }))
            }
        }
    }

    @Test("one for fixed shapes that cannot be compiled is told before it is run")
    func unprepared() throws {
        try run(Data([1, 2, 3])) { _, file in
            let session = FixedShapesSession(file, shapes: [[1, 2, 3]])
            for shape in [[1, 2, 3], []] {
                let error = #expect(throws: ModelError.self) { try session.prepare(for: shape) }
                #expect(error?.code == .runFailed)
            }
        }
    }

    @Test("what is no network is told when it is first run, and every time")
    func refused() throws {
        try run(Data([1, 2, 3])) { session, _ in
            for _ in 0..<2 {
                let error = #expect(throws: ModelError.self) {
                    try session.run(shape: [1, 2, 3], fill: { $0.update(repeating: 1) }, consume: { $1 })
                }
                #expect(error?.code == .runFailed)
            }
        }
    }
}
