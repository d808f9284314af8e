public import Raster

/// One recognized line of text.
public struct TextLine: Sendable {
    /// One character as best-path decoding kept it.
    public struct Step: Sendable, Equatable {
        /// The character.
        public var character: Character
        /// Its highest probability over the time steps that were merged, 0...1.
        public var probability: Float
        /// The highest probability, 0...1, that any other character had between it and the one before it, where nothing was
        /// read.
        public var passedOver: Float = 0
        /// Where its center lies along the line: 0 is the left end of the quad, 1 the right end.
        public var position: Float
        /// How dark it and its ground are; nil when not measured.
        public var ink: Ink?

        /// Creates a step.
        public init(character: Character, probability: Float, position: Float, ink: Ink? = nil) {
            self.character = character
            self.probability = probability
            self.position = position
            self.ink = ink
        }
    }

    /// How dark a character is printed, and on what.
    public struct Ink: Sendable, Equatable {
        /// How much darker than its ground it is, 0 for not at all to 1 for black.
        public var darkness: Float
        /// How bright that ground is, 0 for black to 1 for white.
        public var ground: Float

        /// Creates a measurement.
        public init(darkness: Float, ground: Float) {
            self.darkness = darkness
            self.ground = ground
        }
    }

    /// The line's outline in pixels of the image that was read.
    public var quad: Quad
    /// The characters from left to right.
    public var steps: [Step]
    /// What the network said; nil for lines that were made by hand.
    public var probabilities: LineProbabilities?
    /// The share of the time steps kept that the line covers, 0...1; less than the last of them lies in the padding.
    public var contentShare: Float

    /// Creates a line.
    public init(quad: Quad, steps: [Step], probabilities: LineProbabilities? = nil, contentShare: Float = 1) {
        self.quad = quad
        self.steps = steps
        self.probabilities = probabilities
        self.contentShare = contentShare
    }

    /// The characters as a string.
    public var text: String { String(steps.map(\.character)) }

    /// The mean probability of the steps; 0 for an empty line.
    public var confidence: Float {
        steps.isEmpty ? 0 : steps.reduce(0) { $0 + $1.probability } / Float(steps.count)
    }
}

/// The class probabilities of one line, kept for decoding against what is known of a field.
public struct LineProbabilities: Sendable {
    /// Time steps.
    public let stepCount: Int
    /// Classes, blank included.
    public let classCount: Int
    /// `[stepCount, classCount]`, row-major, each row a softmax in 0...1; class 0 is the CTC blank.
    public let values: [Float]

    /// Creates a table.
    public init(stepCount: Int, classCount: Int, values: [Float]) {
        self.stepCount = stepCount
        self.classCount = classCount
        self.values = values
    }
}
