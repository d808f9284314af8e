package import ArgumentParser
import Inference

/// `bacaktp prepare`, which set-up calls: makes the networks that are derived from others.
package struct PrepareCommand: ToolCommand {
    package static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Makes the networks that are cut from larger ones; part of set-up.",
        shouldDisplay: false)

    @OptionGroup package var resources: ResourcesOption

    package init() {}

    package func perform(in surroundings: Surroundings) throws {
        let directory = try resources.folder(in: surroundings) + "/models"
        for file in try ModelManifest(directory: directory).prepare(in: directory) {
            surroundings.error("bacaktp: made \(file)\n")
        }
    }
}
