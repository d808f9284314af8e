import CommandLineTool
import Foundation
import Testing

@Suite("Where resources and the cache are found")
struct ResourcesTests {
    private let folder: TemporaryFolder
    private var surroundings = FakeSurroundings().surroundings()

    init() throws {
        folder = try TemporaryFolder()
        surroundings.environment = [:]
    }

    @Test("the option wins over the environment, which wins over the executable's place")
    mutating func order() throws {
        try folder.write("usr/share/bacaktp/x", "")
        try folder.write("named/x", "")
        try folder.write("set/x", "")
        surroundings.executable = folder("usr/bin/bacaktp")
        #expect(try Resources.folder(option: nil, in: surroundings) == folder("usr/share/bacaktp"))
        surroundings.environment["BACAKTP_RESOURCES"] = folder("set")
        #expect(try Resources.folder(option: nil, in: surroundings) == folder("set"))
        #expect(try Resources.folder(option: folder("named"), in: surroundings) == folder("named"))
    }

    @Test("a checkout's build finds the checkout's resources")
    mutating func checkout() throws {
        try folder.write(".deps/x", "")
        surroundings.executable = folder(".build/x86_64-unknown-linux-gnu/release/bacaktp")
        #expect(try Resources.folder(option: nil, in: surroundings) == folder(".deps"))
    }

    @Test("the cache is the option, the environment's, the user's, or none where it cannot be written")
    mutating func cache() throws {
        surroundings.environment = ["HOME": folder("home")]
        #expect(Resources.cache(option: nil, in: surroundings) == folder("home/.cache/bacaktp"))
        surroundings.environment["XDG_CACHE_HOME"] = folder("xdg")
        #expect(Resources.cache(option: nil, in: surroundings) == folder("xdg/bacaktp"))
        surroundings.environment["BACAKTP_CACHE"] = folder("own")
        #expect(Resources.cache(option: nil, in: surroundings) == folder("own"))
        #expect(Resources.cache(option: folder("given"), in: surroundings) == folder("given"))
        try folder.write("file", "")
        #expect(Resources.cache(option: folder("file"), in: surroundings) == nil)
        #expect(Resources.cache(option: folder("file/below"), in: surroundings) == nil)
        surroundings.environment = [:]
        #expect(Resources.cache(option: nil, in: surroundings) == nil)
    }
}
