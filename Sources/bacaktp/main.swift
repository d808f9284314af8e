import CommandLineTool
import Glibc

exit(await BacaKTPCommand.run(Array(CommandLine.arguments.dropFirst()), in: .process))
