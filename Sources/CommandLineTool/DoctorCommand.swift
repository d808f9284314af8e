package import ArgumentParser

/// `bacaktp doctor`.
package struct DoctorCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks the networks, the libraries and the regions, and reads the sample card.",
        discussion: "Exits with 70 when something is missing or wrong, and says what helps.")

    @OptionGroup package var options: ReaderOptions

    package init() {}

    package func perform(in surroundings: Surroundings) throws {
        let checks = Doctor(options: options, surroundings: surroundings).examine()
        var table = TextTable(["CHECK", "RESULT", "FOUND"])
        for check in checks { table.add([check.name, check.result.rawValue, check.detail]) }
        let advice = checks.compactMap { check in check.advice.map { "\(check.name): \($0)\n" } }
        try surroundings.output(table.text + (advice.isEmpty ? "" : "\n" + advice.joined()))
        if checks.contains(where: { $0.result == .fail }) { throw ExitStatus.internalError.exitCode }
    }
}
