package import ArgumentParser
import KTPServer

/// `bacaktp key`.
package struct KeyCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes an API key: prints the key, and the line for the file that `serve --keys` takes.",
        discussion: """
            The key goes to standard error, the line to standard output: bacaktp key front-desk >> keys. The file \
            holds the key's SHA-256 only. Two lines of one name let a new key be given out before the old is removed.
            """)

    @Argument(help: "Whose key it is, a word.")
    package var name: String

    @Option(help: ArgumentHelp("What it may do: read, nik, metrics, with commas between.", valueName: "list"))
    package var scopes = "read,nik"

    @Option(help: ArgumentHelp("Requests a minute; any number unless given.", valueName: "n"))
    package var perMinute: Int?

    package init() {}

    package func perform(in surroundings: Surroundings) throws {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        let key = "ktp_" + String((0..<40).compactMap { _ in letters.randomElement(using: &generator) })
        let line = [name, APIKeys.digest(of: key), scopes] + (perMinute.map { ["\($0)"] } ?? [])
        let text = line.joined(separator: " ") + "\n"
        do {
            guard try APIKeys(parsing: text).count == 1 else { throw ValidationError("The name must be one word.") }
        } catch is ServerConfiguration.Fault {
            throw ValidationError("The name must be a word, the scopes some of read, nik, metrics.")
        }
        surroundings.error("key: \(key)\n")
        try surroundings.output(text)
    }
}
