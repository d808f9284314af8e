import CardVision
import Foundation
import TestSupport
import Testing

@Suite("the Fourier transform of a square")
struct FourierTests {
    @Test("gives what the sum over all values gives")
    func sums() {
        let side = 8
        var generator = SeededGenerator(seed: 5)
        let values = (0..<side * side).map { _ in Float.random(in: -1...1, using: &generator) }
        let power = Fourier.power(of: values, side: side)
        #expect(power.count == side * (side / 2 + 1))
        for v in 0..<side {
            for u in 0...side / 2 {
                var (real, imaginary) = (0.0, 0.0)
                for y in 0..<side {
                    for x in 0..<side {
                        let angle = -2 * Double.pi * Double(u * x + v * y) / Double(side)
                        real += Double(values[y * side + x]) * cos(angle)
                        imaginary += Double(values[y * side + x]) * sin(angle)
                    }
                }
                let expected = real * real + imaginary * imaginary
                #expect(abs(Double(power[v * (side / 2 + 1) + u]) - expected) < 1e-3 * (1 + expected))
            }
        }
    }
}
