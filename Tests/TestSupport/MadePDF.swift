/// PDF files written by hand, each page with a JPEG that fills it.
package enum MadePDF {
    /// One page.
    package struct Page {
        /// The picture, and its columns and rows; nil for an empty page.
        package var jpeg: (bytes: [UInt8], width: Int, height: Int)?
        /// The page's sides in points.
        package var width: Double
        package var height: Double
        /// Degrees, clockwise, by which the page is to be shown turned.
        package var rotation: Int

        package init(
            jpeg: (bytes: [UInt8], width: Int, height: Int)? = nil, width: Double, height: Double, rotation: Int = 0
        ) {
            self.jpeg = jpeg
            self.width = width
            self.height = height
            self.rotation = rotation
        }
    }

    /// A PDF.
    ///
    /// - Parameters:
    ///   - pages: Its pages.
    ///   - isLocked: Whether it says that a password is needed.
    /// - Returns: The file.
    package static func bytes(_ pages: [Page], isLocked: Bool = false) -> [UInt8] {
        var objects: [[UInt8]] = []
        func add(_ text: String, stream: [UInt8]? = nil) {
            let tail = stream.map { Array("\nstream\n".utf8) + $0 + Array("\nendstream".utf8) } ?? []
            objects.append(Array(text.utf8) + tail)
        }
        let kids = pages.indices.map { "\(3 + 3 * $0) 0 R" }.joined(separator: " ")
        add("<< /Type /Catalog /Pages 2 0 R >>")
        add("<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>")
        for (index, page) in pages.enumerated() {
            let first = 3 + 3 * index
            add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(page.width) \(page.height)] /Rotate \(page.rotation)"
                    + " /Contents \(first + 1) 0 R /Resources << /XObject << /Im \(first + 2) 0 R >> >> >>")
            let drawing = page.jpeg == nil ? "" : "\(page.width) 0 0 \(page.height) 0 0 cm /Im Do"
            add("<< /Length \(drawing.utf8.count) >>", stream: Array(drawing.utf8))
            if let jpeg = page.jpeg {
                add(
                    "<< /Type /XObject /Subtype /Image /Width \(jpeg.width) /Height \(jpeg.height) /BitsPerComponent 8"
                        + " /ColorSpace /DeviceRGB /Filter /DCTDecode /Length \(jpeg.bytes.count) >>",
                    stream: jpeg.bytes)
            } else {
                add("null")
            }
        }
        var file = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = file.count
        func padded(_ number: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: 10 - digits.count) + digits
        }
        let zeros = String(repeating: "00", count: 32)
        let lock =
            isLocked
            ? " /Encrypt << /Filter /Standard /V 1 /R 2 /O <\(zeros)> /U <\(zeros)> /P -4 >> /ID [<00> <00>]" : ""
        file += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets { file += Array("\(padded(offset)) 00000 n \n".utf8) }
        file += Array("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R\(lock) >>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return file
    }
}
