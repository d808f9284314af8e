import Raster
import TestSupport
import Testing
import TextRecognition

@Suite("geometry beside OpenCV")
struct GeometryVectorTests {
    @Test("resizing is OpenCV's, within 1")
    func resize() throws {
        let scene = try #require(try Vectors.load("resize", as: Vectors.Scene<Vectors.Resize>.self).first)
        for vector in scene.cases {
            let method: Resampling = vector.method == "area" ? .area : .bilinear
            let resized = scene.image.resized(to: Size(vector.size), by: method)
            let difference = differences(resized.pixels, vector.pixels)
            #expect(resized.pixels.count == vector.pixels.count)
            #expect(difference.largest <= 1, "\(vector.method) to \(vector.size)")
        }
    }

    @Test("perspective warping is OpenCV's, within 4 and 0.6 in the mean")
    func warp() throws {
        let scene = try #require(try Vectors.load("warp", as: Vectors.Scene<Vectors.Warp>.self).first)
        for vector in scene.cases {
            let quad = try #require(Quad(coordinates: vector.corners))
            let warped = try #require(scene.image.warped(from: quad, to: Size(vector.size)))
            let difference = differences(warped.pixels, vector.pixels)
            #expect(warped.pixels.count == vector.pixels.count)
            #expect(difference.largest <= 4 && difference.mean < 0.6, "\(vector.corners): \(difference)")
        }
    }

    @Test("the detector's input has RapidOCR's size, but for sides half-way between two multiples of 32")
    func inputSizes() throws {
        for vector in try Vectors.load("input_sizes", as: Vectors.InputSize.self) {
            let size = Size(vector.size)
            let ours = TextDetector.inputSize(for: size, longSide: vector.longSide)
            let factor = min(1, Float(vector.longSide) / Float(size.longSide))
            for (side, ours, reference) in [
                (size.width, ours.width, vector.inputSize[0]), (size.height, ours.height, vector.inputSize[1]),
            ] {
                // RapidOCR drops fractions of a pixel first and rounds halves to even.
                let rest = (Float(side) * factor).truncatingRemainder(dividingBy: 32)
                #expect(ours == reference || (16..<17).contains(rest), "\(size) at \(vector.longSide)")
            }
        }
    }
}
