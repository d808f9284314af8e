import Raster

/// What a network says about where corners are: for each of the four, in reading order, the probability of every cell.
struct CornerPlaces {
    /// Pixels of the network's input a cell.
    static let stride = 8

    /// Columns and rows of cells.
    let cells: Size
    private let shares: UnsafeBufferPointer<Float>

    /// The places at the beginning of an answer to a picture, valid as long as the answer is.
    init(_ answer: UnsafeBufferPointer<Float>, of picture: Size) {
        cells = Size(width: picture.width / Self.stride, height: picture.height / Self.stride)
        shares = answer
    }

    /// Values of an answer that are places.
    var count: Int { 4 * cells.pixelCount }

    /// Where a corner is.
    ///
    /// - Parameters:
    ///   - corner: The corner, 0...3.
    ///   - isAllowed: Whether it may be in the cell with that middle, in pixels of the picture.
    /// - Returns: The mean place around its likeliest cell, in pixels of the picture, and the probability that lies there,
    ///   of all that lies where it may be.
    func place(of corner: Int, where isAllowed: (Point) -> Bool = { _ in true }) -> (point: Point, certainty: Float) {
        let plane = UnsafeBufferPointer(rebasing: shares[corner * cells.pixelCount..<(corner + 1) * cells.pixelCount])
        var (best, highest, all) = (0, -Float.infinity, Float(0))
        for index in plane.indices where isAllowed(middle(of: index)) {
            all += plane[index]
            if plane[index] > highest { (best, highest) = (index, plane[index]) }
        }
        let (row, column) = (best / cells.width, best % cells.width)
        var (point, sum) = (Point(0, 0), Float(0))
        for near in max(row - 2, 0)...min(row + 2, cells.height - 1) {
            for beside in max(column - 2, 0)...min(column + 2, cells.width - 1) {
                let index = near * cells.width + beside
                guard isAllowed(middle(of: index)) else { continue }
                point = point + middle(of: index) * plane[index]
                sum += plane[index]
            }
        }
        return (point * (1 / max(sum, 1e-9)), sum / max(all, 1e-9))
    }

    private func middle(of index: Int) -> Point {
        Point(Float(index % cells.width) + 0.5, Float(index / cells.width) + 0.5) * Float(Self.stride)
    }
}
