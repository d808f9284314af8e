import ArgumentParser
import Hummingbird
import ServiceLifecycle

@main struct Bacaktp: AsyncParsableCommand {
    func run() async throws { print("hi") }
}
