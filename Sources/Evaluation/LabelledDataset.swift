import FoundationEssentials
public import KTPReading
public import Raster

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

    /// One line of a printed value.
    public struct Line: Sendable, Equatable {
        /// What is printed.
        public var text: String
        /// Whether it is the NIK.
        public var isNIK: Bool
        /// The outline of its capitals in pixels of the picture, in reading order.
        public var quad: Quad

        /// Creates a line.
        public init(text: String, isNIK: Bool, quad: Quad) {
            self.text = text
            self.isNIK = isNIK
            self.quad = quad
        }
    }

    /// One labelled picture.
    public struct Picture: Sendable, Equatable {
        /// The path relative to the data set's folder; of one card of several in a picture, `#` and a number after it.
        public var file: String
        /// How the picture came about: `scan`, `phone`, `hard` or a name of one's own.
        public var profile: String
        /// The values printed; a key that is absent is not judged, and nil means that the picture shows no KTP.
        public var truth: [FieldKey: Truth]?
        /// What was done to the picture, such as `glare`; a name for each.
        public var degradations: [String]
        /// The card's corners in pixels of the picture, in reading order; nil when not labelled.
        public var card: Quad?
        /// The lines of the values; empty when not labelled.
        public var lines: [Line]

        /// Creates a labelled picture.
        public init(
            file: String, profile: String, truth: [FieldKey: Truth]?, degradations: [String] = [], card: Quad? = nil,
            lines: [Line] = []
        ) {
            self.file = file
            self.profile = profile
            self.truth = truth
            self.degradations = degradations
            self.card = card
            self.lines = lines
        }

        /// The path relative to the data set's folder.
        var path: String { isOneOfSeveral ? String(file.prefix { $0 != "#" }) : file }

        /// Whether the labels are of one card of several in the picture.
        var isOneOfSeveral: Bool {
            let parts = file.split(separator: "#", omittingEmptySubsequences: false)
            return parts.count == 2 && Int(parts[1]) != nil
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
    ///   - labels: The bytes of `labels.json`: `{"file.jpg": {"profile": "scan", "data": {...}}}` or, for each of several cards in
    ///     a picture, `"file.jpg#1"`, `"file.jpg#2"` in any order, which need `card`; and where they are known
    ///     `"degradations": ["glare"]`, `"card": [[x, y], …]` and `"lines": [{"key": "nik", "text": "…", "quad": [[x, y], …]}]`.
    /// - Throws: `DecodingError` when the bytes are not JSON of that shape.
    public init(folder: String, labels: [UInt8]) throws {
        let entries = try JSONDecoder().decode([String: LabelEntry].self, from: Data(labels))
        let pictures = entries.map { file, entry in
            Picture(
                file: file, profile: entry.profile ?? "other", truth: entry.data?.truth,
                degradations: entry.degradations ?? [], card: entry.card.flatMap(Quad.init(corners:)),
                lines: (entry.lines ?? []).compactMap(\.line))
        }
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
    var degradations: [String]?
    var card: [[Float]]?
    var lines: [LineEntry]?
}

/// One printed line; those whose key is `label` are no values.
private struct LineEntry: Decodable {
    var key: String
    var text: String
    var quad: [[Float]]

    var line: LabelledDataset.Line? {
        guard key != "label", let quad = Quad(corners: quad) else { return nil }
        return LabelledDataset.Line(text: text, isNIK: key == FieldKey.nik.rawValue, quad: quad)
    }
}

extension Quad {
    /// Four corners as pairs of numbers; nil when they are not that.
    fileprivate init?(corners: [[Float]]) {
        guard corners.count == 4, corners.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isFinite) }) else { return nil }
        let points = corners.map { Point($0[0], $0[1]) }
        self.init(points[0], points[1], points[2], points[3])
    }
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
