import Foundation
import Raster
import Testing
import TextRecognition

/// What RapidOCR and OpenCV made of the same inputs; `Tools/reference-vectors/` writes it.
enum Vectors {
    /// One line of a sample card.
    struct Line: Decodable {
        /// Eight coordinates in whole pixels of the picture, clockwise from the top-left.
        var quad: [Float]
        var score: Float
        var text: String
        var confidence: Float
    }

    struct Picture: Decodable, CustomTestStringConvertible {
        var file: String
        var size: [Int]
        var inputSize: [Int]
        /// Column, row, R, G and B of some pixels.
        var samples: [[Int]]
        var lines: [Line]

        var testDescription: String { file }
    }

    struct Region: Decodable {
        /// Eight coordinates in map space, counted from the center of the first pixel.
        var quad: [Float]
        var score: Float
    }

    struct ProbabilityMap: Decodable, CustomTestStringConvertible {
        var name: String
        var size: [Int]
        var map: Data
        var regions: [Region]

        var testDescription: String { name }
        var floats: FloatMap { FloatMap(size: Size(size), values: map.map { Float($0) / 255 }) }
    }

    struct Table: Decodable, CustomTestStringConvertible {
        var alphabet: String
        var steps: Int
        var values: [Float]
        var text: String
        var confidence: Float

        var testDescription: String { "\"\(text)\" of \(steps) steps" }
        var probabilities: LineProbabilities {
            LineProbabilities(stepCount: steps, classCount: alphabet.count + 1, values: values)
        }
    }

    struct Scene<Case: Decodable>: Decodable {
        var size: [Int]
        var pixels: Data
        var cases: [Case]

        var image: Image { Image(size: Size(size), pixels: [UInt8](pixels)) }
    }

    struct Resize: Decodable {
        var method: String
        var size: [Int]
        var pixels: Data
    }

    struct Warp: Decodable {
        var corners: [Float]
        var size: [Int]
        var pixels: Data
    }

    struct InputSize: Decodable {
        var size: [Int]
        var longSide: Int
        var inputSize: [Int]
    }

    /// The content of `Vectors/<name>.json`.
    static func load<Entry: Decodable>(_ name: String, as type: Entry.Type = Entry.self) throws -> [Entry] {
        let file = try #require(Bundle.module.url(forResource: "Vectors/\(name)", withExtension: "json"))
        return try JSONDecoder().decode([Entry].self, from: Data(contentsOf: file))
    }
}

extension Size {
    /// A size from columns and rows.
    init(_ sides: [Int]) { self.init(width: sides[0], height: sides[1]) }
}

/// The largest and the mean difference of two pictures' bytes.
func differences(_ a: [UInt8], _ b: Data) -> (largest: Int, mean: Double) {
    let differences = zip(a, b).map { abs(Int($0) - Int($1)) }
    return (differences.max() ?? 0, Double(differences.reduce(0, +)) / Double(max(differences.count, 1)))
}
