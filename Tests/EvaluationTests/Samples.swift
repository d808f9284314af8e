import KTPReading

extension CardReading {
    /// A reading of made-up values; fields that are not named are absent.
    static func sample(_ fields: [FieldKey: Field]) -> CardReading {
        CardReading(
            status: .accept, reasons: [], fields: fields, checks: [],
            card: Card(kind: .ektp, confidence: 1, quad: nil, rotation: 0),
            quality: Quality(
                score: 1, sharpness: 1, glare: 0, brightness: 0.5, cardWidth: 1000, isCropped: false,
                isGrayscale: false, advice: []),
            models: Models(detector: "d@0", recognizer: "r@0"), timing: Timing())
    }

    /// A reading of made-up values, each with the same confidence.
    static func sample(_ values: [FieldKey: String], confidence: Double = 0.95) -> CardReading {
        sample(values.mapValues { Field(value: $0, text: $0, confidence: confidence) })
    }
}
