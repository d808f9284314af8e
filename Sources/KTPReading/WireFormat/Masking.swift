extension CardReading {
    /// The reading with what identifies the holder taken out.
    ///
    /// Of the NIK the last four digits stay, of names the initials, of the birth date the year, of the street nothing.
    /// Masks have one length whatever they hide.
    ///
    /// - Parameter mask: How much to hide.
    /// - Returns: The reading as it may be seen.
    package func masked(_ mask: Masking = .partial) -> CardReading {
        guard mask != .none else { return self }
        var copy = self
        for (key, field) in fields { copy.fields[key] = field.masked(mask, as: key) }
        copy.checks = checks.map { Check(code: $0.code, result: $0.result) }
        return copy
    }
}

extension Field {
    /// The field with its value, its candidates and the text as read masked; text that is the value goes with it.
    fileprivate func masked(_ mask: Masking, as key: FieldKey) -> Field {
        var copy = self
        copy.value = value.map { mask.mask($0, of: key) }
        copy.text = text == value ? copy.value ?? "" : text.isEmpty ? "" : Masking.hidden
        copy.candidates = candidates.map {
            Candidate(value: mask.mask($0.value, of: key), confidence: $0.confidence)
        }
        if mask == .full { copy.code = nil }
        return copy
    }
}

/// How much of the values is hidden.
package enum Masking: String, Sendable {
    /// Nothing.
    case none
    /// What identifies the holder.
    case partial
    /// Everything but whether a value was read.
    case full

    /// What stands for a hidden part of any length.
    package static let hidden = "***"

    /// A value of one field, as far as it may be seen.
    package func mask(_ value: String, of key: FieldKey) -> String {
        switch self {
        case .none: value
        case .partial: Self.partially(value, of: key)
        case .full: Self.hidden
        }
    }

    private static func partially(_ value: String, of key: FieldKey) -> String {
        switch key {
        case .nik: String(repeating: "*", count: 12) + (value.count > 12 ? value.suffix(4) : "****")
        case .name: value.split(separator: " ").map { $0.prefix(1) + hidden }.joined(separator: " ")
        case .birthDate: "**-**-" + (value.count == 10 ? value.suffix(4) : "****")
        case .street: hidden
        default: value
        }
    }
}
