import KTPReading
import KTPServer
import Logging
import Testing

@Suite("the server's configuration")
struct ServerConfigurationTests {
    @Test("the defaults are the contract's and valid")
    func defaults() throws {
        let configuration = ServerConfiguration()
        try configuration.validate()
        #expect(configuration.host == "127.0.0.1" && configuration.port == 5000 && configuration.uploads == "uploads")
        #expect(configuration.maximumImageBytes == 10 << 20 && configuration.maximumJSONBytes == 64 << 10)
        #expect(configuration.idleTimeout == .seconds(15) && configuration.requestTimeout == .seconds(30))
    }

    @Test("a value that cannot work is named with its key and with what is expected", arguments: 0..<13)
    func faults(number: Int) {
        var configuration = ServerConfiguration()
        let key: String
        switch number {
        case 0: (key, configuration.host) = ("host", "")
        case 1: (key, configuration.port) = ("port", -1)
        case 2: (key, configuration.port) = ("port", 65_536)
        case 3: (key, configuration.uploads) = ("uploads", "")
        case 4: (key, configuration.maximumImageBytes) = ("max_image_bytes", 0)
        case 5: (key, configuration.maximumJSONBytes) = ("max_json_bytes", 10)
        case 6: (key, configuration.maximumBufferedBytes) = ("max_buffered_bytes", 10)
        case 7: (key, configuration.maximumConnections) = ("max_connections", 0)
        case 8: (key, configuration.idleTimeout) = ("idle_timeout", .zero)
        case 9: (key, configuration.origins) = ("origins", ["ktp.example.id"])
        case 10: (key, configuration.origins) = ("origins", ["https://ktp.example.id/page"])
        case 11: (key, configuration.host) = ("host", "127.0.0.1.example.id")
        default: (key, configuration.requestTimeout) = ("request_timeout", .seconds(-1))
        }
        let fault = #expect(throws: ServerConfiguration.Fault.self) { try configuration.validate() }
        #expect(fault?.key == key)
        #expect(fault?.description.hasPrefix("\(key): ") == true && fault?.description.contains("; expected ") == true)
        let pool = ReadingPool(workers: 1)
        #expect(throws: ServerConfiguration.Fault.self) {
            try buildApplication(
                configuration: configuration, parts: try TestServer().parts(reading: pool),
                logger: Logger(label: "test"))
        }
    }
}
