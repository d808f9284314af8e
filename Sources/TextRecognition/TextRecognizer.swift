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
        public var widthStep = 32
        /// Lines are squeezed to at most this many pixels; 45 characters of a card fit into 1,200.
        public var maximumWidth = 1600
        /// Lines of about the same width that the network reads in one run, each padded to the widest.
        public var batch = 4
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
        let rest = Mutex(batches(of: regions, through: map)[...])
        // One half of the threads begins with the long lines, the other with the short ones: each thread prepares for the
        // widths that it meets first, so the fewer widths it meets the better.
        @Sendable func work(_ thread: Int) {
            while failure.withLock({ $0 == nil }),
                let batch = rest.withLock({ thread % 2 == 0 ? $0.popFirst() : $0.popLast() })
            {
                do {
                    let lines = try recognizeLines(batch.map { regions[$0].quad }, of: image, through: map)
                    results.withLock { for (index, line) in zip(batch, lines) { $0[index] = line } }
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

    /// The regions' indices, those of about the same width together, the widest first.
    private func batches(of regions: [TextRegion], through map: Homography?) -> [[Int]] {
        let widths = regions.map { cropWidth(of: band(of: $0.quad, through: map)) }
        let order = regions.indices.sorted { widths[$0] > widths[$1] }
        return stride(from: 0, to: order.count, by: configuration.batch).map { start in
            Array(order[start..<min(start + configuration.batch, order.count)])
        }
    }

    /// The part of a quad that is shown to the network, in the image's space.
    private func band(of quad: Quad, through map: Homography?) -> Quad {
        let trim = input.trim ?? 0
        let band = quad.band(from: trim, to: 1 - trim)
        return map.map { map in band.map { map($0) } } ?? band
    }

    private func cropWidth(of band: Quad) -> Int {
        let wanted = Float(height) * band.width / max(band.height, 1) * (input.squeeze ?? 1)
        guard wanted.isFinite else { return 8 }
        return Int(min(max(wanted.rounded(.up), 8), Float(configuration.maximumWidth)))
    }

    /// The crop that the network sees of a quad: `height` rows, the quad's aspect, squeezed where the network wants that;
    /// nil when the quad has no area.
    package func lineCrop(_ quad: Quad, of image: Image, through map: Homography? = nil) -> Image? {
        let band = band(of: quad, through: map)
        return image.warped(from: band, to: Size(width: cropWidth(of: band), height: height))
    }

    /// Reads lines in one run of the network, each padded to the widest.
    private func recognizeLines(_ quads: [Quad], of image: Image, through map: Homography?) throws -> [TextLine] {
        let crops = quads.map { lineCrop($0, of: image, through: map) }
        let seen = crops.compactMap { $0 }
        guard let widest = seen.map(\.width).max() else { return quads.map { TextLine(quad: $0, steps: []) } }
        let step = configuration.widthStep
        let width = (widest + step - 1) / step * step
        let count = input.channels.count * height * width
        let answers = try session.run(shape: [seen.count, input.channels.count, height, width]) { buffer in
            for (index, crop) in seen.enumerated() {
                let slice = UnsafeMutableBufferPointer(rebasing: buffer[index * count..<(index + 1) * count])
                crop.fill(slice, paddedWidth: width, as: input)
            }
        } consume: { output, shape in
            guard shape.count == 3, shape[0] == seen.count, shape[2] == alphabet.classCount else {
                throw ModelError(
                    .unexpectedShape, "the recognizer answers \(shape), not [\(seen.count), T, \(alphabet.classCount)]")
            }
            return seen.enumerated().map { index, crop in
                Answer(output[(index * shape[1] * shape[2])...], shape, coveredBy: crop.width, of: width)
            }
        }
        var rest = answers[...]
        return zip(quads, crops).map { quad, crop in
            guard let crop, let answer = rest.popFirst() else { return TextLine(quad: quad, steps: []) }
            return line(quad, crop, answer)
        }
    }

    /// What the network says of one line.
    private struct Answer {
        var probabilities: LineProbabilities
        /// The share of the last step that the crop reaches.
        var contentShare: Float

        /// What a network says of the padding means nothing: it was not trained to say anything there.
        init(_ output: Slice<UnsafeBufferPointer<Float>>, _ shape: [Int], coveredBy crop: Int, of width: Int) {
            let covered = Float(shape[1] * crop) / Float(width)
            let stepCount = Int(covered.rounded(.up))
            probabilities = LineProbabilities(
                stepCount: stepCount, classCount: shape[2], values: Array(output.prefix(stepCount * shape[2])))
            contentShare = covered / Float(stepCount)
        }
    }

    private func line(_ quad: Quad, _ crop: Image, _ answer: Answer) -> TextLine {
        let meter = InkMeter(crop)
        let steps = decoder.decode(answer.probabilities, contentShare: answer.contentShare).map { step in
            var step = step
            step.ink = meter.ink(at: step.position)
            return step
        }
        return TextLine(
            quad: quad, steps: steps, probabilities: answer.probabilities, contentShare: answer.contentShare)
    }
}
