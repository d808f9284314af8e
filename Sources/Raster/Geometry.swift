/// A point in pixels, x to the right and y down; the center of the top-left pixel is (0.5, 0.5).
public struct Point: Hashable, Sendable {
    /// Pixels from the left edge.
    public var x: Float
    /// Pixels from the top edge.
    public var y: Float

    /// Creates a point from its coordinates in pixels.
    public init(_ x: Float, _ y: Float) {
        self.x = x
        self.y = y
    }

    /// The vector sum.
    public static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    /// The vector difference.
    public static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    /// The vector scaled by `factor`.
    public static func * (a: Point, factor: Float) -> Point { Point(a.x * factor, a.y * factor) }

    /// The dot product of the two vectors.
    public func dot(_ other: Point) -> Float { x * other.x + y * other.y }
    /// The z component of the cross product; positive when `other` is clockwise of `self` on screen.
    public func cross(_ other: Point) -> Float { x * other.y - y * other.x }
    /// The vector's length in pixels.
    public var length: Float { (x * x + y * y).squareRoot() }
    /// The distance to another point in pixels.
    public func distance(to other: Point) -> Float { (self - other).length }
}

/// Width and height in whole pixels.
public struct Size: Hashable, Sendable {
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// Creates a size from columns and rows.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The longer of the two sides.
    public var longSide: Int { max(width, height) }
    /// Columns times rows.
    public var pixelCount: Int { width * height }
    /// The size after a quarter turn.
    public var transposed: Size { Size(width: height, height: width) }
}

/// Four corners: the top-left of the content as read first, then clockwise.
public struct Quad: Hashable, Sendable {
    /// Where the content starts.
    public var topLeft: Point
    /// The end of the content's upper edge.
    public var topRight: Point
    /// Opposite `topLeft`.
    public var bottomRight: Point
    /// Below `topLeft` as read.
    public var bottomLeft: Point

    /// Creates a quad from its corners.
    public init(_ topLeft: Point, _ topRight: Point, _ bottomRight: Point, _ bottomLeft: Point) {
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomRight = bottomRight
        self.bottomLeft = bottomLeft
    }

    /// The axis-aligned quad from `(x, y)` with the given width and height.
    public init(x: Float, y: Float, width: Float, height: Float) {
        self.init(Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height))
    }

    /// The axis-aligned quad that covers a whole image of `size`.
    public init(_ size: Size) {
        self.init(x: 0, y: 0, width: Float(size.width), height: Float(size.height))
    }

    /// The corners in order: top-left, top-right, bottom-right, bottom-left.
    public var corners: [Point] { [topLeft, topRight, bottomRight, bottomLeft] }
    /// The mean of the corners.
    public var center: Point { (topLeft + topRight + bottomRight + bottomLeft) * 0.25 }
    /// The mean length of the upper and lower edge.
    public var width: Float { (topLeft.distance(to: topRight) + bottomLeft.distance(to: bottomRight)) / 2 }
    /// The mean length of the left and right edge.
    public var height: Float { (topLeft.distance(to: bottomLeft) + topRight.distance(to: bottomRight)) / 2 }
    /// The middle of the left edge, where reading starts.
    public var leftMiddle: Point { (topLeft + bottomLeft) * 0.5 }
    /// The middle of the right edge, where reading ends.
    public var rightMiddle: Point { (topRight + bottomRight) * 0.5 }
    /// The area; positive for a clockwise quad.
    public var area: Float { (bottomRight - topLeft).cross(bottomLeft - topRight) / 2 }

    /// The quad with each corner sent through `transform`.
    public func map(_ transform: (Point) -> Point) -> Quad {
        Quad(transform(topLeft), transform(topRight), transform(bottomRight), transform(bottomLeft))
    }

    /// The same four corners with reading started at the opposite one: the content turned by 180 degrees.
    public var turnedUpsideDown: Quad { Quad(bottomRight, bottomLeft, topLeft, topRight) }

    /// The part of the quad between two fractions (0...1) of its height, by linear interpolation of its edges.
    public func band(from top: Float, to bottom: Float) -> Quad {
        func along(_ a: Point, _ b: Point, _ t: Float) -> Point { a + (b - a) * t }
        return Quad(
            along(topLeft, bottomLeft, top), along(topRight, bottomRight, top),
            along(topRight, bottomRight, bottom), along(topLeft, bottomLeft, bottom))
    }

    /// The part of the quad between two fractions (0...1) of its width, by linear interpolation of its edges.
    public func slice(from start: Float, to end: Float) -> Quad {
        func along(_ a: Point, _ b: Point, _ t: Float) -> Point { a + (b - a) * t }
        return Quad(
            along(topLeft, topRight, start), along(topLeft, topRight, end),
            along(bottomLeft, bottomRight, end), along(bottomLeft, bottomRight, start))
    }
}
