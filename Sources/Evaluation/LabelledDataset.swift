import FoundationEssentials
public import KTPReading

/// Pictures of which it is known what they show.
public struct LabelledDataset: Sendable {
    /// What a card prints for one field.
    public enum Truth: Sendable, Equatable {
        /// This value, in the contract's form.
        case printed(String)
        /// Nothing: the card has no value there.
        case blank

        /// The value; nil when blank.
        public var value: String? {
            guard case .printed(let value) = self else { return nil }
            return value
        }
    }

    /// One labelled picture.
    public struct Picture: Sendable, Equatable {
        /// The path relative to the data set's folder.
        public var file: String
        /// How the picture came about: `scan`, `phone`, `hard` or a name of one's own.
        public var profile: String
        /// The values printed; a key that is absent is not judged, and nil means that the picture shows no KTP.
        public var truth: [FieldKey: Truth]?

        /// Creates a labelled picture.
        public init(file: String, profile: String, truth: [FieldKey: Truth]?) {
            self.file = file
            self.profile = profile
            self.truth = truth
        }
    }

    /// The name of the file with the labels.
    public static let labelsFile = "labels.json"

    /// The folder that the pictures' paths start from.
    public var folder: String
    /// The pictures, ordered by file.
    public var pictures: [Picture]

    /// Creates a data set from its parts.
    public init(folder: String, pictures: [Picture]) {
        self.folder = folder
        self.pictures = pictures
    }

    /// Reads the labels of a data set; unknown members are passed over.
    ///
    /// - Parameters:
    ///   - folder: The folder of the pictures.
    ///   - labels: The bytes of `labels.json`: `{"file.jpg": {"profile": "scan", "data": {...}}}`.
    /// - Throws: `DecodingError` when the bytes are not JSON of that shape.
    public init(folder: String, labels: [UInt8]) throws {
        let entries = try JSONDecoder().decode([String: LabelEntry].self, from: Data(labels))
        let pictures = entries.map { Picture(file: $0, profile: $1.profile ?? "other", truth: $1.data?.truth) }
        self.init(folder: folder, pictures: pictures.sorted { $0.file < $1.file })
    }

    /// The same data set with at most `limit` pictures, taken at even distances so that every profile stays in.
    public func limited(to limit: Int) -> LabelledDataset {
        guard limit < pictures.count else { return self }
        let picked = (0..<max(0, limit)).map { pictures[$0 * pictures.count / limit] }
        return LabelledDataset(folder: folder, pictures: picked)
    }
}

/// One member of `labels.json`.
private struct LabelEntry: Decodable {
    var profile: String?
    var data: LabelData?
}

/// The contract's `data`, any part of it left out.
private struct LabelData: Decodable {
    var truth: [FieldKey: LabelledDataset.Truth] = [:]

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ stringValue: String) { self.stringValue = stringValue }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let top = try decoder.container(keyedBy: Key.self)
        let address = Key("alamat")
        let hasAddress = try top.contains(address) && !top.decodeNil(forKey: address)
        let inner = hasAddress ? try top.nestedContainer(keyedBy: Key.self, forKey: address) : nil
        for field in FieldKey.allCases {
            let (isInAddress, name) = field.jsonPath
            guard let container = isInAddress ? inner : top, container.contains(Key(name)) else { continue }
            let value = try container.decodeIfPresent(String.self, forKey: Key(name)) ?? ""
            truth[field] = value.isEmpty ? .blank : .printed(value)
        }
    }
}
