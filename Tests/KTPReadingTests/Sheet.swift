import Foundation
import Gazetteer
import KTPReading
import Raster
import TextRecognition

/// A made-up card as boxes of text, laid out as true prints are (1,000 x 630 pixels), to be read without any network.
struct Sheet {
    /// A box of text: its left edge and the middle of its height in card pixels.
    struct Box {
        var text: String
        var x: Float
        var y: Float
        var height: Float = 26
        var probability: Float = 0.99
        /// Characters at its end that belong to the words of the ground.
        var groundCharacters = 0
        /// Characters at its beginning that light lies on.
        var litCharacters = 0
    }

    /// The rows below the header: label, its left edge, value.
    static let labels: [(label: String, x: Float)] = [
        ("NIK", 28), ("Nama", 28), ("Tempat/Tgl Lahir", 28), ("Jenis Kelamin", 28), ("Alamat", 28), ("RT/RW", 82),
        ("Kel/Desa", 82), ("Kecamatan", 82), ("Agama", 28), ("Status Perkawinan", 28), ("Pekerjaan", 28),
        ("Kewarganegaraan", 28), ("Berlaku Hingga", 28),
    ]
    /// Middles of the rows' heights.
    static let ys: [Float] = [134, 193, 222, 253, 281, 310, 341, 371, 399, 427, 461, 492, 520]
    static let pitch: Float = 29.8

    var boxes: [Box] = []

    /// The card that every test starts from.
    static let values = [
        "3204376508919017", "SITI RAHMAWATI", "BANDUNG, 25-08-1991", "PEREMPUAN", "JL. MELATI NO. 10", "003/011",
        "PAMEKARAN", "SOREANG", "ISLAM", "KAWIN", "KARYAWAN SWASTA", "WNI", "SEUMUR HIDUP",
    ]

    init() {
        boxes = [
            Box(text: "PROVINSI JAWA BARAT", x: 330, y: 40, height: 32),
            Box(text: "KABUPATEN BANDUNG", x: 345, y: 75, height: 32),
        ]
        for (index, row) in Self.labels.enumerated() {
            boxes.append(Box(text: row.label, x: row.x, y: Self.ys[index], height: index == 0 ? 38 : 26))
            boxes.append(Box(text: ": " + Self.values[index], x: 232, y: Self.ys[index], height: index == 0 ? 38 : 26))
        }
        boxes.append(Box(text: "Gol. Darah", x: 504, y: Self.ys[3]))
        boxes.append(Box(text: ": O", x: 630, y: Self.ys[3]))
        boxes.append(Box(text: "BANDUNG", x: 790, y: 443))
        boxes.append(Box(text: "04-10-2016", x: 780, y: 471))
    }

    /// Index of a row by its label.
    static func row(_ label: String) -> Int { labels.firstIndex { $0.label == label } ?? 0 }

    /// Gives a row another value.
    mutating func set(_ label: String, _ value: String, colon: String = ": ") {
        let y = Self.ys[Self.row(label)]
        guard let index = boxes.firstIndex(where: { $0.y == y && $0.x == 232 }) else { return }
        boxes[index].text = colon + value
    }

    /// Gives a row's label another spelling; nil takes it away.
    mutating func setLabel(_ label: String, _ spelling: String?) {
        guard let index = boxes.firstIndex(where: { $0.text == label }) else { return }
        if let spelling { boxes[index].text = spelling } else { boxes.remove(at: index) }
    }

    /// Makes one box of a row's label and value.
    mutating func merge(_ label: String, as text: String) {
        let row = Self.labels[Self.row(label)]
        let y = Self.ys[Self.row(label)]
        boxes.removeAll { $0.y == y && $0.x < 500 }
        boxes.append(Box(text: text, x: row.x, y: y))
    }

    /// Puts a further line under a row and moves what follows down, or what stands above up.
    mutating func addLine(under label: String, _ text: String, pushingUp: Bool = false) {
        let y = Self.ys[Self.row(label)]
        for index in boxes.indices where boxes[index].x < 700 {
            if pushingUp, boxes[index].y <= y { boxes[index].y -= Self.pitch }
            if !pushingUp, boxes[index].y > y { boxes[index].y += Self.pitch }
        }
        boxes.append(Box(text: text, x: 245, y: pushingUp ? y : y + Self.pitch))
    }

    mutating func replace(_ text: String, with other: String) {
        for index in boxes.indices where boxes[index].text == text { boxes[index].text = other }
    }

    /// Gives a box another text and another left edge.
    mutating func place(_ text: String, as other: String, x: Float) {
        for index in boxes.indices where boxes[index].text == text { (boxes[index].text, boxes[index].x) = (other, x) }
    }

    /// Words of the ground: in a box of their own, or at the end of a row's value.
    mutating func addGroundWords(_ text: String, x: Float, y: Float) {
        boxes.append(Box(text: text, x: x, y: y, groundCharacters: text.count))
    }

    mutating func appendGroundWords(_ text: String, to value: String) {
        for index in boxes.indices where boxes[index].text == value {
            boxes[index].text += text
            boxes[index].groundCharacters = text.count
        }
    }

    /// Light that brings print and ground near to white.
    mutating func putUnderLight(_ text: String, characters: Int) {
        for index in boxes.indices where boxes[index].text == text { boxes[index].litCharacters = characters }
    }

    mutating func remove(_ text: String) { boxes.removeAll { $0.text == text } }

    /// The lines as a recognizer would give them, the sheet scaled and then turned about its top-left corner.
    func lines(scale: Float = 1, tilt: Float = 0) -> [TextLine] {
        let radians = Double(tilt) * .pi / 180
        let (cosine, sine) = (Float(cos(radians)), Float(sin(radians)))
        return boxes.map { box in
            let width = box.height * 0.5 * Float(box.text.count)
            let quad = Quad(x: box.x, y: box.y - box.height / 2, width: width, height: box.height).map { point in
                let scaled = point * scale
                return Point(scaled.x * cosine - scaled.y * sine, scaled.x * sine + scaled.y * cosine)
            }
            let count = Float(box.text.count)
            let printed = box.text.count - box.groundCharacters
            let steps = box.text.enumerated().map { index, character in
                let light: Float = index < box.litCharacters ? 0.2 : 1
                return TextLine.Step(
                    character: character, probability: box.probability, position: (Float(index) + 0.5) / count,
                    ink: TextLine.Ink(darkness: (index < printed ? 0.7 : 0.08) * light, ground: 1 - 0.2 * light))
            }
            return TextLine(quad: quad, steps: steps)
        }
    }
}

/// The regions that set-up unpacks.
enum Resources {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".deps").path

    static let gazetteer = Result { try Gazetteer(directory: directory + "/gazetteer") }

    static func extractor() throws -> FieldExtractor {
        FieldExtractor(gazetteer: try gazetteer.get(), alphabet: Alphabet("0123456789"))
    }
}
