import CommandLineTool
import Foundation
import KTPReading
import KTPServer
import Logging
import Raster
import Synchronization
import TestSupport
import Testing

/// The program as it was built.
private enum Program {
    static let path = Repository.folder.appending(path: ".build/release/bacaktp").path
    static let isThere = Repository.hasModels && FileManager.default.isExecutableFile(atPath: path)
}

/// The reader processes of a server.
@Suite("reader processes", .serialized, .enabled(if: Program.isThere, "the program is not built"))
struct ReaderProcessTests {
    private static func processes(
        count: Int = 1, memory: Int = 1024, change: (inout ReaderProcesses.Configuration) -> Void = { _ in }
    ) throws -> ReaderProcesses {
        var configuration = ReaderProcesses.Configuration(
            command: [Program.path, "reader", "--memory", "\(memory)", "--resources", Repository.resources],
            environment: ProcessInfo.processInfo.environment, count: count)
        change(&configuration)
        return try ReaderProcesses(
            configuration, metrics: ServerMetrics(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The children of this process.
    private static func children() -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { pid in
            guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
            let rest = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
            return rest.count > 2 && rest[1] != "Z" && pid_t(rest[2]) == getpid()
        }
    }

    @Test("a card is read as in this process, to the byte")
    func sameReading() throws {
        let processes = try Self.processes()
        defer { processes.shutdown() }
        let bytes = try Repository.example("ktp_sample.jpg")
        let reader = try CardReader(configuration: .init(resources: Repository.resources))
        var here = try reader.read(Photo(bytes: bytes))
        var there = try processes.read(bytes, options: ReadingOptions())
        (here.timing, there.timing) = (CardReading.Timing(), CardReading.Timing())
        #expect(there.cpu.total > .zero)
        #expect(there.detailsJSON(id: nil).serialized() == here.detailsJSON(id: nil).serialized())
    }

    @Test("what is no card is told as in this process")
    func failures() throws {
        let processes = try Self.processes()
        defer { processes.shutdown() }
        let text = #expect(throws: ImageError.self) { try processes.read([1, 2, 3], options: ReadingOptions()) }
        #expect(text?.code == .unsupportedFormat)
        let blank = try Image(size: Size(width: 600, height: 400), red: 200, green: 200, blue: 200).pngData()
        #expect(throws: ReadingError.self) { try processes.read(blank, options: ReadingOptions()) }
    }

    @Test("a process that is killed while it reads costs nothing but time")
    func killed() async throws {
        let processes = try Self.processes(count: 2)
        defer { processes.shutdown() }
        let bytes = try Repository.example("ktp_sample.jpg")
        let isOver = Atomic(false)
        let killer = Thread {
            while !isOver.load(ordering: .relaxed) {
                if let child = Self.children().randomElement() { kill(child, SIGKILL) }
                usleep(400_000)
            }
        }
        killer.start()
        defer { isOver.store(true, ordering: .relaxed) }
        for _ in 0..<40 {
            #expect(try processes.read(bytes, options: ReadingOptions())[.nik] == "3204371708919017")
        }
    }

    @Test("a process that has read so much, or grown so large, is replaced", arguments: [false, true])
    func wornOut(byMemory: Bool) throws {
        let processes = try Self.processes {
            if byMemory { $0.memoryPerProcessMiB = 1 } else { $0.picturesPerProcess = 2 }
        }
        defer { processes.shutdown() }
        let bytes = try Repository.example("ktp_sample.jpg")
        var seen: Set<pid_t> = []
        for _ in 0..<5 {
            #expect(try processes.read(bytes, options: ReadingOptions())[.nik] == "3204371708919017")
            seen.formUnion(Self.children())
        }
        #expect(seen.count >= 2)
    }

    @Test("a reading that takes too long is given up, and its process replaced")
    func late() throws {
        let processes = try Self.processes { $0.timeLimit = .milliseconds(5) }
        defer { processes.shutdown() }
        let bytes = try Repository.example("ktp_phone_angle.jpg")
        let error = #expect(throws: ReadingError.self) { try processes.read(bytes, options: ReadingOptions()) }
        #expect(error?.code == .cancelled)
    }

    @Test("a reader that cannot load is told with its reason")
    func notLoaded() {
        #expect(throws: ReaderProcesses.StartFailure.self) { try Self.processes { $0.command[4] = "--x" } }
        #expect(throws: ReaderProcesses.StartFailure.self) { try Self.processes { $0.command = ["/no/such/program"] } }
        #expect(throws: ReaderProcesses.StartFailure.self) { try Self.processes(memory: 64) }
    }
}
