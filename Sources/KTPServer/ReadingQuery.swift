import HTTPTypes
import Hummingbird
import KTPReading

/// What the query of `POST /v1/ktp` asks for.
struct ReadingQuery: Sendable, Equatable {
    /// Whether evidence is told, and not the values alone.
    var hasDetails = true
    /// What is hidden.
    var mask = Masking.none
    /// The keys that are told; nil for all.
    var fields: Set<FieldKey>?
    /// The pictures that are told.
    var pictures: Set<CardPicture.Kind> = []
    /// Which of several cards is read; nil for the surest.
    var card: Int?

    /// What a reader is to make.
    var options: ReadingOptions {
        var options = ReadingOptions()
        options.pictures = pictures
        options.card = card
        return options
    }

    /// Reads the query of a request.
    ///
    /// - Throws: ``APIError`` for a name that is not known or given twice, and for a value that is none.
    init(_ request: Request) throws(APIError) {
        var names: Set<Substring> = []
        for (name, value) in request.uri.queryParameters {
            guard names.insert(name).inserted else {
                throw .badRequest("The query names a parameter twice.", id: "Parameter ganda pada kueri.")
            }
            switch name {
            case "details": hasDetails = try Self.flag(value, name)
            case "mask": mask = try Self.mask(value)
            case "fields": fields = try Self.keys(value)
            case "pictures": pictures = try Self.kinds(value)
            case "card": card = try Self.number(value)
            default:
                throw .badRequest(
                    "The query has an unknown parameter; known are details, mask, fields, pictures and card.",
                    id: "Parameter kueri tidak dikenal; yang dikenal: details, mask, fields, pictures, card.")
            }
        }
    }

    private static func flag(_ text: Substring, _ name: Substring) throws(APIError) -> Bool {
        switch text {
        case "true", "1": return true
        case "false", "0": return false
        default: throw bad(name, "true or false")
        }
    }

    private static func mask(_ text: Substring) throws(APIError) -> Masking {
        switch text {
        case "none", "false", "0": return .none
        case "partial", "true", "1": return .partial
        case "full": return .full
        default: throw bad("mask", "none, partial or full")
        }
    }

    private static func keys(_ text: Substring) throws(APIError) -> Set<FieldKey> {
        var keys: Set<FieldKey> = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            if name == "alamat" {
                keys.formUnion(FieldKey.allCases.filter { $0.jsonPath.isInAddress })
            } else if let key = FieldKey(rawValue: String(name)) {
                keys.insert(key)
            } else {
                throw bad("fields", "keys such as nik,nama,alamat.kecamatan")
            }
        }
        return keys
    }

    private static func kinds(_ text: Substring) throws(APIError) -> Set<CardPicture.Kind> {
        var kinds: Set<CardPicture.Kind> = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let kind = CardPicture.Kind(rawValue: String(name)) else {
                throw bad("pictures", "some of photo, signature and masked")
            }
            kinds.insert(kind)
        }
        return kinds
    }

    private static func number(_ text: Substring) throws(APIError) -> Int {
        guard let number = UInt8(text), number > 0 else { throw bad("card", "a number from 1 to 255") }
        return Int(number)
    }

    private static func bad(_ name: Substring, _ expected: String) -> APIError {
        .badRequest("'\(name)' in the query must be \(expected).", id: "Nilai '\(name)' pada kueri tidak sah.")
    }
}
