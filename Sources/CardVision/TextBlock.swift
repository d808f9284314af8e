import Foundation
import Raster
import TextRecognition

/// The largest group of text regions that lie together and run the same way.
struct TextBlock: Sendable {
    /// Degrees, clockwise, from the x axis to the direction of the lines, -90...90.
    var tilt: Float
    /// Median height of the regions, in pixels.
    var textHeight: Float
    /// The group's extent along and across its lines.
    var bounds: RotatedRect

    /// The block of a card whose corners are known, in reading order.
    ///
    /// Text regions stand about 0.06 of the card's height tall.
    init(card: Quad) {
        let side = card.topRight - card.topLeft
        let tilt = Float(atan2(Double(side.y), Double(side.x)) * 180 / .pi)
        textHeight = card.height * 0.06
        bounds = Self.bounds(of: card.corners, along: tilt)
        self.tilt = tilt
    }

    /// Groups regions; nil when there is none.
    init?(_ regions: [TextRegion]) {
        let runs = regions.map(Run.init).filter { $0.height > 2 }
        guard let tilt = Self.commonTilt(of: runs) else { return nil }
        let aligned = runs.filter { $0.length < 2 * $0.height || abs(Self.difference($0.tilt, tilt)) < 15 }
        guard let group = Self.largestGroup(of: aligned) else { return nil }
        self.tilt = tilt
        // Long lines tell the height of print; single letters and specks do not.
        let long = group.filter { $0.length > 3 * $0.height }
        textHeight = Self.median((long.isEmpty ? group : long).map(\.height))
        bounds = Self.bounds(of: group.flatMap(\.quad.corners), along: tilt)
    }

    private struct Run {
        var quad: Quad
        var center: Point
        var length: Float
        var height: Float
        /// Degrees of the long side, -90...90.
        var tilt: Float

        init(_ region: TextRegion) {
            quad = region.quad
            center = quad.center
            length = max(quad.width, quad.height)
            height = min(quad.width, quad.height)
            let side = quad.width >= quad.height ? quad.topRight - quad.topLeft : quad.bottomLeft - quad.topLeft
            var degrees = Float(atan2(Double(side.y), Double(side.x)) * 180 / .pi)
            if degrees > 90 { degrees -= 180 }
            if degrees <= -90 { degrees += 180 }
            tilt = degrees
        }
    }

    /// The smaller angle between two directions of lines.
    private static func difference(_ a: Float, _ b: Float) -> Float {
        var difference = a - b
        while difference > 90 { difference -= 180 }
        while difference < -90 { difference += 180 }
        return difference
    }

    /// The direction that most length of text agrees with, refined to the mean of those that do.
    private static func commonTilt(of runs: [Run]) -> Float? {
        let long = runs.filter { $0.length > 2.5 * $0.height }
        let voters = long.isEmpty ? runs : long
        guard !voters.isEmpty else { return nil }
        func weight(near tilt: Float) -> Float {
            voters.reduce(0) { $0 + (abs(difference($1.tilt, tilt)) < 6 ? $1.length : 0) }
        }
        guard let mode = voters.max(by: { weight(near: $0.tilt) < weight(near: $1.tilt) })?.tilt else { return nil }
        let near = voters.filter { abs(difference($0.tilt, mode)) < 6 }
        let total = near.reduce(0) { $0 + $1.length }
        let mean = near.reduce(0) { $0 + difference($1.tilt, mode) * $1.length } / max(total, 1)
        return mode + mean
    }

    /// Regions of similar height no further apart than a few lines, the group with the most print.
    private static func largestGroup(of runs: [Run]) -> [Run]? {
        guard !runs.isEmpty else { return nil }
        var group = Array(runs.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while group[index] != index { index = group[index] }
            return index
        }
        for a in runs.indices {
            for b in 0..<a {
                let height = (runs[a].height + runs[b].height) / 2
                let ratio = max(runs[a].height, runs[b].height) / min(runs[a].height, runs[b].height)
                guard ratio < 3, gap(runs[a].quad, runs[b].quad) < 4.5 * height else { continue }
                group[root(a)] = root(b)
            }
        }
        let groups = Dictionary(grouping: runs.indices) { root($0) }
        let largest = groups.values.max { a, b in
            a.reduce(0) { $0 + runs[$1].length } < b.reduce(0) { $0 + runs[$1].length }
        }
        return largest?.map { runs[$0] }
    }

    /// The distance between two quads, by their corners, middles of edges and centers.
    private static func gap(_ a: Quad, _ b: Quad) -> Float {
        func points(_ quad: Quad) -> [Point] {
            let top = (quad.topLeft + quad.topRight) * 0.5
            let bottom = (quad.bottomLeft + quad.bottomRight) * 0.5
            return quad.corners + [quad.leftMiddle, quad.rightMiddle, top, bottom]
        }
        var least = Float.infinity
        for p in points(a) {
            for q in points(b) { least = min(least, p.distance(to: q)) }
        }
        return least
    }

    private static func bounds(of corners: [Point], along tilt: Float) -> RotatedRect {
        let radians = Double(tilt) * .pi / 180
        let along = Point(Float(cos(radians)), Float(sin(radians)))
        let across = Point(-along.y, along.x)
        let us = corners.map(along.dot)
        let vs = corners.map(across.dot)
        let (left, right) = (us.min() ?? 0, us.max() ?? 0)
        let (top, bottom) = (vs.min() ?? 0, vs.max() ?? 0)
        return RotatedRect(
            center: along * ((left + right) / 2) + across * ((top + bottom) / 2), width: right - left,
            height: bottom - top, angle: tilt)
    }

    private static func median(_ values: [Float]) -> Float {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
