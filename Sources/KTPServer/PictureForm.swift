/// What has arrived of a form with a picture and perhaps other, short parts.
struct PictureForm {
    private var parser: MultipartParser
    /// The part `image`.
    private(set) var image: [UInt8] = []
    /// The other parts in order.
    private(set) var others: [(name: String, content: [UInt8])] = []
    private var isInImage = false
    private var hasImage = false

    init(contentType: HeaderValue) throws(APIError) {
        do { parser = try MultipartParser(contentType: contentType) } catch { throw .malformedMultipart(error) }
    }

    /// Takes the next piece and returns the count of bytes that were kept of it.
    mutating func feed(_ piece: some Sequence<UInt8>) throws(APIError) -> Int {
        let events: [MultipartParser.Event]
        do { events = try parser.feed(piece) } catch { throw .malformedMultipart(error) }
        var kept = 0
        for event in events {
            switch event {
            case .part(let name):
                isInImage = name == "image"
                guard !(isInImage && hasImage) else { throw .severalImages }
                hasImage = hasImage || isInImage
                if !isInImage { others.append((name, [])) }
            case .content(let bytes):
                kept += bytes.count
                if isInImage { image.append(contentsOf: bytes) } else { others[others.count - 1].content += bytes }
            case .endOfPart: isInImage = false
            }
        }
        return kept
    }

    /// Checks, when the body is over, that the form is complete and has a picture.
    func finish() throws(APIError) {
        do { try parser.finish() } catch { throw .malformedMultipart(error) }
        guard !image.isEmpty else { throw .missingImage }
    }
}
