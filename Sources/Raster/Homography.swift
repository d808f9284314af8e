/// A 3 x 3 projective map between two planes, row-major, acting on column vectors `(x, y, 1)`.
public struct Homography: Sendable, Equatable {
    /// The nine coefficients, row by row.
    public let m: [Double]

    /// Creates a map from nine row-major coefficients.
    public init(_ m: [Double]) {
        precondition(m.count == 9, "a homography has nine coefficients")
        self.m = m
    }

    /// The map that leaves every point where it is.
    public static let identity = Homography([1, 0, 0, 0, 1, 0, 0, 0, 1])

    /// Scales by `factor` about the origin.
    public static func scale(_ factor: Double) -> Homography { Homography([factor, 0, 0, 0, factor, 0, 0, 0, 1]) }

    /// The map that sends the four corners of `source` to those of `target`; nil when either is degenerate.
    public init?(from source: Quad, to target: Quad) {
        var rows: [[Double]] = []
        for (s, t) in zip(source.corners, target.corners) {
            let (x, y, u, v) = (Double(s.x), Double(s.y), Double(t.x), Double(t.y))
            rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
            rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
        }
        guard let h = LinearSystem.solve(rows) else { return nil }
        self.init(h + [1])
    }

    /// Where a point goes.
    public func callAsFunction(_ p: Point) -> Point {
        let (x, y) = (Double(p.x), Double(p.y))
        let w = m[6] * x + m[7] * y + m[8]
        return Point(Float((m[0] * x + m[1] * y + m[2]) / w), Float((m[3] * x + m[4] * y + m[5]) / w))
    }

    /// The map back; nil when this one is singular.
    public var inverse: Homography? {
        let a = m[4] * m[8] - m[5] * m[7]
        let b = m[5] * m[6] - m[3] * m[8]
        let c = m[3] * m[7] - m[4] * m[6]
        let det = m[0] * a + m[1] * b + m[2] * c
        guard det.isFinite, abs(det) > 1e-18 else { return nil }
        return Homography(
            [
                a, m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
                b, m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                c, m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
            ].map { $0 / det })
    }

    /// The map that applies `first` and then this one.
    public func after(_ first: Homography) -> Homography {
        var product = [Double](repeating: 0, count: 9)
        for row in 0..<3 {
            for column in 0..<3 {
                for k in 0..<3 { product[row * 3 + column] += m[row * 3 + k] * first.m[k * 3 + column] }
            }
        }
        return Homography(product)
    }
}

/// Small dense linear systems.
package enum LinearSystem {
    /// Solves `A x = b`, each row being `[a1, ..., an, b]`, by Gaussian elimination with partial pivoting.
    ///
    /// - Returns: The `n` unknowns, or nil when the matrix is singular to working precision.
    package static func solve(_ rows: [[Double]]) -> [Double]? {
        var a = rows
        let n = a.count
        for column in 0..<n {
            guard let pivot = (column..<n).max(by: { abs(a[$0][column]) < abs(a[$1][column]) }),
                abs(a[pivot][column]) > 1e-12
            else { return nil }
            a.swapAt(column, pivot)
            for row in 0..<n where row != column {
                let factor = a[row][column] / a[column][column]
                for k in column...n { a[row][k] -= factor * a[column][k] }
            }
        }
        return (0..<n).map { a[$0][n] / a[$0][$0] }
    }

    /// The `x` that minimizes the sum of squares of `A x - b`, each row being `[a1, ..., an, b]`, `weights` per row.
    package static func leastSquares(_ rows: [[Double]], weights: [Double]? = nil) -> [Double]? {
        guard let n = rows.first.map({ $0.count - 1 }) else { return nil }
        var normal = [[Double]](repeating: [Double](repeating: 0, count: n + 1), count: n)
        for (index, row) in rows.enumerated() {
            let weight = weights?[index] ?? 1
            for i in 0..<n {
                for j in 0...n { normal[i][j] += weight * row[i] * row[j] }
            }
        }
        return solve(normal)
    }
}
