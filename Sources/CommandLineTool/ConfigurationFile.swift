import KTPReading

/// Settings of a file, which stand in for variables that are not set.
///
/// The file holds one JSON object; a key is the name of a variable in lower case without `BACAKTP_`, its value a text,
/// a number or a truth value.
struct ConfigurationFile {
    /// The keys that a server knows.
    static let keys: Set<String> = [
        "host", "port", "uploads", "jobs", "queue", "max_image_bytes", "max_json_bytes", "max_connections",
        "max_connections_per_address", "head_timeout", "body_timeout", "request_timeout", "idle_timeout",
        "drain_seconds", "keys", "origins", "log_level", "reader_memory", "reader_pictures", "resources", "cache",
        "recognizer",
        "accept", "accept_confidence", "reject_confidence",
    ]

    private let values: [String: String]

    /// Reads a file.
    ///
    /// - Throws: ``CommandFailure`` that names the file, and the key that is at fault.
    init(path: String) throws {
        let json: JSONValue
        do {
            json = try JSONParser.parse(Self.contents(of: path))
        } catch let fault as JSONParser.Fault {
            throw CommandFailure(.usage, path, "not JSON: \(fault)")
        }
        guard case .object(let members) = json else { throw CommandFailure(.usage, path, "expected a JSON object") }
        var values: [String: String] = [:]
        for (key, value) in members {
            guard Self.keys.contains(key) else {
                throw CommandFailure(
                    .usage, path, "\(key): unknown; known are \(Self.keys.sorted().joined(separator: ", "))")
            }
            switch value {
            case .string(let text): values[key] = text
            case .int(let whole): values[key] = String(whole)
            case .number(let number): values[key] = String(number)
            case .bool(let flag): values[key] = String(flag)
            default: throw CommandFailure(.usage, path, "\(key): expected a text, a number, true or false")
            }
        }
        self.values = values
    }

    /// A short file that a setting names.
    ///
    /// - Throws: ``CommandFailure`` that names it.
    static func contents(of path: String) throws -> [UInt8] {
        do {
            return try FileAccess.read(path: path, limit: 1 << 20)
        } catch let failure as PictureFailure {
            throw failure.commandFailure(path)
        }
    }

    /// Surroundings in which the file's settings stand in for variables that are not set.
    func applied(to surroundings: Surroundings) -> Surroundings {
        var surroundings = surroundings
        for (key, value) in values {
            let name = "BACAKTP_" + key.uppercased()
            if surroundings.variable(name) == nil { surroundings.environment[name] = value }
        }
        return surroundings
    }
}

extension Surroundings {
    /// A setting: the option, else the variable of its key.
    func setting(_ option: String?, _ key: String) -> String? { option ?? variable("BACAKTP_" + key.uppercased()) }

    /// A whole number: the option, else the variable of its key, else the usual one.
    ///
    /// - Throws: ``CommandFailure`` that names the key, what it is, and what was expected.
    func setting(_ option: Int?, _ key: String, _ range: ClosedRange<Int>, usual: Int) throws -> Int {
        guard let text = setting(option.map { "\($0)" }, key) else { return usual }
        guard let number = Int(text), range.contains(number) else {
            throw CommandFailure(
                .usage, key, "\"\(text)\" cannot be used; expected \(range.lowerBound)...\(range.upperBound)")
        }
        return number
    }
}
