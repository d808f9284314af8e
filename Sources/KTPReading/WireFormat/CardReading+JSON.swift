import Raster

extension CardReading {
    /// The keys of `data` outside `alamat`, in the contract's order; `alamat` stands after `kewarganegaraan`.
    private static let headKeys: [FieldKey] = [
        .nik, .name, .birthPlace, .birthDate, .sex, .religion, .maritalStatus, .occupation, .nationality,
    ]
    private static let addressKeys: [FieldKey] = [.street, .rtRW, .village, .district, .regency, .province]
    private static let tailKeys: [FieldKey] = [.bloodType, .validUntil, .issuePlace, .issueDate]

    /// Every key in the order in which surfaces print them.
    package static let printedOrder = headKeys + addressKeys + tailKeys

    /// `data` of the contract: the values alone, the ten older keys first.
    public var dataJSON: JSONValue { dataJSON(of: nil) }

    /// `data` with the values of some keys only, or of all for nil.
    package func dataJSON(of asked: Set<FieldKey>?) -> JSONValue {
        func members(_ keys: [FieldKey]) -> [(key: String, value: JSONValue)] {
            keys.filter { asked?.contains($0) ?? true }.map { ($0.jsonPath.key, .optional(self[$0])) }
        }
        let address = members(Self.addressKeys)
        return .object(
            members(Self.headKeys) + (address.isEmpty ? [] : [("alamat", .object(address))]) + members(Self.tailKeys))
    }

    /// The reading of the contract, section 2.
    ///
    /// - Parameter id: What the caller knows the picture by; `null` when nil.
    /// - Returns: The object with the contract's members in its order.
    public func detailsJSON(id: String?) -> JSONValue { .object(summary(id: id) + details()) }

    /// What to do with the reading, and its values; of some keys only, or of all for nil.
    package func summary(id: String?, of asked: Set<FieldKey>? = nil) -> [(key: String, value: JSONValue)] {
        [
            ("id", .optional(id)),
            ("status", .string(status.rawValue)),
            ("reasons", .array(reasons.map(JSONValue.string))),
            ("data", dataJSON(of: asked)),
        ]
    }

    /// The members of the contract's reading that follow ``summary(id:of:)``.
    package func details(of asked: Set<FieldKey>? = nil) -> [(key: String, value: JSONValue)] {
        let keys = Self.printedOrder.filter { asked?.contains($0) ?? true }
        return [
            ("fields", .object(keys.map { ($0.rawValue, (fields[$0] ?? .absent).json) })),
            ("checks", .array(checks.map(\.json))),
            ("card", card.json),
            ("quality", quality.json),
            (
                "models",
                .object([
                    ("detector", .string(models.detector)), ("recognizer", .string(models.recognizer)),
                ])
            ),
            ("timing_ms", timing.json),
        ]
    }
}

extension Field {
    var json: JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("value", .optional(value)),
            ("text", .string(text)),
            ("confidence", .number(confidence)),
            ("quad", quad?.json ?? .null),
            ("source", .string(source.rawValue)),
            ("rule", .optional(rule)),
            (
                "candidates",
                .array(
                    candidates.map {
                        .object([("value", .string($0.value)), ("confidence", .number($0.confidence))])
                    })
            ),
            ("issues", .array(issues.map { .string($0.rawValue) })),
        ]
        if let code { members.append(("code", .string(code))) }
        return .object(members)
    }
}

extension Quad {
    var json: JSONValue {
        .array(corners.map { .array([.number(Self.tenths($0.x)), .number(Self.tenths($0.y))]) })
    }

    private static func tenths(_ value: Float) -> Double { (Double(value) * 10).rounded() / 10 }
}

extension CardReading.Check {
    var json: JSONValue {
        .object([
            ("code", .string(code)), ("result", .string(result.rawValue)), ("expected", .optional(expected)),
            ("found", .optional(found)),
        ])
    }
}

extension CardReading.Card {
    var json: JSONValue {
        .object([
            ("kind", .string(kind.rawValue)), ("confidence", .number(confidence)),
            ("reasons", .array(reasons.map(JSONValue.string))), ("quad", quad?.json ?? .null),
            ("rotation", .int(rotation)), ("number", .int(number)),
            (
                "others",
                .array(others.map { .object([("number", .int($0.number)), ("quad", $0.quad.json)]) })
            ),
        ])
    }
}

extension CardReading.Quality {
    var json: JSONValue {
        .object([
            ("score", .number(score)), ("sharpness", .number(sharpness)), ("glare", .number(glare)),
            ("brightness", .number(brightness)), ("card_width_px", .int(cardWidth)), ("cropped", .bool(isCropped)),
            ("grayscale", .bool(isGrayscale)), ("recaptured", .bool(isRecaptured)),
            (
                "advice",
                .array(
                    advice.map {
                        .object([
                            ("code", .string($0.code)), ("id", .string($0.indonesian)), ("en", .string($0.english)),
                        ])
                    })
            ),
        ])
    }
}

extension CardReading.Timing {
    /// Milliseconds of each stage.
    package var json: JSONValue {
        .object([
            ("decode", .number(decode.milliseconds)), ("locate", .number(locate.milliseconds)),
            ("detect", .number(detect.milliseconds)), ("recognize", .number(recognize.milliseconds)),
            ("extract", .number(extract.milliseconds)), ("total", .number(total.milliseconds)),
        ])
    }
}

extension Duration {
    /// The duration in milliseconds.
    package var milliseconds: Double {
        Double(components.seconds) * 1000 + (Double(components.attoseconds) / 1e13).rounded() / 100
    }
}
