import ArgumentParser

extension BacaKTPCommand {
    /// The commands in the order in which help lists them.
    static var subcommandList: [any ParsableCommand.Type] {
        [
            ReadCommand.self, BatchCommand.self, ServeCommand.self, NIKCommand.self, RegionCommand.self,
            InspectCommand.self, EvaluateCommand.self, DoctorCommand.self, KeyCommand.self, PrepareCommand.self,
            ReaderCommand.self,
        ]
    }
}
