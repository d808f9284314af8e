package import KTPReading

extension CardReading {
    /// The reading with what identifies the holder taken out.
    ///
    /// Of the NIK the last four digits stay, of names the initials, of the birth date the year, of the street nothing.
    /// Masks have one length whatever they hide.
    package func masked() -> CardReading {
        var copy = self
        for (key, field) in fields { copy.fields[key] = field.masked(as: key) }
        copy.checks = checks.map { Check(code: $0.code, result: $0.result) }
        return copy
    }
}

extension Field {
    /// The field with its value, its candidates and the text as read masked; text that is the value goes with it.
    fileprivate func masked(as key: FieldKey) -> Field {
        var copy = self
        copy.value = value.map { Masking.mask($0, of: key) }
        copy.text = text == value ? copy.value ?? "" : text.isEmpty ? "" : Masking.hidden
        copy.candidates = candidates.map {
            Candidate(value: Masking.mask($0.value, of: key), confidence: $0.confidence)
        }
        return copy
    }
}

/// The masks of single values.
package enum Masking {
    /// What stands for a hidden part of any length.
    package static let hidden = "***"

    /// A value of one field, masked if the field identifies its holder.
    package static func mask(_ value: String, of key: FieldKey) -> String {
        switch key {
        case .nik: String(repeating: "*", count: 12) + (value.count > 12 ? value.suffix(4) : "****")
        case .name: value.split(separator: " ").map { $0.prefix(1) + hidden }.joined(separator: " ")
        case .birthDate: "**-**-" + (value.count == 10 ? value.suffix(4) : "****")
        case .street: hidden
        default: value
        }
    }
}
