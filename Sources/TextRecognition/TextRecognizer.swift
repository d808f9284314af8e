import Dispatch
public import Inference
public import Raster
import Synchronization

/// Reads the characters of text regions with a CTC network.
public struct TextRecognizer: Sendable {
    /// How lines are cut out.
    public struct Configuration: Sendable {
        /// Where the network reads lines one by one, the pixels to whose multiples widths are rounded up, so that only few
        /// shapes occur (each costs the inference engine memory and, the first time, milliseconds).
        public var widthStep = 64
        /// There too, lines are squeezed to at most this many pixels; 45 characters of a card fit into 1,200.
        public var maximumWidth = 1600
        /// Runs at the same time.
        public var threads = 1

        /// Creates a configuration with the documented defaults.
        public init() {}
    }

    private let session: any InferenceSession
    private let input: ModelManifest.Model.Input
    private let height: Int
    /// The network's characters.
    public let alphabet: Alphabet
    private let decoder: CTCDecoder
    private let configuration: Configuration

    /// Creates a recognizer.
    ///
    /// - Throws: ``ModelError`` with code `unexpectedShape` when the manifest gives no alphabet or no input height.
    public init(
        session: any InferenceSession, model: ModelManifest.Model, configuration: Configuration = Configuration()
    ) throws {
        guard let characters = model.alphabet, let height = model.input.height else {
            throw ModelError(.unexpectedShape, "the manifest gives no alphabet or no input height for \(model.name)")
        }
        self.session = session
        self.height = height
        self.configuration = configuration
        input = model.input
        alphabet = Alphabet(characters)
        decoder = CTCDecoder(alphabet: alphabet)
    }

    /// Reads regions of an image, each a line of text.
    ///
    /// - Parameters:
    ///   - regions: The regions, in the image's space.
    ///   - image: Where the pixels are taken from.
    /// - Returns: One line a region, in the regions' order; a line without characters has no steps.
    /// - Throws: ``ModelError``.
    public func recognizeText(in regions: [TextRegion], of image: Image) throws -> [TextLine] {
        try recognizeText(in: regions, of: PhotoPyramid(DecodedPhoto(image: image, scale: 1)), through: nil)
    }

    /// Reads regions of a photo, each a line of text.
    ///
    /// - Parameters:
    ///   - regions: The regions.
    ///   - photo: Where the pixels are taken from: of its copies the one that shows a line about as large as it is read.
    ///   - map: From the regions' space to the pixels of the photo as it was decoded; nil when they are the same.
    /// - Returns: One line a region, in the regions' order; a line without characters has no steps.
    /// - Throws: ``ModelError``.
    public func recognizeText(
        in regions: [TextRegion], of photo: PhotoPyramid, through map: Homography?
    ) throws -> [TextLine] {
        let results = Mutex([TextLine?](repeating: nil, count: regions.count))
        let failure = Mutex<(any Error)?>(nil)
        let crops = LineCrops(regions.map { place(of: $0, in: photo, through: map) })
        let rest = Mutex(strips(of: crops)[...])
        // One half of the threads begins with the wide strips, the other with the narrow ones: each thread prepares for
        // the widths that it meets first, so the fewer widths it meets the better.
        @Sendable func work(_ thread: Int) {
            while failure.withLock({ $0 == nil }),
                let strip = rest.withLock({ thread % 2 == 0 ? $0.popFirst() : $0.popLast() })
            {
                do {
                    let lines = try read(strip, of: regions, crops)
                    results.withLock { for (place, line) in zip(strip.places, lines) { $0[place.line] = line } }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
        }
        let threads = min(configuration.threads, regions.count)
        if threads > 1 {
            DispatchQueue.concurrentPerform(iterations: threads, execute: work)
        } else {
            work(0)
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return results.withLock { $0.compactMap { $0 } }
    }

    /// The lines laid out as the network wants to see them.
    private func strips(of crops: LineCrops) -> [LineStrip] {
        let widths = crops.places.map(\.size.width)
        return input.strip.map { LineStrip.laid(widths, by: $0) }
            ?? LineStrip.alone(widths, step: configuration.widthStep)
    }

    /// The part of a quad that is shown to the network, in the image's space.
    private func band(of quad: Quad, through map: Homography?) -> Quad {
        let trim = input.trim ?? 0
        let band = quad.band(from: trim, to: 1 - trim)
        return map.map { map in band.map { map($0) } } ?? band
    }

    private func cropWidth(of band: Quad, stretch: Float) -> Int {
        let wanted = Float(height) * band.width / max(band.height, 1) * (input.squeeze ?? 1) * stretch
        guard wanted.isFinite else { return 8 }
        return Int(min(max(wanted.rounded(.up), 8), Float(input.strip?.widest ?? configuration.maximumWidth)))
    }

    /// The crop that the network sees of a quad: `height` rows, the quad's aspect, squeezed where the network wants that,
    /// then `stretch` times as wide; nil when the quad has no area.
    package func lineCrop(
        _ quad: Quad, of photo: PhotoPyramid, through map: Homography? = nil, stretch: Float = 1
    ) -> Image? {
        place(of: TextRegion(quad: quad, score: 1, stretch: stretch), in: photo, through: map).color
    }

    /// The same crop's luma.
    package func lineLuma(_ quad: Quad, of photo: PhotoPyramid, through map: Homography?) -> GrayImage? {
        LineCrops([place(of: TextRegion(quad: quad, score: 1), in: photo, through: map)]).gray(0)
    }

    private func place(of region: TextRegion, in photo: PhotoPyramid, through map: Homography?) -> LineCrops.Place {
        let band = band(of: region.quad, through: map)
        let size = Size(width: cropWidth(of: band, stretch: region.stretch), height: height)
        let source = photo.level(shrinking: max(band.height / Float(height), band.width / Float(size.width)))
        return LineCrops.Place(
            source: source, quad: band.map { $0 * (source.scale / photo.base.scale) }, size: size)
    }

    /// Reads the lines of a strip in one run of the network.
    private func read(_ strip: LineStrip, of regions: [TextRegion], _ crops: LineCrops) throws -> [TextLine] {
        let shown = strip.places.map { (region: regions[$0.line], gray: crops.gray($0.line)) }
        let width = strip.width
        let answers = try session.run(shape: [1, input.channels.count, height, width]) { buffer in
            buffer.update(repeating: 0)
            for (place, line) in zip(strip.places, shown) {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[place.start...])
                if input.channels == .gray {
                    line.gray?.fill(rest, rowStride: width, as: input)
                } else {
                    crops.places[place.line].color?.fill(rest, rowStride: width, as: input)
                }
            }
        } consume: { output, shape in
            guard shape.count == 3, shape[2] == alphabet.classCount else {
                throw ModelError(
                    .unexpectedShape, "the recognizer answers \(shape), not [1, T, \(alphabet.classCount)]")
            }
            return strip.places.map { Answer(output, shape, at: $0, of: width) }
        }
        return zip(shown, answers).map { seen, answer in
            let (region, gray) = seen
            guard let gray else { return TextLine(quad: region.quad, steps: []) }
            let meter = InkMeter(gray)
            let steps = decoder.decode(answer.probabilities, contentShare: answer.contentShare).map { step in
                var step = step
                step.ink = meter.measure(at: step.position)
                return step
            }
            return TextLine(
                quad: region.quad, steps: steps, probabilities: answer.probabilities, contentShare: answer.contentShare)
        }
    }

    /// What the network says of one line.
    private struct Answer {
        var probabilities: LineProbabilities
        /// The share of its steps that the line reaches; the rest of the last one lies in the gap.
        var contentShare: Float

        /// What a network says of the gaps means nothing: it was not trained to say anything there.
        init(_ output: UnsafeBufferPointer<Float>, _ shape: [Int], at place: LineStrip.Place, of width: Int) {
            let first = place.start * shape[1] / width
            let covered = Float(shape[1] * place.width) / Float(width)
            let stepCount = min(Int(covered.rounded(.up)), shape[1] - first)
            let values = output[first * shape[2]..<(first + stepCount) * shape[2]]
            probabilities = LineProbabilities(stepCount: stepCount, classCount: shape[2], values: Array(values))
            contentShare = min(covered / Float(max(stepCount, 1)), 1)
        }
    }
}
