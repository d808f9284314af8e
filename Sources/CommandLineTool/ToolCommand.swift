package import ArgumentParser

/// A command that does its work in surroundings that tests can replace.
package protocol ToolCommand: AsyncParsableCommand {
    /// Does the work.
    ///
    /// - Throws: ``CommandFailure``, or `ExitCode` when everything has been said already.
    func perform(in surroundings: Surroundings) async throws
}

extension ToolCommand {
    package func run() async throws { try await perform(in: .process) }
}

/// `bacaktp` itself.
package struct BacaKTPCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "bacaktp",
        abstract: "Reads Indonesian identity cards (KTP).",
        discussion: """
            Results go to standard output, everything else to standard error. Nothing is sent anywhere.

            Exit codes: 0 all read; 1 some of several pictures failed; 64 wrong usage; 65 the one picture given is \
            unreadable or shows no card; 66 input not found; 70 internal; 74 input/output; 75 too busy, try again; \
            130 interrupted.
            """,
        version: version,
        subcommands: subcommandList)

    package init() {}

    /// Parses the arguments, does the command, and says on standard error why it failed.
    ///
    /// - Returns: The exit code of the process.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            if let command = command as? any ToolCommand {
                try await command.perform(in: surroundings)
            } else if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return ExitStatus.success.rawValue
        } catch {
            return end(error, in: surroundings)
        }
    }

    private static func end(_ error: any Error, in surroundings: Surroundings) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        if let failure = CommandFailure(error) {
            surroundings.report(failure)
            return failure.status.rawValue
        }
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        if !message.isEmpty {
            if code.isSuccess { try? surroundings.output(message + "\n") } else { surroundings.error(message + "\n") }
        }
        return code == .failure ? ExitStatus.internalError.rawValue : code.rawValue
    }
}
