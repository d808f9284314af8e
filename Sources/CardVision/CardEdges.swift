import Foundation
public import Raster

/// Moves a card's corners, known to about a per cent of its width, to where the card's edges are seen to meet.
///
/// Along each side the steepest change of color across it is looked for at many places, and a straight line laid through
/// those that agree. A side that shows no such line, because it is covered, blurred, or the picture's own border, stays.
public struct CardEdges: Sendable {
    /// How edges are looked for; lengths are shares of the card's width.
    public struct Configuration: Sendable {
        /// How far from the known side an edge may be.
        public var reach: Float
        /// Places along a side.
        public var places = 40
        /// The part of each end of a side that is left out: corners are round.
        public var ends: Float = 0.1
        /// The distance from the line within which a place agrees with it.
        public var agreement: Float = 0.002
        /// The share of a side's places that must agree.
        public var leastShare: Float = 0.6
        /// The same where the side may as well be the picture's border.
        public var leastShareAtBorder: Float = 0.9
        /// The least change across an edge, summed over the three channels, 0...765.
        public var leastStep: Float = 24
        /// The change that counts no more when it is stronger.
        public var plainStep: Float = 80
        /// The share of a side's places that must agree for its edge to be plain to see.
        public var plainShare: Float = 0.8
        /// How far from where it was known such an edge may be.
        public var plainReach: Float = 0.012
        /// How near to the picture's border a side without an edge is taken to be the border: its middle.
        public var borderReach: Float = 0.015
        /// The same for its ends.
        public var borderReachAtEnds: Float = 0.03
        /// The card's width in pixels at which edges are looked for: finer than that there is mostly noise.
        public var width: Float = 600

        /// Creates a configuration with the documented defaults.
        ///
        /// - Parameter reach: How far from the known side an edge may be, a share of the card's width.
        public init(reach: Float = 0.02) { self.reach = reach }
    }

    /// Where the card's edges meet.
    public struct Result: Sendable, Equatable {
        /// The corners in photo space; those that were known where no edge is seen.
        public var corners: Quad
        /// Whether all four sides were plain to see, near where they were known, so that no other line was taken for one of
        /// them; or the picture shows the card from border to border.
        public var isPlain = false
    }

    private let configuration: Configuration

    /// Creates a finder of edges.
    public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

    /// The corners where the card's edges meet.
    ///
    /// - Parameters:
    ///   - corners: The corners as they are known, in photo space.
    ///   - photo: The photo, decoded to any scale.
    /// - Returns: The corners, and how well they were seen.
    public func refine(_ corners: Quad, in photo: PhotoPyramid) -> Result {
        let shrinking = corners.width * photo.base.scale / configuration.width
        let level = photo.level(shrinking: shrinking)
        let known = corners.map { $0 * level.scale }
        let points = known.corners
        let sides = points.indices.map { index in
            side(from: points[index], to: points[(index + 1) % 4], of: level.image, cardWidth: known.width)
        }
        var result: [Point] = []
        for index in points.indices {
            guard let met = sides[(index + 3) % 4].meeting(sides[index]),
                met.distance(to: points[index]) < 1.5 * configuration.reach * known.width
            else { return Result(corners: corners) }
            result.append(met * (1 / level.scale))
        }
        return Result(
            corners: Quad(result[0], result[1], result[2], result[3]),
            isPlain: sides.allSatisfy(\.isPlain) || sides.allSatisfy(\.isBorder))
    }

    /// The edge near a known side; the side itself where none is seen.
    private func side(from start: Point, to end: Point, of image: Image, cardWidth: Float) -> Line {
        let known = Line(start: start, end: end)
        let length = start.distance(to: end)
        let reach = Int((configuration.reach * cardWidth).rounded(.up))
        guard length > 20, reach >= 2 else { return known }
        let along = (end - start) * (1 / length)
        let outward = Point(along.y, -along.x)
        let sampler = StepSampler(image: image, reach: reach)
        var steps: [Step] = []
        for place in 0..<configuration.places {
            let through = (Float(place) + 0.5) / Float(configuration.places)
            let share = configuration.ends + (1 - 2 * configuration.ends) * through
            let found = sampler.steps(across: start + (end - start) * share, outward, atLeast: configuration.leastStep)
            steps += found.map { offset, height in
                // However strong, print near the edge must not outvote it; and far off an edge is less likely the card's.
                let stray = offset / Float(reach)
                let weight = min(height, configuration.plainStep) * (1 - 0.4 * stray * stray)
                return Step(place: share, offset: offset, weight: weight)
            }
        }
        let tolerance = max(configuration.agreement * cardWidth, 0.75)
        let border = known.onBorder(
            of: image.size, within: configuration.borderReach * cardWidth,
            atEnds: configuration.borderReachAtEnds * cardWidth)
        let leastShare = border == nil ? configuration.leastShare : configuration.leastShareAtBorder
        guard let fit = Self.consensus(of: steps, within: tolerance),
            Float(fit.agreeing) >= leastShare * Float(configuration.places)
        else { return border ?? known }
        let isPlain =
            Float(fit.agreeing) >= configuration.plainShare * Float(configuration.places)
            && max(abs(fit.atStart), abs(fit.atEnd)) <= configuration.plainReach * cardWidth
        return Line(
            start: start + outward * fit.atStart, end: end + outward * fit.atEnd, isPlain: isPlain)
    }

    /// A change of color across a side: where along it, how far outside, how strong.
    private struct Step {
        var place: Float
        var offset: Float
        var weight: Float
    }

    /// The line that most steps agree with, refined by least squares.
    private static func consensus(
        of steps: [Step], within tolerance: Float
    ) -> (atStart: Float, atEnd: Float, agreeing: Int)? {
        // Eight steps at a time; those that fill the last eight up weigh nothing.
        let eights = stride(from: 0, to: steps.count, by: 8).map { first in
            let steps = steps[first..<min(first + 8, steps.count)]
            var (places, offsets, weights) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
            for (lane, step) in steps.enumerated() {
                (places[lane], offsets[lane], weights[lane]) = (step.place, step.offset, step.weight)
            }
            return (places: places, offsets: offsets, weights: weights)
        }
        var best: (atStart: Float, slope: Float, weight: Float) = (0, 0, 0)
        for (index, a) in steps.enumerated() {
            for b in steps[(index + 1)...] where b.place - a.place > 0.4 {
                let slope = (b.offset - a.offset) / (b.place - a.place)
                let atStart = a.offset - slope * a.place
                var agreeing = SIMD8<Float>.zero
                for eight in eights {
                    let away = eight.offsets - atStart - slope * eight.places
                    let isNear = (away .< tolerance) .& (away .> -tolerance)
                    agreeing += SIMD8.zero.replacing(with: eight.weights, where: isNear)
                }
                let weight = agreeing.sum()
                if weight > best.weight { best = (atStart, slope, weight) }
            }
        }
        let agreeing = steps.filter { abs($0.offset - best.atStart - best.slope * $0.place) < tolerance }
        guard agreeing.count >= 4,
            let fit = LinearSystem.leastSquares(
                agreeing.map { [1, Double($0.place), Double($0.offset)] },
                weights: agreeing.map { Double($0.weight) })
        else { return nil }
        return (Float(fit[0]), Float(fit[0] + fit[1]), Set(agreeing.map(\.place)).count)
    }
}

/// A straight line through two points.
private struct Line {
    var start: Point
    var end: Point
    /// Whether it lies along an edge that is plain to see.
    var isPlain = false
    /// Whether it is the picture's border.
    var isBorder = false

    /// Where it meets another; nil when they are parallel.
    func meeting(_ other: Line) -> Point? {
        let (a, b) = (end - start, other.end - other.start)
        let cross = a.cross(b)
        guard abs(cross) > 1e-3 * a.distance(to: Point(0, 0)) * b.distance(to: Point(0, 0)) else { return nil }
        return start + a * ((other.start - start).cross(b) / cross)
    }

    /// The border of a picture that the middle and both ends lie near, one side of it; nil when there is none.
    func onBorder(of size: Size, within reach: Float, atEnds reachAtEnds: Float) -> Line? {
        let (width, height) = (Float(size.width), Float(size.height))
        func isNear(_ start: Float, _ end: Float) -> Bool {
            abs(start + end) / 2 < reach && max(abs(start), abs(end)) < reachAtEnds
        }
        for x in [0, width] where isNear(start.x - x, end.x - x) {
            return Line(start: Point(x, start.y), end: Point(x, end.y), isBorder: true)
        }
        for y in [0, height] where isNear(start.y - y, end.y - y) {
            return Line(start: Point(start.x, y), end: Point(end.x, y), isBorder: true)
        }
        return nil
    }
}

/// Finds the steepest change of color along a short line across a side.
private struct StepSampler {
    let image: Image
    let reach: Int
    /// Pixels on each side of a step whose mean counts.
    private let half = 2

    /// The steepest changes, three at most: how far outside the middle, to a fraction of a pixel, and how high over all
    /// channels.
    func steps(across middle: Point, _ outward: Point, atLeast least: Float) -> [(offset: Float, height: Float)] {
        let count = 2 * (reach + half) + 1
        var colors: [SIMD4<Float>] = []
        colors.reserveCapacity(count)
        for index in 0..<count {
            // Outside the picture there are no changes.
            colors.append(color(at: middle + outward * Float(index - reach - half)) ?? colors.last ?? .zero)
        }
        // The change between two pixels: the means of two on each side of the gap.
        let heights = (half...count - half).map { gap in
            let outside = colors[gap] + colors[gap + 1 < count ? gap + 1 : gap]
            let difference = (outside - colors[gap - 2] - colors[gap - 1]) * 0.5
            return abs(difference.x) + abs(difference.y) + abs(difference.z)
        }
        var found: [(offset: Float, height: Float)] = []
        for index in heights.indices.dropFirst().dropLast() where heights[index] >= least {
            let (before, at, after) = (heights[index - 1], heights[index], heights[index + 1])
            guard at > before, at >= after else { continue }
            let curve = before - 2 * at + after
            let fraction = curve < 0 ? min(max(0.5 * (before - after) / curve, -0.5), 0.5) : 0
            found.append((Float(index - reach) - 0.5 + fraction, at))
        }
        return Array(found.sorted { $0.height > $1.height }.prefix(3))
    }

    /// The color at a point, between four pixels; nil outside the picture.
    private func color(at point: Point) -> SIMD4<Float>? {
        let (x, y) = (point.x - 0.5, point.y - 0.5)
        guard x >= 0, y >= 0, x < Float(image.width - 1), y < Float(image.height - 1) else { return nil }
        let (column, row) = (Int(x), Int(y))
        let (dx, dy) = (x - Float(column), y - Float(row))
        func pixel(_ column: Int, _ row: Int) -> SIMD4<Float> {
            let at = (row * image.width + column) * 3
            return SIMD4(Float(image.pixels[at]), Float(image.pixels[at + 1]), Float(image.pixels[at + 2]), 0)
        }
        let upper = pixel(column, row) * (1 - dx) + pixel(column + 1, row) * dx
        let lower = pixel(column, row + 1) * (1 - dx) + pixel(column + 1, row + 1) * dx
        return upper * (1 - dy) + lower * dy
    }
}
