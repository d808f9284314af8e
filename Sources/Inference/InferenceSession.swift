/// A loaded network with one input and one output, both of 32-bit floats.
///
/// The seam between our code and the inference engine: tests put a fake behind it.
public protocol InferenceSession: Sendable {
    /// Runs the network once.
    ///
    /// Safe to call from several threads at once; the buffers are valid only inside the closures.
    ///
    /// - Parameters:
    ///   - shape: The input's `[N, C, H, W]`.
    ///   - fill: Writes the input, `N * C * H * W` floats in row-major order; the buffer's content is undefined before.
    ///   - consume: Receives the output in row-major order and its shape.
    /// - Returns: What `consume` returns.
    /// - Throws: ``ModelError`` with code `runFailed`, or what the closures throw.
    func run<Result>(
        shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void,
        consume: (UnsafeBufferPointer<Float>, [Int]) throws -> Result
    ) throws -> Result
}
