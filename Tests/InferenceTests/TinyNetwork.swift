import Foundation

/// A network of one layer, `y = x W + b`, written as an ONNX file by hand.
struct TinyNetwork {
    /// Columns of `W`: the number of classes.
    var classCount = 5
    /// Rows of `W`.
    var featureCount = 3
    /// Whether dimensions are written as one packed field, as newer writers do.
    var isPacked = false
    /// The dictionary that the maker put in.
    var character: String? = "a\nb\nc"

    /// `W[row, column]`.
    func weight(_ row: Int, _ column: Int) -> Float { Float(10 * row + column) + 0.5 }

    /// `b[column]`.
    func bias(_ column: Int) -> Float { Float(100 * column) }

    /// The file; field numbers are those of onnx.proto3.
    var file: Data {
        let weights = (0..<featureCount).flatMap { row in (0..<classCount).map { weight(row, $0) } }
        let biases = (0..<classCount).map(bias)
        let multiply = message([(1, text("x")), (1, text("W")), (2, text("xW")), (4, text("MatMul"))])
        let add = message([(1, text("xW")), (1, text("b")), (2, text("y")), (4, text("Add"))])
        let graph = message([
            (1, multiply), (1, add), (2, text("tiny")),
            (5, tensor("W", [featureCount, classCount], weights)), (5, tensor("b", [classCount], biases)),
            (11, value("x", [nil, nil, featureCount])), (12, value("y", [nil, nil, classCount])),
            (13, value("xW", [nil, nil, classCount])),
        ])
        var file = number(1, 8)
        file.append(message([(7, graph), (8, number(2, 13))]))
        if let character { file.append(message([(14, message([(1, text("character")), (2, text(character))]))])) }
        return file
    }

    private func tensor(_ name: String, _ sizes: [Int], _ values: [Float]) -> Data {
        var tensor = Data()
        if isPacked {
            tensor = message([(1, sizes.map { varint(UInt64($0)) }.reduce(Data(), +))])
        } else {
            for size in sizes { tensor.append(number(1, UInt64(size))) }
        }
        tensor.append(number(2, 1))
        let raw = values.withUnsafeBytes { Data($0) }
        tensor.append(message([(8, text(name)), (9, raw)]))
        return tensor
    }

    private func value(_ name: String, _ sizes: [Int?]) -> Data {
        let sizes = sizes.enumerated().map { axis, size in
            (1, size.map { number(1, UInt64($0)) } ?? message([(2, text("axis\(axis)"))]))
        }
        var tensor = number(1, 1)
        tensor.append(message([(2, message(sizes))]))
        return message([(1, text(name)), (2, message([(1, tensor)]))])
    }

    private func text(_ string: String) -> Data { Data(string.utf8) }

    /// Length-delimited fields one after the other.
    private func message(_ fields: [(Int, Data)]) -> Data {
        fields.map { varint(UInt64($0.0 << 3 | 2)) + varint(UInt64($0.1.count)) + $0.1 }.reduce(Data(), +)
    }

    private func number(_ field: Int, _ value: UInt64) -> Data { varint(UInt64(field << 3)) + varint(value) }

    private func varint(_ value: UInt64) -> Data {
        var (bytes, rest) = (Data(), value)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
