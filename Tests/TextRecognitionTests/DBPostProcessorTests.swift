import Foundation
import Raster
import TestSupport
import Testing
import TextRecognition

@Suite("DB post-process")
struct DBPostProcessorTests {
    /// A map with rectangles of one probability.
    private static func map(
        _ width: Int, _ height: Int, _ boxes: [(x: Int, y: Int, w: Int, h: Int, p: Float)]
    ) -> FloatMap {
        var values = [Float](repeating: 0.01, count: width * height)
        for box in boxes {
            for y in box.y..<box.y + box.h {
                for x in box.x..<box.x + box.w { values[y * width + x] = box.p }
            }
        }
        return FloatMap(size: Size(width: width, height: height), values: values)
    }

    @Test(
        "regions are RapidOCR's, at an overlap of 0.9 and scores within 0.07",
        arguments: try Vectors.load("maps", as: Vectors.ProbabilityMap.self))
    func reference(vector: Vectors.ProbabilityMap) throws {
        let map = vector.floats
        let bounds = Size(width: map.size.width, height: map.size.height)
        let found = DBPostProcessor().regions(in: map)
        #expect(found.count == vector.regions.count)
        for region in vector.regions {
            // RapidOCR counts from the center of the first pixel and cuts at the map's border.
            let quad = try #require(Quad(coordinates: region.quad)).map { Point($0.x + 0.5, $0.y + 0.5) }
            let best = try #require(found.max { $0.quad.overlap(with: quad) < $1.quad.overlap(with: quad) })
            let seen = best.quad.map {
                Point(min(max($0.x, 0.5), Float(bounds.width)), min(max($0.y, 0.5), Float(bounds.height)))
            }
            #expect(seen.overlap(with: quad) >= 0.9, "\(vector.name): \(seen) for \(quad)")
            #expect(abs(best.score - region.score) <= 0.07, "\(vector.name): \(best.score) for \(region.score)")
        }
    }

    @Test("a region grows by its area times the ratio over its perimeter")
    func growth() throws {
        let map = Self.map(100, 40, [(20, 15, 41, 9, 0.9)])
        let region = try #require(DBPostProcessor().regions(in: map).first)
        // Dilated to 42 x 10 pixels, between whose centers lie 41 x 9.
        let distance: Float = 41 * 9 * 1.6 / 100
        let expected = Quad(
            x: 20.5 - distance, y: 15.5 - distance, width: 41 + 2 * distance, height: 9 + 2 * distance)
        #expect(region.quad.largestDistance(to: expected) < 0.01)
        #expect(region.score > 0.7 && region.score <= 0.9)
    }

    @Test("an empty, a faint and a speckled map hold nothing")
    func nothing() {
        let processor = DBPostProcessor()
        #expect(processor.regions(in: FloatMap(size: Size(width: 0, height: 0), values: [])).isEmpty)
        #expect(processor.regions(in: Self.map(32, 32, [])).isEmpty)
        #expect(processor.regions(in: Self.map(32, 32, [(4, 4, 20, 10, 0.29)])).isEmpty)
        #expect(processor.regions(in: Self.map(32, 32, [(4, 4, 20, 10, 0.4)])).isEmpty)
        #expect(processor.regions(in: Self.map(32, 32, [(4, 4, 2, 2, 1), (12, 4, 16, 2, 1)])).isEmpty)
        let notANumber = FloatMap(size: Size(width: 8, height: 8), values: [Float](repeating: .nan, count: 64))
        #expect(processor.regions(in: notANumber).isEmpty)
    }

    @Test("patches one pixel apart are one region, two pixels apart are two")
    func dilation() {
        let processor = DBPostProcessor()
        #expect(processor.regions(in: Self.map(64, 20, [(5, 5, 20, 8, 1), (26, 5, 20, 8, 1)])).count == 1)
        #expect(processor.regions(in: Self.map(64, 20, [(5, 5, 20, 8, 1), (27, 5, 20, 8, 1)])).count == 2)
    }

    @Test("thresholds, the least side and the most regions are obeyed")
    func settings() {
        let map = Self.map(80, 40, [(5, 5, 20, 8, 0.6), (40, 5, 20, 8, 0.95), (5, 25, 20, 5, 0.95)])
        var processor = DBPostProcessor()
        #expect(processor.regions(in: map).count == 3)
        processor.binarizationThreshold = 0.7
        #expect(processor.regions(in: map).count == 2)
        processor.minimumSide = 6
        #expect(processor.regions(in: map).count == 1)
        processor = DBPostProcessor()
        processor.boxThreshold = 0.77
        #expect(processor.regions(in: map).count == 1)
        processor = DBPostProcessor()
        processor.maximumRegions = 2
        #expect(processor.regions(in: map).count == 2)
    }

    @Test("a hole in a region is no region of its own")
    func hole() {
        var map = Self.map(60, 40, [(5, 5, 50, 30, 0.98)]).values
        for y in 18..<22 {
            for x in 26..<34 { map[y * 60 + x] = 0.01 }
        }
        let regions = DBPostProcessor().regions(in: FloatMap(size: Size(width: 60, height: 40), values: map))
        #expect(regions.count == 1)
    }

    @Test("noise never leaves the finite", arguments: 0..<8)
    func noise(round: Int) {
        var generator = SeededGenerator(seed: SeededGenerator.seed &+ UInt64(round))
        let values = (0..<96 * 64).map { _ in Float.random(in: 0...1, using: &generator) }
        var processor = DBPostProcessor()
        processor.boxThreshold = 0
        processor.binarizationThreshold = 0.2 + Float(round) * 0.1
        let regions = processor.regions(in: FloatMap(size: Size(width: 96, height: 64), values: values))
        #expect(regions.allSatisfy { $0.quad.corners.allSatisfy { $0.x.isFinite && $0.y.isFinite } })
        #expect(regions.allSatisfy { (0...1).contains($0.score) && $0.quad.area > 0 }, "seed \(SeededGenerator.seed)")
    }
}
