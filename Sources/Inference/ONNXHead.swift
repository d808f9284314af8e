package import Foundation

/// Cuts the last layer of a CTC recognizer in ONNX form down to the classes that we read.
///
/// PP-OCR's recognizers end in `softmax(x W + b)` with `W` of `[features, classes]` over thousands of characters. Only the
/// columns of the wanted classes are kept; everything else in the file stays as it is. ONNX is a protocol buffer
/// (onnx.proto3 in the ONNX repository gives the field numbers used here).
package enum ONNXHead {
    /// The network with only the given classes, in the given order.
    ///
    /// - Parameters:
    ///   - classes: The indices to keep; they become classes 0, 1, ...
    ///   - classCount: The number of classes now.
    ///   - model: An ONNX file whose weights lie in `raw_data` as 32-bit floats.
    /// - Returns: The new file.
    /// - Throws: ``ModelError`` with code `unexpectedShape` when no weight matrix and bias of that many classes are found.
    package static func keeping(_ classes: [Int], of classCount: Int, in model: Data) throws -> Data {
        guard classes.allSatisfy((0..<classCount).contains) else {
            throw ModelError(.unexpectedShape, "a class to keep is not among the network's \(classCount)")
        }
        var cut = 0
        let result = try rewrite(model[...]) { field, payload in
            guard field == Field.graph else { return payload }
            return try rewrite(payload) { field, payload in
                switch field {
                case Field.initializer:
                    guard let tensor = try cutTensor(payload, classes, classCount) else { return payload }
                    cut += 1
                    return tensor
                // Declared shapes would contradict the new ones; the engine infers them.
                case Field.valueInfo: return nil
                case Field.output: return try withoutShape(payload)
                default: return payload
                }
            }
        }
        guard cut == 2 else {
            throw ModelError(
                .unexpectedShape, "expected one weight and one bias of \(classCount) classes, found \(cut)")
        }
        return result
    }

    /// A text that the network's maker put into the file: `metadata_props` (14) holds entries of key (1) and value (2).
    ///
    /// - Throws: ``ModelError`` with code `unexpectedShape` when there is none of that name.
    package static func metadata(_ name: String, in model: Data) throws -> String {
        var reader = ProtobufReader(model)
        while let entry = try reader.next() {
            guard entry.field == 14, case .bytes(let pair) = entry.value else { continue }
            var strings: [UInt64: String] = [:]
            var inner = ProtobufReader(pair)
            while let part = try inner.next() {
                if case .bytes(let bytes) = part.value { strings[part.field] = String(decoding: bytes, as: UTF8.self) }
            }
            if strings[1] == name { return strings[2] ?? "" }
        }
        throw ModelError(.unexpectedShape, "the network says nothing of its \(name)s")
    }

    private enum Field {
        static let graph: UInt64 = 7
        static let initializer: UInt64 = 5
        static let output: UInt64 = 12
        static let valueInfo: UInt64 = 13
    }

    /// A `TensorProto` (dims 1, raw_data 9) with only the kept columns; nil when the last dimension is not `classCount`.
    private static func cutTensor(_ tensor: Data, _ classes: [Int], _ classCount: Int) throws -> Data? {
        var dimensions: [Int] = []
        var raw: Data?
        var reader = ProtobufReader(tensor)
        while let entry = try reader.next() {
            switch (entry.field, entry.value) {
            case (1, .varint(let value)): dimensions.append(Int(truncatingIfNeeded: value))
            case (1, .bytes(let packed)):
                var inner = ProtobufReader(packed)
                while let value = try inner.varint() { dimensions.append(Int(truncatingIfNeeded: value)) }
            case (9, .bytes(let bytes)): raw = bytes
            default: break
            }
        }
        guard dimensions.last == classCount, let raw, dimensions.allSatisfy({ $0 > 0 && $0 < 1 << 24 }) else {
            return nil
        }
        var rows = 1
        for size in dimensions.dropLast() {
            let (product, overflows) = rows.multipliedReportingOverflow(by: size)
            guard !overflows, product <= raw.count else { return nil }
            rows = product
        }
        guard raw.count == rows * classCount * 4 else { return nil }
        var kept = Data(capacity: rows * classes.count * 4)
        for row in 0..<rows {
            for index in classes {
                let start = raw.startIndex + (row * classCount + index) * 4
                kept.append(raw[start..<start + 4])
            }
        }
        var result = Data()
        for size in dimensions.dropLast() + [classes.count] {
            result.appendVarint(1 << 3)
            result.appendVarint(UInt64(size))
        }
        let rest = try rewrite(tensor) { field, payload in
            field == 9 ? kept : payload
        } dropping: {
            $0 == 1
        }
        result.append(rest)
        return result
    }

    /// `ValueInfoProto` -> type (2) -> tensor_type (1), of which the shape (2) is left out.
    private static func withoutShape(_ output: Data) throws -> Data {
        try rewrite(output) { field, type in
            guard field == 2 else { return type }
            return try rewrite(type) { field, tensor in
                guard field == 1 else { return tensor }
                return try rewrite(tensor) { field, shape in field == 2 ? nil : shape }
            }
        }
    }

    /// Copies a message, passing the payload of each length-delimited field through `change`; nil drops the field.
    private static func rewrite(
        _ message: Data, change: (UInt64, Data) throws -> Data?, dropping isDropped: (UInt64) -> Bool = { _ in false }
    ) throws -> Data {
        var result = Data(capacity: message.count)
        var reader = ProtobufReader(message)
        while let entry = try reader.next() {
            guard !isDropped(entry.field) else { continue }
            guard case .bytes(let payload) = entry.value else {
                result.append(entry.raw)
                continue
            }
            guard let changed = try change(entry.field, payload) else { continue }
            result.appendVarint(entry.field << 3 | 2)
            result.appendVarint(UInt64(changed.count))
            result.append(changed)
        }
        return result
    }
}

/// Walks the fields of one protocol buffer message.
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case fixed
        case bytes(Data)
    }

    struct Entry {
        var field: UInt64
        var value: Value
        /// Tag and payload as they stand in the message.
        var raw: Data
    }

    private let message: Data
    private var position: Data.Index

    init(_ message: Data) {
        self.message = message
        position = message.startIndex
    }

    /// The next field; nil at the end.
    mutating func next() throws -> Entry? {
        let start = position
        guard let tag = try varint() else { return nil }
        let value: Value
        switch tag & 7 {
        case 0:
            guard let number = try varint() else { throw Self.damaged }
            value = .varint(number)
        case 1:
            try skip(8)
            value = .fixed
        case 2:
            guard let length = try varint(), length <= UInt64(message.endIndex - position) else { throw Self.damaged }
            let begin = position
            try skip(Int(length))
            value = .bytes(message[begin..<position])
        case 5:
            try skip(4)
            value = .fixed
        default: throw Self.damaged
        }
        return Entry(field: tag >> 3, value: value, raw: message[start..<position])
    }

    /// The next base-128 number; nil at the end.
    mutating func varint() throws -> UInt64? {
        guard position < message.endIndex else { return nil }
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard position < message.endIndex else { throw Self.damaged }
            let byte = message[position]
            position += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
        }
        throw Self.damaged
    }

    private mutating func skip(_ count: Int) throws {
        guard count <= message.endIndex - position else { throw Self.damaged }
        position += count
    }

    private static let damaged = ModelError(.unexpectedShape, "the ONNX file is damaged")
}

extension Data {
    /// Appends a base-128 number.
    mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
