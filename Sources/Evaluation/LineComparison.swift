import Raster
public import TextRecognition

/// One printed line as it should be and as the recognizer read it, before any field was made of it.
public struct LineComparison: Sendable, Equatable {
    /// What is printed.
    public let expected: String
    /// The characters read where the line stands; nil when none was.
    public let found: String?
    /// Whether it is the NIK.
    public let isNIK: Bool

    /// Whether the line is right, spaces, case and punctuation at its ends left out.
    public var isRight: Bool { found.map(Self.essence) == Self.essence(expected) }

    /// Gathers what was read inside a line's outline, whatever lines the reader made of it.
    public init(_ line: LabelledDataset.Line, in lines: [TextLine]) {
        expected = line.text
        isNIK = line.isNIK
        guard let toLine = Homography(from: line.quad, to: Quad(x: 0, y: 0, width: 1, height: 1)) else {
            found = nil
            return
        }
        // Half a character to each side belongs to the line, and as much above and below as a crooked outline needs.
        let slack = 0.5 / Float(max(line.text.count, 1))
        var inside: [(x: Float, character: Character)] = []
        for read in lines {
            let (start, end) = (read.quad.leftMiddle, read.quad.rightMiddle)
            for step in read.steps {
                let place = toLine(start + (end - start) * step.position)
                guard place.x > -slack, place.x < 1 + slack, place.y > -0.2, place.y < 1.2 else { continue }
                inside.append((place.x, step.character))
            }
        }
        found = inside.isEmpty ? nil : String(inside.sorted { $0.x < $1.x }.map(\.character))
    }

    private static func essence(_ text: String) -> String {
        let characters = text.uppercased().filter { !$0.isWhitespace }
        let start = characters.drop { $0.isPunctuation }
        return String(start.reversed().drop { $0.isPunctuation }.reversed())
    }
}

/// How often lines were read right, over some pictures.
public struct LineTally: Sendable, Equatable {
    /// Printed lines.
    public private(set) var printed = 0
    /// Lines of which something was read.
    public private(set) var found = 0
    /// Lines read right.
    public private(set) var exact = 0

    /// A tally of nothing.
    public init() {}

    /// The share of lines read right, 0...1; nil without lines.
    public var exactRate: Double? { printed == 0 ? nil : Double(exact) / Double(printed) }

    /// Counts one line.
    public mutating func add(_ line: LineComparison) {
        printed += 1
        found += line.found == nil ? 0 : 1
        exact += line.isRight ? 1 : 0
    }
}
