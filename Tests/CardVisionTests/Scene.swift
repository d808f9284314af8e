import Foundation
import Inference
import Raster
import TestSupport
import TextRecognition

/// A photo of lines of print, drawn as dark bars, on light ground.
struct Scene {
    /// Columns and rows of the photo.
    var size = Size(width: 700, height: 600)
    /// Lengths of the bars from top to bottom, in pixels.
    var lengths: [Float] = [260, 300, 220, 280, 180, 300]
    /// Height of a bar, in pixels.
    var thickness: Float = 16
    /// Degrees, clockwise, by which the block is turned about the photo's middle.
    var tilt: Float = 0
    /// The block's middle; nil for the photo's.
    var center: Point?

    /// Bars start on one line and are this far apart.
    private var spacing: Float { thickness * 2.5 }

    private var middle: Point { center ?? Point(Float(size.width) / 2, Float(size.height) / 2) }

    /// Ends of a bar's middle line, in the photo.
    func bar(_ index: Int) -> (start: Point, end: Point) {
        let radians = Double(tilt) * .pi / 180
        let along = Point(Float(cos(radians)), Float(sin(radians)))
        let across = Point(-along.y, along.x)
        let down = (Float(index) - Float(lengths.count - 1) / 2) * spacing
        let left = -(lengths.max() ?? 0) / 2
        let start = middle + along * left + across * down
        return (start, start + along * lengths[index])
    }

    /// The middle of a bar, in the photo.
    func barCenter(_ index: Int) -> Point { (bar(index).start + bar(index).end) * 0.5 }

    /// The photo.
    var image: Image {
        var canvas = Canvas(size: size, color: Color(250, 250, 250))
        for index in lengths.indices {
            let (start, end) = bar(index)
            canvas.strokeLine(from: start, to: end, color: Color(10, 10, 10), thickness: thickness)
        }
        return canvas.image
    }

    /// A detector that takes dark pixels for text.
    static func detector() throws -> TextDetector {
        TextDetector(session: FakeInferenceSession.darkIsText, model: try .made())
    }
}

/// The red value of the pixel that holds a point; 255 outside.
func darkness(of image: Image, at point: Point) -> Int {
    let (x, y) = (Int(point.x), Int(point.y))
    guard x >= 0, y >= 0, x < image.width, y < image.height else { return 255 }
    return Int(image.pixels[(y * image.width + x) * 3])
}
