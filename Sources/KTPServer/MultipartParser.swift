/// Takes a `multipart/form-data` body (RFC 7578, RFC 2046) apart while it arrives, however it is cut into pieces.
///
/// A value without input or output of its own: ``feed(_:)`` turns bytes into events. Besides the events it holds at most
/// one part's header, or the few bytes that may be the start of a boundary.
package struct MultipartParser: Sendable {
    /// What was found in the body, in order.
    package enum Event: Sendable, Equatable {
        /// A part starts; its name in the form.
        case part(name: String)
        /// Some of the part's content; never empty.
        case content([UInt8])
        /// The part is complete.
        case endOfPart
    }

    /// Why a body is not multipart; the description is fit for the client.
    package enum Fault: Error, Equatable, CustomStringConvertible {
        case missingBoundary, invalidBoundary, boundaryNotFound, finalBoundaryMissing, bareLineFeed
        case tooManyParts, headerTooLong, malformedHeader, nameMissing, encodingUnsupported

        package var description: String {
            switch self {
            case .missingBoundary: "the content type has no boundary"
            case .invalidBoundary: "the boundary in the content type is not valid"
            case .boundaryNotFound: "the boundary of the content type does not appear"
            case .finalBoundaryMissing: "the final boundary is missing"
            case .bareLineFeed: "lines must end with CR LF"
            case .tooManyParts: "more than \(MultipartParser.maximumParts) parts"
            case .headerTooLong: "the header of a part is longer than \(MultipartParser.maximumHeaderBytes) bytes"
            case .malformedHeader: "the header of a part does not parse"
            case .nameMissing: "a part has no name"
            case .encodingUnsupported: "parts must be sent without a transfer encoding"
            }
        }
    }

    /// The parts that a body may have.
    package static let maximumParts = 32
    /// The bytes that the header of one part may have.
    package static let maximumHeaderBytes = 8 << 10
    /// The spaces that may stand between a boundary and its line end.
    private static let maximumPadding = 128

    private enum State {
        /// Before the first boundary; what stands here is thrown away.
        case preamble
        /// Behind what may be a boundary, in the preamble or in a part.
        case candidate(inPart: Bool)
        /// At the line end that closes the boundary, before the part's header.
        case header
        /// In a part.
        case content
        /// Behind the final boundary; what stands here is thrown away.
        case epilogue
    }

    /// A line end, two hyphens and the boundary.
    private let delimiter: [UInt8]
    private var state = State.preamble
    private var parts = 0
    /// What was fed and is not decided yet, after a line end: the one before a boundary is the boundary's own.
    private var buffer: [UInt8] = Array("\r\n".utf8)
    private var position = 0
    /// Bytes of a header that hold no end of it, counted from `position`.
    private var searched = 0

    /// Creates a parser for a body of a content type.
    package init(contentType: HeaderValue) throws(Fault) {
        guard let boundary = contentType.parameters["boundary"] else { throw .missingBoundary }
        try self.init(boundary: boundary)
    }

    /// Creates a parser for a boundary of 1...200 printable ASCII characters (RFC 2046 says 70, the older service 200).
    package init(boundary: String) throws(Fault) {
        let bytes = Array(boundary.utf8)
        guard (1...200).contains(bytes.count), bytes.last != 0x20, bytes.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw .invalidBoundary
        }
        delimiter = Array("\r\n--".utf8) + bytes
    }

    /// Takes the next bytes of the body.
    package mutating func feed(_ bytes: some Sequence<UInt8>) throws(Fault) -> [Event] {
        if case .epilogue = state { return [] }
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        while try step(&events) {}
        buffer.removeFirst(position)
        position = 0
        return events
    }

    /// Checks, when the body is over, that it was complete.
    package func finish() throws(Fault) {
        switch state {
        case .epilogue: return
        case .preamble, .candidate(inPart: false): throw .boundaryNotFound
        case .candidate, .header, .content: throw .finalBoundaryMissing
        }
    }

    /// Does one thing with the buffer; false when more bytes are needed first.
    private mutating func step(_ events: inout [Event]) throws(Fault) -> Bool {
        switch state {
        case .preamble: return scan(inPart: false, &events)
        case .content: return scan(inPart: true, &events)
        case .candidate(let inPart): return try decide(inPart: inPart, &events)
        case .header: return try readHeader(&events)
        case .epilogue:
            position = buffer.count
            return false
        }
    }

    /// Passes on everything before the next delimiter, or before what may be the start of one.
    private mutating func scan(inPart: Bool, _ events: inout [Event]) -> Bool {
        let found = buffer.firstIndex(of: delimiter, from: position)
        let end = found ?? max(position, buffer.count - delimiter.count + 1)
        if inPart, end > position { events.append(.content(Array(buffer[position..<end]))) }
        position = end
        guard found != nil else { return false }
        position += delimiter.count
        state = .candidate(inPart: inPart)
        return true
    }

    /// Decides by what follows whether a delimiter is one: two hyphens, or a line end after spaces.
    private mutating func decide(inPart: Bool, _ events: inout [Event]) throws(Fault) -> Bool {
        let hyphen = UInt8(ascii: "-")
        var index = position
        func byte(_ index: Int) -> UInt8? { index < buffer.count ? buffer[index] : nil }

        guard let first = byte(index) else { return false }
        if first == hyphen {
            guard let second = byte(index + 1) else { return false }
            if second == hyphen {
                if inPart { events.append(.endOfPart) }
                state = .epilogue
                return true
            }
        } else {
            while byte(index) == 0x20 || byte(index) == 0x09, index - position < Self.maximumPadding { index += 1 }
            guard let end = byte(index) else { return false }
            if end == 0x0A, !inPart, parts == 0 { throw .bareLineFeed }
            if end == 0x0D {
                guard let lineFeed = byte(index + 1) else { return false }
                if lineFeed == 0x0A {
                    if inPart { events.append(.endOfPart) }
                    position = index
                    searched = 0
                    state = .header
                    return true
                }
            }
        }
        // It only looked like one.
        if inPart { events.append(.content(delimiter)) }
        state = inPart ? .content : .preamble
        return true
    }

    private mutating func readHeader(_ events: inout [Event]) throws(Fault) -> Bool {
        let emptyLine = Array("\r\n\r\n".utf8)
        guard let end = buffer.firstIndex(of: emptyLine, from: position + max(0, searched - emptyLine.count + 1)) else {
            searched = buffer.count - position
            guard searched <= Self.maximumHeaderBytes + emptyLine.count else { throw .headerTooLong }
            return false
        }
        guard end - position <= Self.maximumHeaderBytes else { throw .headerTooLong }
        parts += 1
        guard parts <= Self.maximumParts else { throw .tooManyParts }
        let header = PartHeader(lines: buffer[position..<end])
        guard let header else { throw .malformedHeader }
        guard header.isPlain else { throw .encodingUnsupported }
        guard let name = header.name else { throw .nameMissing }
        events.append(.part(name: name))
        position = end + emptyLine.count
        state = .content
        return true
    }
}

extension [UInt8] {
    /// Where a sequence of bytes first occurs at or behind an index; nil when it does not.
    fileprivate func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
        let last = count - pattern.count
        guard start <= last, let first = pattern.first else { return nil }
        return withUnsafeBufferPointer { bytes in
            (start...last).first { index in
                bytes[index] == first && (1..<pattern.count).allSatisfy { bytes[index + $0] == pattern[$0] }
            }
        }
    }
}
