import CardVision
import Foundation
import KTPReading
import Raster
import TextRecognition

/// The pictures and the page that `bacaktp inspect` writes.
struct InspectionReport {
    let trace: ReadingTrace

    /// Writes `index.html` and its pictures.
    ///
    /// - Throws: `CocoaError` when the folder cannot be written.
    func write(to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        func write(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try write("photo.png", photo.pngData())
        try write("view.png", view.pngData())
        try write("map.png", map.pngData())
        for (index, crop) in trace.crops.enumerated() {
            if let crop { try write("line-\(index).png", crop.pngData()) }
        }
        try write("index.html", Array(page.utf8))
    }

    private static let colors = [
        Color(230, 25, 75), Color(60, 180, 75), Color(0, 130, 200), Color(245, 130, 48), Color(145, 30, 180),
        Color(0, 128, 128),
    ]
    private static let unused = Color(150, 150, 150)

    /// The photo as decoded, with the card's outline and the fields' quads.
    private var photo: Image {
        var canvas = Canvas(trace.photo.image)
        let scale = trace.photo.scale
        if let quad = trace.reading.card.quad {
            canvas.strokeQuad(quad.map { $0 * scale }, color: Color(255, 0, 200), thickness: 4)
        }
        for field in trace.reading.fields.values {
            if let quad = field.quad { canvas.strokeQuad(quad.map { $0 * scale }, color: Color(0, 130, 200)) }
        }
        return canvas.image
    }

    /// The view with its lines, a color a row, gray for what was taken for no row.
    private var view: Image {
        var canvas = Canvas(trace.view.image)
        var known: [String] = []
        for (line, row) in zip(trace.lines, trace.rows) {
            var color = Self.unused
            if let row {
                if !known.contains(row) { known.append(row) }
                color = Self.colors[(known.firstIndex(of: row) ?? 0) % Self.colors.count]
            }
            canvas.strokeQuad(line.quad, color: color)
        }
        return canvas.image
    }

    private var map: Image {
        let pixels = trace.textMap.values.map { UInt8(max(0, min(255, $0 * 255))) }
        return Image(GrayImage(size: trace.textMap.size, pixels: pixels))
    }

    private var page: String {
        let fields = FieldKey.allCases.map { key -> String in
            let field = trace.reading.fields[key] ?? .absent
            let change = field.rule.map { "\(field.source.rawValue): \($0)" } ?? field.source.rawValue
            return Self.row([
                key.rawValue, field.value ?? "", field.text, String(Int((field.confidence * 100).rounded())) + " %",
                field.value == nil ? "" : change, field.issues.map(\.rawValue).joined(separator: ", "),
                field.code ?? "",
            ])
        }
        let lines = trace.lines.enumerated().map { index, line -> String in
            let picture = trace.crops[index] == nil ? "" : "<img src=\"line-\(index).png\" alt=\"\">"
            return "<tr><td>\(picture)</td>"
                + Self.cells([
                    trace.rows[index] ?? "", line.text, String(Int((line.confidence * 100).rounded())) + " %",
                ]) + "</tr>"
        }
        let checks = trace.reading.checks.map { check in
            Self.row([check.code, check.result.rawValue, check.expected ?? "", check.found ?? ""])
        }
        let timing = trace.reading.timing
        let times = [
            ("decode", timing.decode), ("locate", timing.locate), ("detect", timing.detect),
            ("recognize", timing.recognize), ("extract", timing.extract), ("total", timing.total),
        ].map { "\($0.0) \(Int($0.1.milliseconds.rounded())) ms" }.joined(separator: " · ")
        return """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>BacaKTP inspection</title>
            <style>body{font:15px/1.4 sans-serif;margin:2em auto;max-width:1100px;padding:0 1em}img{max-width:100%;\
            border:1px solid #ccc}td img{max-height:32px}table{border-collapse:collapse}td,th{border:1px solid #ddd;\
            padding:.25em .5em;text-align:left}</style>
            <h1>What each stage saw</h1>
            <p>\(Self.escaped(trace.reading.status.rawValue)) \(Self.escaped(trace.reading.reasons.joined(separator: ", ")))
            · \(times)</p>
            <h2>Fields</h2><table><tr><th>field<th>value<th>as read<th>confidence<th>source<th>issues<th>code</tr>
            \(fields.joined(separator: "\n"))</table>
            <h2>Checks</h2><table><tr><th>check<th>result<th>expected<th>found</tr>\(checks.joined(separator: "\n"))</table>
            <h2>Photo, card outline, fields</h2><img src="photo.png" alt="photo">
            <h2>View of the card, lines by row (gray: no row of the card)</h2><img src="view.png" alt="view">
            <h2>Text probability</h2><img src="map.png" alt="map">
            <h2>Lines as the recognizer saw them</h2><table><tr><th>crop<th>row<th>text<th>confidence</tr>
            \(lines.joined(separator: "\n"))</table></html>

            """
    }

    private static func row(_ texts: [String]) -> String { "<tr>" + cells(texts) + "</tr>" }

    private static func cells(_ texts: [String]) -> String { texts.map { "<td>\(escaped($0))</td>" }.joined() }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
