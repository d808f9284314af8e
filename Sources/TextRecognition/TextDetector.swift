public import Inference
public import Raster

/// Finds where text is with a DB detection network.
public struct TextDetector: Sendable {
    /// How pictures are given to the network.
    public struct Configuration: Sendable {
        /// The side of the network's input, a square of which the picture takes the upper left part, in pixels; the
        /// picture's sides are rounded to multiples of 32.
        public var side = 736
        /// The network's one shape of input: one network for pictures of every shape takes a third of the memory.
        public var inputShape: [Int] { [1, 3, side, side] }
        /// The step after the network.
        public var postProcessor = DBPostProcessor()

        /// Creates a configuration with the documented defaults.
        public init() {}
    }

    /// What was found, and the map that it was found in.
    public struct Result: Sendable {
        /// Regions in pixels of the image searched.
        public var regions: [TextRegion]
        /// The network's answer, in map space.
        public var map: FloatMap
    }

    private let session: any InferenceSession
    private let input: ModelManifest.Model.Input
    private let configuration: Configuration

    /// The side of the network's input; a larger picture's long side is shrunk to it.
    public var side: Int { configuration.side }

    /// Creates a detector.
    public init(
        session: any InferenceSession, model: ModelManifest.Model, configuration: Configuration = Configuration()
    ) {
        self.session = session
        self.configuration = configuration
        input = model.input
    }

    /// Finds the text in an image.
    ///
    /// - Parameter image: The image.
    /// - Returns: Regions in the image's pixels, in no particular order, and the probability map.
    /// - Throws: ``ModelError``.
    public func detectText(in image: Image) throws -> Result {
        let side = configuration.side
        let size = Self.inputSize(for: image.size, longSide: side)
        let scaled = image.size == size ? image : image.resized(to: size)
        let map = try session.run(shape: configuration.inputShape) { buffer in
            scaled.fill(buffer, rowStride: side, rows: side, as: input)
            Self.mirror(size, in: buffer, side: side)
        } consume: { output, shape in
            guard shape.count == 4, shape[2] == side, shape[3] == side else {
                throw ModelError(.unexpectedShape, "the detector answers \(shape), not [1, 1, \(side), \(side)]")
            }
            let rows = (0..<size.height).map { output[$0 * side..<$0 * side + size.width] }
            return FloatMap(size: size, values: rows.flatMap { $0 })
        }
        let scaleX = Float(image.width) / Float(size.width)
        let scaleY = Float(image.height) / Float(size.height)
        let regions = configuration.postProcessor.regions(in: map).map { region in
            TextRegion(quad: region.quad.map { Point($0.x * scaleX, $0.y * scaleY) }, score: region.score)
        }
        return Result(regions: regions, map: map)
    }

    /// Fills the rest of a square's planes with the picture in their upper left, mirrored time and again: the network takes
    /// means over the whole, which are then the picture's.
    private static func mirror(_ size: Size, in planes: UnsafeMutableBufferPointer<Float>, side: Int) {
        func mirrored(_ place: Int, _ length: Int) -> Int {
            let within = place % (2 * length)
            return min(within, 2 * length - 1 - within)
        }
        for start in stride(from: 0, to: planes.count, by: side * side) {
            for y in 0..<side {
                let (row, source) = (start + y * side, start + mirrored(y, size.height) * side)
                if source != row { for x in 0..<size.width { planes[row + x] = planes[source + x] } }
                for x in size.width..<max(side, size.width) { planes[row + x] = planes[row + mirrored(x, size.width)] }
            }
        }
    }

    /// The network's input size: the image shrunk to `longSide`, both sides multiples of 32 and at least 32.
    package static func inputSize(for size: Size, longSide: Int) -> Size {
        let factor = min(1, Float(longSide) / Float(size.longSide))
        func rounded(_ side: Int) -> Int { max(32, Int((Float(side) * factor / 32).rounded(.toNearestOrEven)) * 32) }
        return Size(width: rounded(size.width), height: rounded(size.height))
    }
}
