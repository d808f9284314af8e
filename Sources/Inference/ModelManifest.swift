import Foundation

/// What is known of the networks in a `models` folder: the content of its `manifest.json`.
public struct ModelManifest: Sendable, Decodable {
    /// One network.
    public struct Model: Sendable, Decodable {
        /// How pixels, 0...255, become the input tensor.
        public struct Input: Sendable, Decodable {
            /// The planes of an input tensor.
            public enum Channels: String, Sendable, Decodable {
                /// Three planes, red first.
                case rgb
                /// Three planes, blue first.
                case bgr
                /// One plane of luma.
                case gray

                /// The number of planes.
                public var count: Int { self == .gray ? 1 : 3 }
            }

            /// Which planes there are.
            public var channels: Channels
            /// What is done to their values.
            public var values: Values
            /// Fixed height in pixels; nil when the network takes any multiple of 32.
            public var height: Int?
            /// What widths are multiplied with after scaling to that height; 1 keeps the proportions.
            public var squeeze: Float?
            /// The share of a region's height that is cut off above and below, 0 unless given.
            public var trim: Float?
            /// How lines are laid side by side; nil for a recognizer that reads them one by one.
            public var strip: Strip?

            /// The shapes `[N, C, H, W]` that a recognizer of strips is shown, the usual one first; none where it reads lines
            /// one by one.
            public var stripShapes: [[Int]] {
                guard let strip, let height else { return [] }
                return [strip.width, strip.widest].map { [1, channels.count, height, $0] }
            }

            /// Whether there is a factor and a summand for each plane, and lines fit into strips.
            var isConsistent: Bool {
                if let strip {
                    guard strip.step > 0, strip.width >= strip.step, strip.widest >= strip.width, strip.gap >= 0,
                        [strip.width, strip.widest, strip.gap].allSatisfy({ $0 % strip.step == 0 })
                    else { return false }
                }
                return switch values {
                case .scaled(let scale, let offset): channels != .gray && scale.count == 3 && offset.count == 3
                case .standardized: true
                }
            }
        }

        /// Lines side by side, as a recognizer was trained to see them; all in pixels of its input.
        public struct Strip: Sendable, Decodable {
            /// Columns of a strip.
            public var width: Int
            /// Columns of nothing between two lines.
            public var gap: Int
            /// Columns of one step of the answer; lines begin at multiples of it.
            public var step: Int
            /// Columns of a strip that has a line longer than ``width``; longer ones are squeezed to this.
            public var widest: Int

            /// Creates a layout.
            package init(width: Int, widest: Int, gap: Int, step: Int) {
                self.width = width
                self.widest = widest
                self.gap = gap
                self.step = step
            }
        }

        /// What is done to the pixels' values, 0...255, before the network sees them.
        public enum Values: Sendable, Equatable {
            /// `value * scale + offset`, factors and summands in the planes' order.
            case scaled([Float], offset: [Float])
            /// `(value - mean) / (standard deviation + softening)` of each picture by itself, over all planes together.
            case standardized(softening: Float)
        }

        /// Cuts a recognizer's last layer down to the characters that a card can hold.
        public struct Derivation: Sendable, Decodable {
            /// The file that the network is made from, in the same folder.
            public var file: String
            /// Its SHA-256, lower-case hexadecimal.
            public var sha256: String
        }

        /// The name that readings report.
        public var name: String
        /// File name inside the folder.
        public var file: String
        /// SHA-256 of the file, lower-case hexadecimal.
        public var sha256: String
        /// Where it comes from and under which licence.
        public var origin: String
        /// The input tensor.
        public var input: Input
        /// A recognizer's characters in class order, the blank (class 0) left out; nil for other networks.
        public var alphabet: String?
        /// The name of the recognizer, of the same alphabet, that reads again what this one doubts; nil where it does so itself.
        public var proofreader: String?
        /// Set when the file is made from another at set-up.
        public var derivedFrom: Derivation?

        /// The name that readings report: `name@sha256`, the digest shortened to twelve digits.
        public var identifier: String { "\(name)@\(sha256.prefix(12))" }
    }

    /// Finds the card in a photo.
    public var cardLocator: Model
    /// Finds the card's corners close up.
    public var cornerFinder: Model
    /// Finds lines of print on a card seen straight on.
    public var lineFinder: Model
    /// Finds text of any kind in any picture: for cards that the two above do not make out.
    public var detector: Model
    /// The text recognizer that is used unless another is asked for.
    public var recognizer: Model
    /// Recognizers that can be asked for by name.
    public var otherRecognizers: [Model]?

    /// Every network.
    public var networks: [Model] { [cardLocator, cornerFinder, lineFinder, detector] + recognizers }

    /// Every recognizer, the usual one first.
    public var recognizers: [Model] { [recognizer] + (otherRecognizers ?? []) }

    /// The recognizer of that name; the usual one for nil.
    ///
    /// - Throws: ``ModelError`` with code `missing` when there is none of that name.
    public func recognizer(named name: String?) throws -> Model {
        guard let name else { return recognizer }
        guard let model = recognizers.first(where: { $0.name == name }) else {
            let names = recognizers.map(\.name).joined(separator: ", ")
            throw ModelError(.missing, "there is no recognizer \(name); there are \(names)")
        }
        return model
    }

    /// The recognizer that reads again what the usual one doubts: itself, where none is named.
    ///
    /// - Throws: ``ModelError`` with code `missing` when there is none of the name.
    public var proofreader: Model {
        get throws { try recognizer.proofreader.map(recognizer(named:)) ?? recognizer }
    }

    /// Reads `manifest.json` in a folder.
    ///
    /// - Throws: ``ModelError`` with code `missing`, or `digestMismatch` when the file is not a manifest.
    public init(directory: String) throws {
        let path = directory + "/manifest.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ModelError(.missing, "no manifest.json in the models folder; run `make setup`")
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: data)
            if let odd = networks.first(where: { !$0.input.isConsistent }) {
                throw ModelError(.digestMismatch, "\(odd.name) gets planes or strips that do not fit together")
            }
            for model in recognizers {
                guard let name = model.proofreader else { continue }
                guard try recognizer(named: name).alphabet == model.alphabet else {
                    throw ModelError(.digestMismatch, "\(name) does not read the characters of \(model.name)")
                }
            }
        } catch {
            throw ModelError(.digestMismatch, "manifest.json in the models folder is not a manifest: \(error)")
        }
    }
}

extension ModelManifest.Model.Values: Decodable {
    private enum CodingKeys: CodingKey { case scale, offset, softening }

    /// Reads `{"scale": […], "offset": […]}` or `{"softening": …}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let softening = try container.decodeIfPresent(Float.self, forKey: .softening) {
            self = .standardized(softening: softening)
        } else {
            self = .scaled(
                try container.decode([Float].self, forKey: .scale),
                offset: try container.decode([Float].self, forKey: .offset))
        }
    }
}
