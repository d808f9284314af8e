import Synchronization

/// A network that is compiled when it is first run; until then it costs neither time nor memory.
public final class DeferredSession: InferenceSession {
    private let file: ModelFile
    private let configuration: OpenVINOSession.Configuration
    private let session = Mutex<OpenVINOSession?>(nil)

    /// Remembers a network.
    public init(_ file: ModelFile, configuration: OpenVINOSession.Configuration = .init()) {
        self.file = file
        self.configuration = configuration
    }

    /// Runs the network once, compiling it first where that has not been done; see
    /// ``InferenceSession/run(shape:fill:consume:)``.
    ///
    /// - Throws: ``ModelError`` with code `runFailed`, now or at the next call, when OpenVINO refuses the network.
    public func run<Result>(
        shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void,
        consume: (UnsafeBufferPointer<Float>, [Int]) throws -> Result
    ) throws -> Result {
        try compiled().run(shape: shape, fill: fill, consume: consume)
    }

    /// Compiles the network, where that has not been done.
    ///
    /// - Throws: ``ModelError`` with code `runFailed` when OpenVINO refuses it.
    func prepare() throws { _ = try compiled() }

    private func compiled() throws -> OpenVINOSession {
        try session.withLock { session in
            if let session { return session }
            let fresh = try OpenVINOSession(file, configuration: configuration)
            session = fresh
            return fresh
        }
    }
}
