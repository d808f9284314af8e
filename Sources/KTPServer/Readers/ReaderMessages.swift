package import KTPReading
package import Raster

/// What the server asks of a reader process: a frame with the pictures to make, a bit each, and the card's number, 0 for
/// none, and one that is the encoded picture, so that nobody copies its megabytes from one buffer to another.
package struct ReaderRequest {
    package var picture: [UInt8]
    package var options: ReadingOptions

    package init(picture: [UInt8], options: ReadingOptions) {
        self.picture = picture
        self.options = options
    }

    package init?(frames: (options: [UInt8], picture: [UInt8])) {
        guard frames.options.count == 2 else { return nil }
        let (bits, card) = (frames.options[0], Int(frames.options[1]))
        picture = frames.picture
        options = ReadingOptions()
        options.card = card > 0 ? card : nil
        for (index, kind) in CardPicture.Kind.allCases.enumerated() where bits >> index & 1 == 1 {
            options.pictures.insert(kind)
        }
    }

    package var frames: (options: [UInt8], picture: [UInt8]) {
        var bits: UInt8 = 0
        for (index, kind) in CardPicture.Kind.allCases.enumerated() where options.pictures.contains(kind) {
            bits |= 1 << index
        }
        return ([bits, UInt8(clamping: options.card ?? 0)], picture)
    }
}

/// What a reader process answers, as a frame of JSON.
package enum ReaderReply {
    /// The networks are loaded.
    case ready
    /// A card was read.
    case reading(CardReading)
    /// The picture is no picture, or not one that may be decoded.
    case imageError(ImageError)
    /// There is no card on it.
    case readingError(ReadingError)
    /// The process failed; the text is fit for a log.
    case failure(String)

    private static let imageCodes: [(String, ImageError.Code)] = [
        ("unsupported_format", .unsupportedFormat), ("corrupt", .corrupt), ("too_large", .tooLarge),
    ]
    private static let readingCodes: [(String, ReadingError.Code)] = [
        ("no_card_found", .noCardFound), ("not_a_ktp", .notAKTP),
    ]

    /// What came of a reading.
    package init(_ read: () throws -> CardReading) {
        do {
            self = .reading(try read())
        } catch let error as ImageError {
            self = .imageError(error)
        } catch let error as ReadingError {
            self = .readingError(error)
        } catch {
            self = .failure(APIError.loggable(error))
        }
    }

    package init?(frame: [UInt8]) {
        guard let json = try? JSONParser.parse(frame), let kind = json["kind"]?.text else { return nil }
        let message = json["message"]?.text ?? ""
        switch kind {
        case "ready": self = .ready
        case "reading":
            guard let value = json["reading"], var reading = CardReading(detailsJSON: value) else { return nil }
            reading.cpu = json["cpu"].flatMap(CardReading.Timing.init(json:)) ?? CardReading.Timing()
            reading.pictures = json["pictures"].map { CardReading.pictures(json: $0) } ?? []
            self = .reading(reading)
        case "image_error":
            guard let code = Self.imageCodes.first(where: { $0.0 == json["code"]?.text })?.1 else { return nil }
            self = .imageError(ImageError(code, message))
        case "reading_error":
            guard let code = Self.readingCodes.first(where: { $0.0 == json["code"]?.text })?.1 else { return nil }
            self = .readingError(ReadingError(code, message))
        case "failure": self = .failure(message)
        default: return nil
        }
    }

    package var frame: [UInt8] { Array(json.serialized().utf8) }

    private var json: JSONValue {
        switch self {
        case .ready: Self.object("ready")
        case .reading(let reading):
            .object([
                ("kind", .string("reading")), ("reading", reading.detailsJSON(id: nil)), ("cpu", reading.cpu.json),
                ("pictures", reading.picturesJSON(of: Set(reading.pictures.map(\.kind)))),
            ])
        case .imageError(let error):
            Self.object("image_error", code: Self.imageCodes.first { $0.1 == error.code }?.0, error.message)
        case .readingError(let error):
            Self.object("reading_error", code: Self.readingCodes.first { $0.1 == error.code }?.0, error.message)
        case .failure(let message): Self.object("failure", message)
        }
    }

    private static func object(_ kind: String, code: String? = nil, _ message: String = "") -> JSONValue {
        .object([("kind", .string(kind)), ("code", .optional(code)), ("message", .string(message))])
    }
}
