internal import COpenVINO
import Foundation
import Synchronization

/// A network compiled for this machine's processor by OpenVINO.
///
/// Each thread that runs it borrows an infer request of its own from a free list, so calls never wait for each other.
public final class OpenVINOSession: InferenceSession {
    /// How the network is compiled.
    public struct Configuration: Sendable {
        /// Runs that can go on at the same time.
        public var streams: Int
        /// Processor threads that each of them uses.
        public var threadsPerStream: Int
        /// The one shape of input that the network is compiled for, which takes less memory and time; nil for what the
        /// network itself takes.
        public var shape: [Int]?
        /// `f32`, `bf16` or `f16`; nil leaves the choice to OpenVINO (bf16 where the processor has it).
        public var precision: String?
        /// A folder for compiled networks; nil compiles anew at each start.
        public var cache: String?

        /// Creates a configuration.
        public init(
            streams: Int = 1, threadsPerStream: Int = 1, shape: [Int]? = nil, precision: String? = nil,
            cache: String? = nil
        ) {
            self.streams = streams
            self.threadsPerStream = threadsPerStream
            self.shape = shape
            self.precision = precision
            self.cache = cache
        }
    }

    private let compiled: CompiledModel
    private let idle = Mutex<[Request]>([])

    /// Compiles a network.
    ///
    /// - Throws: ``ModelError`` with code `runFailed` when OpenVINO refuses it.
    public init(_ file: ModelFile, configuration: Configuration = Configuration()) throws {
        compiled = try CompiledModel(file.path, configuration)
    }

    /// Runs the network once; see ``InferenceSession/run(shape:fill:consume:)``.
    public func run<Result>(
        shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void,
        consume: (UnsafeBufferPointer<Float>, [Int]) throws -> Result
    ) throws -> Result {
        let request = try idle.withLock { $0.popLast() } ?? Request(compiled)
        let result = try request.run(shape: shape, fill: fill, consume: consume)
        // A request that failed is dropped, not returned: its state is unknown.
        idle.withLock { $0.append(request) }
        return result
    }
}

/// Throws a ``ModelError`` for any status but success.
private func check(_ status: ov_status_e, _ what: String) throws {
    guard status == OK else {
        let detail = ov_get_last_err_msg().map { String(cString: $0) } ?? "status \(status.rawValue)"
        throw ModelError(.runFailed, "OpenVINO: \(what): \(detail)")
    }
}

/// OpenVINO's handle on a compiled network.
///
/// `@unchecked Sendable`: the handles are set once and OpenVINO allows their use from any thread.
private final class CompiledModel: @unchecked Sendable {
    /// Layers prepared for a shape of input that are kept for the next picture of that shape.
    ///
    /// OpenVINO's own 5,000 let a process that sees pictures of every size grow by half a megabyte with each; with 64 it
    /// stays as it is and reads as fast.
    private static let shapesKept = 64

    private var handle: OpaquePointer?

    /// OpenVINO itself, started once a process.
    nonisolated(unsafe) private static let core = Result {
        var core: OpaquePointer?
        try check(ov_core_create(&core), "start")
        return core
    }

    /// Compiles from the file, not from its content, where the shape is left alone: only so does OpenVINO take a network
    /// from the cache without parsing the original again.
    init(_ path: String, _ configuration: OpenVINOSession.Configuration) throws {
        let core = try Self.core.get()
        var properties = [
            ("NUM_STREAMS", String(configuration.streams)),
            ("INFERENCE_NUM_THREADS", String(configuration.streams * configuration.threadsPerStream)),
            ("ENABLE_CPU_PINNING", "NO"),
            ("CPU_RUNTIME_CACHE_CAPACITY", String(Self.shapesKept)),
        ]
        if let precision = configuration.precision { properties.append(("INFERENCE_PRECISION_HINT", precision)) }
        if let cache = configuration.cache { properties.append(("CACHE_DIR", cache)) }
        try Self.withProperties(properties) { pairs in
            guard let shape = configuration.shape else {
                return try check(
                    ov_core_compile_model_from_file_props(core, path, "CPU", pairs.count, pairs.baseAddress, &handle),
                    "compile network")
            }
            var model: OpaquePointer?
            try check(ov_core_read_model(core, path, nil, &model), "read network")
            defer { ov_model_free(model) }
            var partial = ov_partial_shape_t()
            try check(
                ov_partial_shape_create_static(Int64(shape.count), shape.map(Int64.init), &partial), "make shape")
            defer { ov_partial_shape_free(&partial) }
            try check(ov_model_reshape_single_input(model, partial), "give network a shape")
            try check(
                ov_core_compile_model_props(core, model, "CPU", pairs.count, pairs.baseAddress, &handle),
                "compile network")
        }
    }

    deinit {
        ov_compiled_model_free(handle)
    }

    func makeRequest() throws -> OpaquePointer? {
        var request: OpaquePointer?
        try check(ov_compiled_model_create_infer_request(handle, &request), "create request")
        return request
    }

    private static func withProperties(
        _ properties: [(String, String)], _ body: (UnsafeBufferPointer<ov_property_t>) throws -> Void
    ) throws {
        let strings = properties.map { (strdup($0.0), strdup($0.1)) }
        defer {
            for (key, value) in strings {
                free(key)
                free(value)
            }
        }
        let pairs = strings.map { ov_property_t(key: $0.0, value: $0.1) }
        try pairs.withUnsafeBufferPointer(body)
    }
}

/// One infer request with an input buffer that only grows.
///
/// `@unchecked Sendable`: the session's free list hands it to one thread at a time.
private final class Request: @unchecked Sendable {
    private let compiled: CompiledModel
    private let handle: OpaquePointer?
    private var input = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    init(_ compiled: CompiledModel) throws {
        self.compiled = compiled
        handle = try compiled.makeRequest()
    }

    deinit {
        ov_infer_request_free(handle)
        input.deallocate()
    }

    func run<Result>(
        shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void,
        consume: (UnsafeBufferPointer<Float>, [Int]) throws -> Result
    ) throws -> Result {
        let count = shape.reduce(1, *)
        if input.count < count * 4 {
            input.deallocate()
            input = .allocate(byteCount: count * 4, alignment: 64)
        }
        let floats = input.baseAddress?.bindMemory(to: Float.self, capacity: count)
        try fill(UnsafeMutableBufferPointer(start: floats, count: count))

        var dimensions = shape.map(Int64.init)
        var inputTensor: OpaquePointer?
        try dimensions.withUnsafeMutableBufferPointer { buffer in
            let tensorShape = ov_shape_t(rank: Int64(buffer.count), dims: buffer.baseAddress)
            try check(ov_tensor_create_from_host_ptr(F32, tensorShape, floats, &inputTensor), "create input")
        }
        defer { ov_tensor_free(inputTensor) }
        try check(ov_infer_request_set_input_tensor(handle, inputTensor), "set input")
        try check(ov_infer_request_infer(handle), "infer")

        var outputTensor: OpaquePointer?
        try check(ov_infer_request_get_output_tensor(handle, &outputTensor), "get output")
        defer { ov_tensor_free(outputTensor) }
        var outputShape = ov_shape_t()
        try check(ov_tensor_get_shape(outputTensor, &outputShape), "get output shape")
        defer { ov_shape_free(&outputShape) }
        let sizes = (0..<Int(outputShape.rank)).map { Int(outputShape.dims[$0]) }
        var data: UnsafeMutableRawPointer?
        try check(ov_tensor_data(outputTensor, &data), "get output data")
        let outputCount = sizes.reduce(1, *)
        let output = data?.bindMemory(to: Float.self, capacity: outputCount)
        return try consume(UnsafeBufferPointer(start: output, count: outputCount), sizes)
    }
}
