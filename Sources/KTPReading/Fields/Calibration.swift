import Foundation

/// Makes confidences mean what they say: of the values that are given 0.9, nine in ten are right.
///
/// The product of a value's character probabilities ranks well but is too low: the network doubts characters apart that are
/// mostly right together. Raised to a power below 1 it fits, a lower one for names and streets, which are long. The powers
/// that fit the rendered tuning set (`Training/calibrate.py`) are lower still, but drawn pictures are kinder than others.
enum Calibration {
    private static let exponentOfFreeText = 0.3
    private static let exponentOfOthers = 0.45

    /// The fields with the confidences that their values deserve.
    static func calibrated(_ fields: [FieldKey: Field]) -> [FieldKey: Field] {
        var result = fields
        for (key, field) in fields where field.value != nil {
            let confidence = pow(field.confidence, key.isFreeText ? exponentOfFreeText : exponentOfOthers)
            result[key]?.confidence = confidence
            result[key]?.candidates = field.candidates.map {
                Field.Candidate(value: $0.value, confidence: min($0.confidence, 1 - confidence))
            }
        }
        return result
    }
}
