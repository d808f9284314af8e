/// A network compiled for each of a few shapes of input by itself, and once more for all others, each when it is first
/// needed.
///
/// OpenVINO runs a network that knows its shape faster than one that takes any, and the latter prepares itself anew
/// whenever the shape changes.
public final class FixedShapesSession: InferenceSession {
    private let fixed: [[Int]: DeferredSession]
    private let others: DeferredSession

    /// Remembers a network.
    ///
    /// - Parameters:
    ///   - file: The network, which takes any shape.
    ///   - shapes: The shapes of input that are the usual ones.
    ///   - configuration: How it is compiled, whatever the shape.
    public init(_ file: ModelFile, shapes: [[Int]], configuration: OpenVINOSession.Configuration = .init()) {
        func session(_ shape: [Int]?) -> DeferredSession {
            var own = configuration
            own.shape = shape
            return DeferredSession(file, configuration: own)
        }
        fixed = Dictionary(shapes.map { ($0, session($0)) }) { first, _ in first }
        others = session(nil)
    }

    /// Compiles the network for a shape, or for all that are not the usual ones, where that has not been done.
    ///
    /// - Throws: ``ModelError`` with code `runFailed` when OpenVINO refuses it.
    public func prepare(for shape: [Int]) throws {
        try session(for: shape).prepare()
    }

    /// Runs the network once, compiling it first where that has not been done for the shape; see
    /// ``InferenceSession/run(shape:fill:consume:)``.
    ///
    /// - Throws: As ``DeferredSession/run(shape:fill:consume:)``.
    public func run<Result>(
        shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void,
        consume: (UnsafeBufferPointer<Float>, [Int]) throws -> Result
    ) throws -> Result {
        try session(for: shape).run(shape: shape, fill: fill, consume: consume)
    }

    private func session(for shape: [Int]) -> DeferredSession { fixed[shape] ?? others }
}
