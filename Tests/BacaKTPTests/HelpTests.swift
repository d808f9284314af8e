import ArgumentParser
import CommandLineTool
import Testing

@Suite("Help")
struct HelpTests {
    @Test("the help of every command is as recorded")
    func commands() throws {
        try expectGolden(BacaKTPCommand.helpMessage(columns: 100) + "\n", "help.txt")
        for command in BacaKTPCommand.configuration.subcommands {
            let name = try #require(command.configuration.commandName)
            let help = BacaKTPCommand.helpMessage(for: command, columns: 100)
            try expectGolden(help + "\n", "help-\(name).txt")
        }
    }
}
