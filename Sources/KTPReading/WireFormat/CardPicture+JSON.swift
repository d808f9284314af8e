import Foundation
import Raster

extension CardReading {
    /// The pictures by kind, each with its bytes in base64; `null` for one that was asked for and could not be made.
    package func picturesJSON(of kinds: Set<CardPicture.Kind>) -> JSONValue {
        .object(
            CardPicture.Kind.allCases.filter(kinds.contains).map { kind in
                (kind.rawValue, pictures.first { $0.kind == kind }?.json ?? .null)
            })
    }

    /// The pictures that ``picturesJSON(of:)`` wrote.
    package static func pictures(json: JSONValue) -> [CardPicture] {
        CardPicture.Kind.allCases.compactMap { kind in
            guard let entry = json[kind.rawValue], let width = entry["width"]?.int, let height = entry["height"]?.int,
                let bytes = entry["data"]?.text.flatMap({ Data(base64Encoded: $0) })
            else { return nil }
            return CardPicture(kind: kind, jpeg: Array(bytes), size: Size(width: width, height: height))
        }
    }
}

extension CardPicture {
    fileprivate var json: JSONValue {
        .object([
            ("media_type", .string("image/jpeg")), ("width", .int(size.width)), ("height", .int(size.height)),
            ("data", .string(Data(jpeg).base64EncodedString())),
        ])
    }
}
