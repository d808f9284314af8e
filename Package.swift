// swift-tools-version: 6.2
import PackageDescription

/// OpenVINO's headers and libraries, unpacked by `Tools/setup.sh` out of its PyPI wheel.
let openVINO = Context.packageDirectory + "/.deps/openvino"

/// pdfium, unpacked by `Tools/setup.sh` out of a PyPI wheel; loaded at run time when a PDF comes.
let pdfium = Context.packageDirectory + "/.deps/pdfium"

/// What every Swift target of ours is compiled with.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Targets that see OpenVINO's C headers, directly or through a module that imports them.
let withOpenVINO: [SwiftSetting] = strict + [.unsafeFlags(["-Xcc", "-I\(openVINO)/include"])]

/// Finds `libopenvino_c` when linking and, relative to the executable, when running: beside an installed `bin/`,
/// and in a checkout's `.deps` from `.build/<triple>/<configuration>/`.
///
/// Pdfium is looked for in the same places.
let linkOpenVINO: [LinkerSetting] = [
    .unsafeFlags([
        "-L\(openVINO)/lib",
        "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib/bacaktp",
        "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../../../.deps/openvino/lib",
        "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../../../.deps/pdfium",
        "-Xlinker", "-rpath", "-Xlinker", "\(openVINO)/lib",
        "-Xlinker", "-rpath", "-Xlinker", pdfium,
        "-Xlinker", "--disable-new-dtags",
    ])
]

let package = Package(
    name: "BacaKTP",
    products: [
        .library(name: "BacaKTP", targets: ["KTPReading"]),
        .executable(name: "bacaktp", targets: ["bacaktp"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CDocuments"),
        .systemLibrary(name: "CImage"),
        .systemLibrary(name: "COpenVINO"),
        .systemLibrary(name: "CProcess"),
        .systemLibrary(name: "CZip"),
        .target(name: "Raster", dependencies: ["CDocuments", "CImage"], swiftSettings: strict),
        .target(
            name: "Inference",
            dependencies: ["COpenVINO", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: withOpenVINO, linkerSettings: linkOpenVINO),
        .target(name: "TextRecognition", dependencies: ["Inference", "Raster"], swiftSettings: withOpenVINO),
        .target(name: "CardVision", dependencies: ["Raster", "TextRecognition"], swiftSettings: withOpenVINO),
        .target(name: "Gazetteer", swiftSettings: strict),
        .target(
            name: "KTPReading", dependencies: ["CardVision", "Gazetteer", "Inference", "Raster", "TextRecognition"],
            swiftSettings: withOpenVINO),
        .target(name: "Evaluation", dependencies: ["KTPReading", "Raster"], swiftSettings: withOpenVINO),
        .target(
            name: "KTPServer",
            dependencies: [
                "CProcess", "Gazetteer", "KTPReading", "Raster",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ],
            resources: [.process("Page"), .process("openapi.json")], swiftSettings: withOpenVINO),
        .target(
            name: "CommandLineTool",
            dependencies: [
                "CardVision", "CZip", "Evaluation", "Gazetteer", "Inference", "KTPReading", "KTPServer", "Raster",
                "TextRecognition",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: withOpenVINO),
        .executableTarget(
            name: "bacaktp", dependencies: ["CommandLineTool"], swiftSettings: withOpenVINO,
            linkerSettings: linkOpenVINO),

        .target(
            name: "TestSupport", dependencies: ["Inference", "Raster", "TextRecognition"], path: "Tests/TestSupport",
            swiftSettings: withOpenVINO),
        .testTarget(
            name: "RasterTests", dependencies: ["CImage", "Raster", "TestSupport"], exclude: ["Files"],
            swiftSettings: withOpenVINO, linkerSettings: linkOpenVINO),
        .testTarget(name: "GazetteerTests", dependencies: ["Gazetteer"], swiftSettings: strict),
        .testTarget(
            name: "InferenceTests", dependencies: ["Inference", "TestSupport"], swiftSettings: withOpenVINO,
            linkerSettings: linkOpenVINO),
        .testTarget(
            name: "TextRecognitionTests", dependencies: ["Inference", "Raster", "TestSupport", "TextRecognition"],
            resources: [.copy("Vectors")], swiftSettings: withOpenVINO, linkerSettings: linkOpenVINO),
        .testTarget(
            name: "CardVisionTests",
            dependencies: ["CardVision", "Inference", "Raster", "TestSupport", "TextRecognition"],
            swiftSettings: withOpenVINO, linkerSettings: linkOpenVINO),
        .testTarget(
            name: "KTPReadingTests",
            dependencies: [
                "CardVision", "Gazetteer", "Inference", "KTPReading", "Raster", "TestSupport", "TextRecognition",
            ],
            swiftSettings: withOpenVINO, linkerSettings: linkOpenVINO),
        .testTarget(
            name: "EvaluationTests", dependencies: ["Evaluation", "KTPReading", "Raster"], swiftSettings: withOpenVINO,
            linkerSettings: linkOpenVINO),
        .testTarget(
            name: "KTPServerTests",
            dependencies: [
                "Gazetteer", "KTPReading", "KTPServer", "Raster",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: withOpenVINO, linkerSettings: linkOpenVINO),
        .testTarget(
            name: "BacaKTPTests",
            dependencies: [
                "CommandLineTool", "CZip", "Gazetteer", "Inference", "KTPReading", "KTPServer", "Raster", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Golden"], swiftSettings: withOpenVINO, linkerSettings: linkOpenVINO),
    ]
)
