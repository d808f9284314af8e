import Glibc
import KTPReading
import Synchronization

/// What the server counts, in words that hold nothing of a card: Prometheus' text format 0.0.4.
package final class ServerMetrics: Sendable {
    private struct State {
        private static let stageTimes = MetricFamily.Kind.histogram(
            [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5])

        var requests = MetricFamily(
            .counter, "bacaktp_http_requests_total", "Requests answered, by route, method and status.")
        var requestTime = MetricFamily(
            .histogram([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]),
            "bacaktp_http_request_duration_seconds", "Time from a request's head to its answer.")
        var refusals = MetricFamily(
            .counter, "bacaktp_refusals_total", "Requests answered with an error, by its code.")
        var readings = MetricFamily(.counter, "bacaktp_readings_total", "Cards read, by status and kind.")
        var stages = MetricFamily(
            Self.stageTimes, "bacaktp_stage_duration_seconds", "Time of each stage of a reading.")
        var stagesOfProcessor = MetricFamily(
            Self.stageTimes, "bacaktp_stage_cpu_seconds", "Processor time of each stage of a reading.")
        var fields = MetricFamily(
            .counter, "bacaktp_fields_total", "Fields of cards read, by whether there is a value.")
        var confidence = MetricFamily(
            .histogram([0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1]), "bacaktp_field_confidence",
            "Confidence of the values read.")
        var losses = MetricFamily(
            .counter, "bacaktp_reader_restarts_total", "Reader processes replaced, by reason.")
    }

    private let state = Mutex(State())
    private let start = time(nil)

    package init() {}

    /// Counts an answer.
    func count(route: String, method: String, status: Int, after duration: Duration) {
        state.withLock { state in
            state.requests.add([("route", route), ("method", method), ("status", "\(status)")])
            state.requestTime.observe(duration / .seconds(1), [("route", route)])
        }
    }

    /// Counts a failure that a client was told.
    func count(refusal code: APIError.Code) { state.withLock { $0.refusals.add([("code", code.rawValue)]) } }

    /// The stages by the names that JSON gives them.
    private static func stages(of timing: CardReading.Timing) -> [(name: String, time: Duration)] {
        [
            ("decode", timing.decode), ("locate", timing.locate), ("detect", timing.detect),
            ("recognize", timing.recognize), ("extract", timing.extract), ("total", timing.total),
        ]
    }

    /// Counts a card that was read.
    func count(_ reading: CardReading) {
        state.withLock { state in
            state.readings.add([("status", reading.status.rawValue), ("kind", reading.card.kind.rawValue)])
            for stage in Self.stages(of: reading.timing) {
                state.stages.observe(stage.time / .seconds(1), [("stage", stage.name)])
            }
            for stage in Self.stages(of: reading.cpu) {
                state.stagesOfProcessor.observe(stage.time / .seconds(1), [("stage", stage.name)])
            }
            for (key, field) in reading.fields {
                state.fields.add([("field", key.rawValue), ("result", field.value == nil ? "empty" : "filled")])
                if field.value != nil { state.confidence.observe(field.confidence, [("field", key.rawValue)]) }
            }
        }
    }

    /// Counts a reader process that was replaced.
    package func countRestart(_ reason: String) { state.withLock { $0.losses.add([("reason", reason)]) } }

    /// The text that Prometheus takes.
    func text(load: ReadingPool.Load, connections: Int, heldBytes: Int) -> String {
        let gauges: [(name: String, help: String, value: Int)] = [
            ("bacaktp_readings_running", "Pictures being read.", load.reading),
            ("bacaktp_readings_waiting", "Pictures that wait for a reader.", load.waiting),
            ("bacaktp_readers", "Pictures that can be read at the same time.", load.workers),
            ("bacaktp_queue_capacity", "Pictures that may wait.", load.capacity),
            ("bacaktp_connections", "Connections open.", connections),
            ("bacaktp_held_bytes", "Bytes of pictures held for requests.", heldBytes),
            ("process_start_time_seconds", "When the server started, in seconds since 1970.", start),
        ]
        let families = state.withLock { state in
            [
                state.requests, state.requestTime, state.refusals, state.readings, state.stages,
                state.stagesOfProcessor, state.fields, state.confidence, state.losses,
            ]
        }
        return families.map(\.text).joined()
            + gauges.map { "# HELP \($0.name) \($0.help)\n# TYPE \($0.name) gauge\n\($0.name) \($0.value)\n" }.joined()
    }
}
