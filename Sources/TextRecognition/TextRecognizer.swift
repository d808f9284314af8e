import Dispatch
public import Inference
public import Raster
import Synchronization

/// Reads the characters of text regions with a CTC network.
public struct TextRecognizer: Sendable {
    /// How lines are cut out.
    public struct Configuration: Sendable {
        /// Widths of the network's input are rounded up to a multiple of this many pixels, so that only few shapes occur
        /// (each shape costs the inference engine memory and, the first time, milliseconds).
        public var widthStep = 64
        /// Lines are squeezed to at most this many pixels; 45 characters of a card fit into 1,200.
        public var maximumWidth = 1600
        /// Lines read at the same time.
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
    ///   - regions: The regions.
    ///   - image: Where the pixels are taken from.
    ///   - map: From the regions' space to the image's; nil when they are the same.
    /// - Returns: One line a region, in the regions' order; a line without characters has no steps.
    /// - Throws: ``ModelError``.
    public func recognizeText(
        in regions: [TextRegion], of image: Image, through map: Homography? = nil
    ) throws -> [TextLine] {
        let results = Mutex([TextLine?](repeating: nil, count: regions.count))
        let failure = Mutex<(any Error)?>(nil)
        let order = regions.indices.sorted { regions[$0].quad.width > regions[$1].quad.width }
        let rest = Mutex(order[...])
        // One half of the threads begins with the long lines, the other with the short ones: each thread prepares for the
        // widths that it meets first, so the fewer widths it meets the better.
        @Sendable func work(_ thread: Int) {
            while failure.withLock({ $0 == nil }),
                let index = rest.withLock({ thread % 2 == 0 ? $0.popFirst() : $0.popLast() })
            {
                do {
                    let line = try recognizeLine(regions[index].quad, of: image, through: map)
                    results.withLock { $0[index] = line }
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

    /// The crop that the network sees of a quad: `height` rows, the quad's aspect, squeezed where the network wants that;
    /// nil when the quad has no area.
    package func lineCrop(_ quad: Quad, of image: Image, through map: Homography? = nil) -> Image? {
        let trim = input.trim ?? 0
        let band = quad.band(from: trim, to: 1 - trim)
        let quad = map.map { map in band.map { map($0) } } ?? band
        let aspect = quad.width / max(quad.height, 1)
        let wanted = Float(height) * aspect * (input.squeeze ?? 1)
        let width = min(max(Int(wanted.rounded(.up)), 8), configuration.maximumWidth)
        return image.warped(from: quad, to: Size(width: width, height: height))
    }

    private func recognizeLine(_ quad: Quad, of image: Image, through map: Homography?) throws -> TextLine {
        guard let crop = lineCrop(quad, of: image, through: map) else { return TextLine(quad: quad, steps: []) }
        let step = configuration.widthStep
        let width = (crop.width + step - 1) / step * step
        let (probabilities, contentShare) = try session.run(shape: [1, input.channels.count, height, width]) { buffer in
            crop.fill(buffer, paddedWidth: width, as: input)
        } consume: { output, shape in
            guard shape.count == 3, shape[2] == alphabet.classCount else {
                throw ModelError(
                    .unexpectedShape, "the recognizer answers \(shape), not [1, T, \(alphabet.classCount)]")
            }
            // What a network says of the padding means nothing: it was not trained to say anything there.
            let covered = Float(shape[1] * crop.width) / Float(width)
            let stepCount = Int(covered.rounded(.up))
            let kept = LineProbabilities(
                stepCount: stepCount, classCount: shape[2], values: Array(output.prefix(stepCount * shape[2])))
            return (kept, covered / Float(stepCount))
        }
        let meter = InkMeter(crop)
        let steps = decoder.decode(probabilities, contentShare: contentShare).map { step in
            var step = step
            step.ink = meter.ink(at: step.position)
            return step
        }
        return TextLine(quad: quad, steps: steps, probabilities: probabilities, contentShare: contentShare)
    }
}
