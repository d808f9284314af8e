import Foundation
import Gazetteer

/// The unpacked lists: the folder in `BACAKTP_GAZETTEER`, or `.deps/gazetteer` of this checkout.
enum Lists {
    static let directory: String = {
        if let folder = ProcessInfo.processInfo.environment["BACAKTP_GAZETTEER"] { return folder }
        let repository = URL(filePath: #filePath).appending(path: "../../..").standardized
        return repository.appending(path: ".deps/gazetteer").path
    }()

    /// Tests of the data are skipped where `make setup` has not been run.
    static let areThere = FileManager.default.fileExists(atPath: directory + "/villages.tsv")

    /// One instance for all tests.
    static let gazetteer: Gazetteer = {
        do { return try Gazetteer(directory: directory) } catch { fatalError("\(error)") }
    }()
}

/// SplitMix64: the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// The seed of this run: `BACAKTP_SEED`, or a fixed one.
    static let seed = ProcessInfo.processInfo.environment["BACAKTP_SEED"].flatMap { UInt64($0) } ?? 20_261_123
}

/// Misreads names the way readers of KTPs do.
struct Misreader {
    var generator: SeededGenerator

    private static let lookAlikes: [Character: String] = [
        "0": "ODQ", "O": "0DQC", "D": "0O", "Q": "O0", "1": "IL", "I": "1LT", "L": "1I", "T": "I7", "S": "58",
        "5": "S6", "B": "83", "8": "B3", "Z": "2", "G": "6C", "A": "4", "M": "N", "N": "MH", "H": "N", "U": "V",
        "V": "U", "C": "G", "E": "F", "F": "E", "P": "F", "R": "P", "K": "X", "Y": "V", "W": "V",
    ]

    /// `text` with `count` letters replaced, seven of ten by a look-alike, the others by any letter.
    mutating func misread(_ text: String, letters count: Int) -> String {
        var characters = Array(text)
        var places = characters.indices.filter { characters[$0].isLetter || characters[$0].isNumber }
        for _ in 0..<min(count, places.count) {
            let place = places.remove(at: Int.random(in: places.indices, using: &generator))
            let alike = Self.lookAlikes[characters[place]] ?? ""
            let pool =
                !alike.isEmpty && Int.random(in: 0..<10, using: &generator) < 7 ? alike : "ABCDEFGHIJKLMNOPRSTUWY"
            characters[place] = pool.filter { $0 != characters[place] }.randomElement(using: &generator) ?? "X"
        }
        return String(characters)
    }
}
