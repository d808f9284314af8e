extension Image {
    /// The picture turned clockwise by a number of quarter turns; negative numbers turn it counterclockwise.
    public func rotated(quarterTurns: Int) -> Image {
        switch ((quarterTurns % 4) + 4) % 4 {
        case 1: setUpright(from: .quarterClockwise)
        case 2: setUpright(from: .upsideDown)
        case 3: setUpright(from: .quarterCounterclockwise)
        default: self
        }
    }

    /// The upright picture, where this one is as stored with `orientation`.
    package func setUpright(from orientation: Orientation) -> Image {
        let (right, bottom) = (width - 1, height - 1)
        // The stored pixel that becomes the top-left one, and the steps through the store for x + 1 and y + 1.
        let (start, stepX, stepY): (Int, Int, Int)
        switch orientation {
        case .upright: return self
        case .mirrored: (start, stepX, stepY) = (right, -1, width)
        case .upsideDown: (start, stepX, stepY) = (bottom * width + right, -1, -width)
        case .flipped: (start, stepX, stepY) = (bottom * width, 1, -width)
        case .transposed: (start, stepX, stepY) = (0, width, 1)
        case .quarterClockwise: (start, stepX, stepY) = (bottom * width, -width, 1)
        case .transverse: (start, stepX, stepY) = (bottom * width + right, -width, -1)
        case .quarterCounterclockwise: (start, stepX, stepY) = (right, width, -1)
        }
        return stepped(to: orientation.upright(size), start: start, stepX: stepX, stepY: stepY)
    }

    /// Copies in tiles, so that a column of the store is not fetched anew for each of its pixels.
    private func stepped(to target: Size, start: Int, stepX: Int, stepY: Int) -> Image {
        let tile = 32
        let moved = [UInt8](unsafeUninitializedCapacity: pixels.count) { output, initialized in
            pixels.withUnsafeBufferPointer { input in
                for top in stride(from: 0, to: target.height, by: tile) {
                    for left in stride(from: 0, to: target.width, by: tile) {
                        for y in top..<min(top + tile, target.height) {
                            var from = (start + y * stepY + left * stepX) * 3
                            var to = (y * target.width + left) * 3
                            for _ in left..<min(left + tile, target.width) {
                                output[to] = input[from]
                                output[to + 1] = input[from + 1]
                                output[to + 2] = input[from + 2]
                                from += stepX * 3
                                to += 3
                            }
                        }
                    }
                }
            }
            initialized = pixels.count
        }
        return Image(size: target, pixels: moved)
    }
}
