public import Raster

/// One recognized line of text.
public struct TextLine: Sendable {
    /// One character as best-path decoding kept it.
    public struct Step: Sendable, Equatable {
        /// The character.
        public var character: Character
        /// Its highest probability over the time steps that were merged, 0...1.
        public var probability: Float
        /// Where its center lies along the line: 0 is the left end of the quad, 1 the right end.
        public var position: Float
        /// How much darker than its ground it is printed, 0 for not at all to 1 for black; nil when not measured.
        public var ink: Float?

        /// Creates a step.
        public init(character: Character, probability: Float, position: Float, ink: Float? = nil) {
            self.character = character
            self.probability = probability
            self.position = position
            self.ink = ink
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
