/// Decodes class probabilities by best path: the likeliest class of each step, repeats merged, blanks dropped.
///
/// Graves et al., "Connectionist temporal classification", 2006, section 3.2.
public struct CTCDecoder: Sendable {
    private let alphabet: Alphabet
    private let spaceClass: Int?

    /// The probability from which on a space between two characters is kept though the blank is likelier.
    ///
    /// A narrow space shares its one or two time steps with the blank and loses: on the sample cards printed spaces that
    /// best path drops reach 0.25 to 0.5, places without a space at most 0.1. Above 1 gives the plain best path.
    public var spaceThreshold: Float = 0.18

    /// Creates a decoder for a network's alphabet.
    public init(alphabet: Alphabet) {
        self.alphabet = alphabet
        spaceClass = alphabet.classIndex(of: " ")
    }

    /// The characters of one line.
    ///
    /// - Parameters:
    ///   - probabilities: The line's class probabilities.
    ///   - contentShare: The share of the time steps that the line covers; the rest is padding on the right.
    ///   - isAllowed: Characters that may be read; all others, but the blank, are passed over.
    /// - Returns: The steps kept, left to right; empty when every step is blank.
    /// - Complexity: O(steps * classes).
    public func decode(
        _ probabilities: LineProbabilities, contentShare: Float = 1, allowing isAllowed: ((Character) -> Bool)? = nil
    ) -> [TextLine.Step] {
        let allowed = isAllowed.map { isAllowed in [true] + alphabet.characters.map(isAllowed) }
        var steps: [TextLine.Step] = []
        var previous = 0
        var runStart = 0
        var spaceBefore: (probability: Float, time: Int) = (0, 0)
        var passedOver = PassedOver(classCount: probabilities.classCount)
        let classCount = probabilities.classCount
        let scale = 1 / (Float(max(probabilities.stepCount, 1)) * contentShare)
        probabilities.values.withUnsafeBufferPointer { values in
            for time in 0..<probabilities.stepCount {
                let row = values[time * classCount..<(time + 1) * classCount]
                var best = 0
                var bestProbability = -Float.infinity
                for (index, probability) in row.enumerated() where probability > bestProbability {
                    if let allowed, !allowed[index] { continue }
                    best = index
                    bestProbability = probability
                }
                defer { previous = best }
                if let spaceClass, row[row.startIndex + spaceClass] > spaceBefore.probability {
                    spaceBefore = (row[row.startIndex + spaceClass], time)
                }
                guard best != 0, best <= alphabet.characters.count else {
                    passedOver.add(row)
                    continue
                }
                if best == previous {
                    // The same character goes on: keep its best probability, move its center.
                    let position = (Float(runStart + time + 1) / 2) * scale
                    steps[steps.count - 1].position = min(position, 1)
                    steps[steps.count - 1].probability = max(steps[steps.count - 1].probability, bestProbability)
                } else {
                    var missed = steps.isEmpty || allowed != nil ? 0 : passedOver.likeliest(before: best)
                    if spaceBefore.probability >= spaceThreshold, best != spaceClass, allowed == nil,
                        let last = steps.last, last.character != " "
                    {
                        missed = 0
                        let position = min((Float(spaceBefore.time) + 0.5) * scale, 1)
                        steps.append(
                            TextLine.Step(character: " ", probability: spaceBefore.probability, position: position))
                    }
                    spaceBefore = (0, time)
                    runStart = time
                    let position = min((Float(time) + 0.5) * scale, 1)
                    let character = alphabet.characters[best - 1]
                    passedOver.begin(after: best)
                    var step = TextLine.Step(character: character, probability: bestProbability, position: position)
                    step.passedOver = missed
                    steps.append(step)
                }
            }
        }
        return steps
    }
}

/// What could stand between two characters that were read: the classes of the steps at which the blank was likelier.
private struct PassedOver {
    private var probabilities: [Float]
    private var last = 0

    init(classCount: Int) { probabilities = [Float](repeating: 0, count: classCount) }

    mutating func add(_ row: Slice<UnsafeBufferPointer<Float>>) {
        for (index, probability) in row.enumerated() { probabilities[index] = max(probabilities[index], probability) }
    }

    /// The highest probability of any class but the two characters themselves, which begin and end there.
    func likeliest(before next: Int) -> Float {
        var highest: Float = 0
        for index in 1..<probabilities.count where index != last && index != next {
            highest = max(highest, probabilities[index])
        }
        return highest
    }

    mutating func begin(after character: Int) {
        for index in probabilities.indices { probabilities[index] = 0 }
        last = character
    }
}
