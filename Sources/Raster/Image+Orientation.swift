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
        guard let steps = Steps(from: orientation, of: size) else { return self }
        return Image(size: orientation.upright(size), pixels: steps.moved(pixels, channels: 3))
    }
}

extension GrayImage {
    /// The upright picture, where this one is as stored with `orientation`.
    package func setUpright(from orientation: Orientation) -> GrayImage {
        guard let steps = Steps(from: orientation, of: size) else { return self }
        return GrayImage(size: orientation.upright(size), pixels: steps.moved(pixels, channels: 1))
    }
}

/// How one goes through a store to meet its pixels row by row of the upright picture.
private struct Steps {
    /// Columns and rows of the upright picture.
    private let target: Size
    /// The stored pixel that becomes the top-left one, and the steps through the store for x + 1 and y + 1.
    private let start, stepX, stepY: Int

    /// nil where the store is upright.
    init?(from orientation: Orientation, of stored: Size) {
        let width = stored.width
        let (right, bottom) = (width - 1, stored.height - 1)
        switch orientation {
        case .upright: return nil
        case .mirrored: (start, stepX, stepY) = (right, -1, width)
        case .upsideDown: (start, stepX, stepY) = (bottom * width + right, -1, -width)
        case .flipped: (start, stepX, stepY) = (bottom * width, 1, -width)
        case .transposed: (start, stepX, stepY) = (0, width, 1)
        case .quarterClockwise: (start, stepX, stepY) = (bottom * width, -width, 1)
        case .transverse: (start, stepX, stepY) = (bottom * width + right, -width, -1)
        case .quarterCounterclockwise: (start, stepX, stepY) = (right, width, -1)
        }
        target = orientation.upright(stored)
    }

    /// Copies in tiles, so that a column of the store is not fetched anew for each of its pixels.
    func moved(_ pixels: [UInt8], channels: Int) -> [UInt8] {
        let tile = 32
        return [UInt8](unsafeUninitializedCapacity: pixels.count) { output, initialized in
            pixels.withUnsafeBufferPointer { input in
                for top in stride(from: 0, to: target.height, by: tile) {
                    for left in stride(from: 0, to: target.width, by: tile) {
                        for y in top..<min(top + tile, target.height) {
                            var from = (start + y * stepY + left * stepX) * channels
                            var to = (y * target.width + left) * channels
                            for _ in left..<min(left + tile, target.width) {
                                for channel in 0..<channels { output[to + channel] = input[from + channel] }
                                from += stepX * channels
                                to += channels
                            }
                        }
                    }
                }
            }
            initialized = pixels.count
        }
    }
}
