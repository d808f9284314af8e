import KTPReading
import Raster

/// Reads pictures for the routes: queued, counted, and within the bytes that all requests may hold.
struct PictureReader: Sendable {
    let readings: ReadingPool
    let reader: @Sendable (_ picture: [UInt8], _ options: ReadingOptions) throws -> CardReading
    let accepted: Set<ImageFormat>
    let budget: BufferBudget
    let metrics: ServerMetrics

    /// Starts to count the bytes of one request.
    func lease() -> BufferBudget.Lease { budget.lease() }

    /// Reads one picture.
    ///
    /// - Parameters:
    ///   - picture: As it came; refused from its header where that suffices.
    ///   - options: What to make besides the values.
    ///   - lease: Holds the bytes until the worker is done with them.
    /// - Returns: The reading, which is counted.
    /// - Throws: ``Raster/ImageError``, ``KTPReading/ReadingError``, or what failed inside.
    func read(
        _ picture: [UInt8], options: ReadingOptions = ReadingOptions(), lease: BufferBudget.Lease
    ) async throws -> CardReading {
        switch ImageFormat.sniffed(picture) {
        // Other people's libraries open these: only in the reader's process.
        case .heic where accepted.contains(.heic), .pdf where accepted.contains(.pdf): break
        default: _ = try Photo(bytes: picture, accepting: accepted)
        }
        let reading = try await readings.run { [reader] in try reader(picture, options) }
        withExtendedLifetime(lease) {}
        metrics.count(reading)
        return reading
    }
}
