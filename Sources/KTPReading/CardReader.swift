public import Raster

/// Reads Indonesian identity cards.
///
/// Safe to share between threads; each concurrent ``read(_:)`` uses network state of its own.
public struct CardReader: Sendable {
    /// Where the networks and the regions lie, and how much of the machine to use.
    public struct Configuration: Sendable {
        /// The folder with `models/` and `gazetteer/` that set-up fills.
        public var resources: String
        /// Readings that may run at the same time; each has its own inference requests.
        public var concurrency: Int = 1
        /// Threads that one reading may use.
        public var threadsPerReading: Int = 1
        /// A folder for compiled networks, which halve the start-up time; nil keeps none.
        public var cache: String?

        /// Creates a configuration with the documented defaults.
        public init(resources: String) { self.resources = resources }
    }

    /// Loads the networks.
    public init(configuration: Configuration) throws {}

    /// Reads the one card in a photo.
    ///
    /// - Throws: ``Raster/ImageError`` when the picture cannot be decoded, ``ReadingError`` when it shows no KTP,
    ///   ``Inference/ModelError`` when a network fails.
    public func read(_ photo: Photo) throws -> CardReading {
        throw ReadingError(.noCardFound, "not built yet")
    }
}
