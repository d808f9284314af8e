import Foundation
import KTPServer
import Testing

@Suite("settings of the server")
struct ServeSettingsTests {
    private static func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/settings-\(UUID().uuidString).json"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test(
        "a setting that cannot be used is named, wherever it stands",
        arguments: [
            ([], #"{"port":70000}"#, "port: \"70000\" cannot be used; expected 0...65535"),
            ([], #"{"port":"x"}"#, "port: \"x\" cannot be used; expected 0...65535"),
            (["--port", "70000"], "{}", "port: \"70000\" cannot be used; expected 0...65535"),
            ([], #"{"prot":5000}"#, "prot: unknown; known are "), ([], #"{"port":[1]}"#, "port: expected a text"),
            ([], "[]", "expected a JSON object"), ([], "{", "not JSON: "),
            ([], #"{"host":"0.0.0.0"}"#, "host: \"0.0.0.0\" without keys cannot be used; expected a loopback address"),
            ([], #"{"log_level":"loud"}"#, "log_level: \"loud\" cannot be used"),
            ([], #"{"max_connections":0}"#, "max_connections: \"0\" cannot be used"),
            ([], #"{"keys":"/no/such/file"}"#, "/no/such/file"),
            (["--config", "/no/such/settings"], "{}", "/no/such/settings"),
            (["--idle-timeout", "0"], "{}", "idle_timeout: \"0\" cannot be used; expected 1...3600"),
        ])
    func faults(options: [String], text: String, message: String) async throws {
        let path = try Self.file(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let fake = FakeSurroundings()
        let code = await fake.run(["serve", "--config", path] + options)
        #expect(code == (message.hasPrefix("/no") ? 66 : 64))
        #expect(fake.error.contains(message), "\(fake.error)")
    }

    @Test("a key is made with its line, which holds the digest alone")
    func key() async throws {
        let fake = FakeSurroundings()
        #expect(await fake.run(["key", "kasir", "--scopes", "read,metrics", "--per-minute", "60"]) == 0)
        let key = try #require(fake.error.split(separator: " ").last.map { $0.trimmingCharacters(in: .newlines) })
        #expect(key.hasPrefix("ktp_") && key.count == 44)
        #expect(fake.output == "kasir \(APIKeys.digest(of: key)) read,metrics 60\n")
        #expect(try APIKeys(parsing: fake.output).count == 1)
        for wrong in [["key", "a b"], ["key", "a", "--scopes", "write"], ["key", "a", "--per-minute", "0"]] {
            #expect(await FakeSurroundings().run(wrong) == 64)
        }
    }
}
