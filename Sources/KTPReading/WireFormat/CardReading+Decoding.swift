import Raster

/// Reads back what ``CardReading/detailsJSON(id:)`` writes, so that a reading can cross from one process to another.
///
/// What is not written (the lines of print) does not come back; times come back to a hundredth of a millisecond and
/// coordinates to a tenth of a pixel, so that writing the result once more gives the same bytes.
extension CardReading {
    /// The reading that a JSON value describes; nil when it is not one.
    package init?(detailsJSON json: JSONValue) {
        guard let status = json["status"]?.text.flatMap(Status.init), let reasons = json["reasons"]?.texts,
            let fields = json["fields"], let checks = json["checks"]?.elements?.map(Check.init(json:)),
            let card = json["card"].flatMap(Card.init(json:)),
            let quality = json["quality"].flatMap(Quality.init(json:)),
            let detector = json["models"]?["detector"]?.text, let recognizer = json["models"]?["recognizer"]?.text,
            let timing = json["timing_ms"].flatMap(Timing.init(json:))
        else { return nil }
        var byKey: [FieldKey: Field] = [:]
        for key in FieldKey.allCases { byKey[key] = fields[key.rawValue].flatMap(Field.init(json:)) }
        let known = checks.compactMap(\.self)
        guard byKey.count == FieldKey.allCases.count, known.count == checks.count else { return nil }
        self.init(
            status: status, reasons: reasons, fields: byKey, checks: known, card: card, quality: quality,
            models: Models(detector: detector, recognizer: recognizer), timing: timing)
    }
}

extension JSONValue {
    /// The member of an object with a key; nil for other values and absent keys.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// A string's characters; nil for other values.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A number's value; nil for other values.
    package var double: Double? {
        switch self {
        case .int(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }

    /// A whole number's value; nil for other values.
    package var int: Int? {
        guard case .int(let whole) = self else { return nil }
        return whole
    }

    /// A truth value; nil for other values.
    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// An array's elements; nil for other values.
    package var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The strings of an array of strings; nil for other values.
    fileprivate var texts: [String]? {
        guard let elements else { return nil }
        let texts = elements.compactMap(\.text)
        return texts.count == elements.count ? texts : nil
    }
}

extension Field {
    fileprivate init?(json: JSONValue) {
        guard let text = json["text"]?.text, let confidence = json["confidence"]?.double,
            let source = json["source"]?.text.flatMap(Source.init), let candidates = json["candidates"]?.elements,
            let issues = json["issues"]?.elements
        else { return nil }
        self.init(
            value: json["value"]?.text, text: text, confidence: confidence,
            quad: json["quad"].flatMap(Quad.init(json:)),
            source: source, rule: json["rule"]?.text,
            candidates: candidates.compactMap { candidate in
                guard let value = candidate["value"]?.text, let confidence = candidate["confidence"]?.double else {
                    return nil
                }
                return Candidate(value: value, confidence: confidence)
            },
            issues: issues.compactMap { $0.text.flatMap(Issue.init) }, code: json["code"]?.text)
    }
}

extension Quad {
    fileprivate init?(json: JSONValue) {
        let points = (json.elements ?? []).compactMap { corner -> Point? in
            guard let x = corner.elements?.first?.double, let y = corner.elements?.last?.double else { return nil }
            return Point(Float(x), Float(y))
        }
        guard points.count == 4 else { return nil }
        self.init(points[0], points[1], points[2], points[3])
    }
}

extension CardReading.Check {
    fileprivate init?(json: JSONValue) {
        guard let code = json["code"]?.text, let result = json["result"]?.text.flatMap(Result.init) else { return nil }
        self.init(code: code, result: result, expected: json["expected"]?.text, found: json["found"]?.text)
    }
}

extension CardReading.Card {
    fileprivate init?(json: JSONValue) {
        guard let kind = json["kind"]?.text.flatMap(Kind.init), let confidence = json["confidence"]?.double,
            let reasons = json["reasons"]?.texts, let rotation = json["rotation"]?.int,
            let number = json["number"]?.int, let others = json["others"]?.elements?.compactMap(Other.init(json:))
        else { return nil }
        self.init(
            kind: kind, confidence: confidence, reasons: reasons, quad: json["quad"].flatMap(Quad.init(json:)),
            rotation: rotation, number: number, others: others)
    }
}

extension CardReading.Card.Other {
    fileprivate init?(json: JSONValue) {
        guard let number = json["number"]?.int, let quad = json["quad"].flatMap(Quad.init(json:)) else { return nil }
        self.init(number: number, quad: quad)
    }
}

extension CardReading.Quality {
    fileprivate init?(json: JSONValue) {
        guard let score = json["score"]?.double, let sharpness = json["sharpness"]?.double,
            let glare = json["glare"]?.double, let brightness = json["brightness"]?.double,
            let cardWidth = json["card_width_px"]?.int, let isCropped = json["cropped"]?.bool,
            let isGrayscale = json["grayscale"]?.bool, let isRecaptured = json["recaptured"]?.bool,
            let advice = json["advice"]?.elements
        else { return nil }
        self.init(
            score: score, sharpness: sharpness, glare: glare, brightness: brightness, cardWidth: cardWidth,
            isCropped: isCropped, isGrayscale: isGrayscale, isRecaptured: isRecaptured,
            advice: advice.compactMap { entry in
                guard let code = entry["code"]?.text, let indonesian = entry["id"]?.text,
                    let english = entry["en"]?.text
                else { return nil }
                return Advice(code: code, indonesian: indonesian, english: english)
            })
    }
}

extension CardReading.Timing {
    /// Reads back what ``json`` writes; nil for other values.
    package init?(json: JSONValue) {
        func time(_ key: String) -> Duration? {
            json[key]?.double.map { .microseconds(Int64(($0 * 1000).rounded())) }
        }
        guard let decode = time("decode"), let locate = time("locate"), let detect = time("detect"),
            let recognize = time("recognize"), let extract = time("extract"), let total = time("total")
        else { return nil }
        self.init()
        (self.decode, self.locate, self.detect) = (decode, locate, detect)
        (self.recognize, self.extract, self.total) = (recognize, extract, total)
    }
}
