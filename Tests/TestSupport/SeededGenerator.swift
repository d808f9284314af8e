import Foundation

/// SplitMix64: the same numbers from the same seed, everywhere.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Starts a sequence.
    package init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// The seed of this run: `BACAKTP_SEED`, or a fixed one.
    package static let seed = ProcessInfo.processInfo.environment["BACAKTP_SEED"].flatMap { UInt64($0) } ?? 20_261_123
}
