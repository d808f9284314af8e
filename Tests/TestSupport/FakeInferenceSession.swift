import Inference

/// A network that is a closure.
package struct FakeInferenceSession: InferenceSession {
    /// The output and its shape for an input and its shape, both row-major.
    package typealias Answer = @Sendable (_ input: [Float], _ shape: [Int]) throws -> (values: [Float], shape: [Int])

    private let answer: Answer

    /// Creates a network from what it answers.
    package init(answer: @escaping Answer) { self.answer = answer }

    /// Fills an input of not-a-numbers, so that what was left unwritten shows, and asks the closure.
    package func run<Result>(
        shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void,
        consume: (UnsafeBufferPointer<Float>, [Int]) throws -> Result
    ) throws -> Result {
        var input = [Float](repeating: .nan, count: shape.reduce(1, *))
        try input.withUnsafeMutableBufferPointer { try fill($0) }
        let output = try answer(input, shape)
        return try output.values.withUnsafeBufferPointer { try consume($0, output.shape) }
    }
}

extension FakeInferenceSession {
    /// A detector that takes every dark pixel for text.
    ///
    /// For models whose input is 0...1, as ``Inference/ModelManifest/Model/made(alphabet:height:scale:)`` makes them.
    package static let darkIsText = FakeInferenceSession { input, shape in
        let count = shape[2] * shape[3]
        return (input.prefix(count).map { $0 < 0.5 ? 0.95 : 0.02 }, [1, 1, shape[2], shape[3]])
    }

    /// A recognizer whose time steps of eight columns each answer the class that the first row is painted with.
    ///
    /// For models with `scale` 1: the red value of a pixel is its class, 0 the blank and what is not there too.
    package static func painted(classCount: Int) -> FakeInferenceSession {
        FakeInferenceSession { input, shape in
            let steps = shape[3] / 8
            var values = [Float](repeating: 0.1 / Float(max(classCount - 1, 1)), count: shape[0] * steps * classCount)
            for line in 0..<shape[0] {
                for step in 0..<steps {
                    let label = Int(input[line * shape[1] * shape[2] * shape[3] + step * 8 + 4].rounded())
                    values[(line * steps + step) * classCount + (label < classCount ? label : 0)] = 0.9
                }
            }
            return (values, [shape[0], steps, classCount])
        }
    }
}
