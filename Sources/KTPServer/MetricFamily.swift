/// The series of one metric, in Prometheus' text format 0.0.4.
struct MetricFamily: Sendable {
    /// What kind of metric it is.
    enum Kind: Sendable {
        case counter
        /// With the upper bounds of its buckets, rising; the infinite one is added.
        case histogram([Double])
    }

    private struct Series {
        /// A counter's count, or the count of observations.
        var count = 0
        var sum = 0.0
        /// Observations by bucket, each counted in the first that holds it.
        var buckets: [Int] = []
    }

    private let kind: Kind
    private let name: String
    private let help: String
    private var series: [String: Series] = [:]

    init(_ kind: Kind, _ name: String, _ help: String) {
        self.kind = kind
        self.name = name
        self.help = help
    }

    /// Counts one.
    mutating func add(_ labels: [(name: String, value: String)]) {
        series[Self.text(labels), default: Series()].count += 1
    }

    /// Adds an observation to a histogram.
    mutating func observe(_ value: Double, _ labels: [(name: String, value: String)]) {
        guard case .histogram(let bounds) = kind else { return }
        let empty = Series(buckets: [Int](repeating: 0, count: bounds.count))
        let bucket = bounds.firstIndex { value <= $0 }
        let key = Self.text(labels)
        series[key, default: empty].count += 1
        series[key, default: empty].sum += value
        if let bucket { series[key, default: empty].buckets[bucket] += 1 }
    }

    /// Values are words of ours, without quotes or backslashes.
    private static func text(_ labels: [(name: String, value: String)]) -> String {
        labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
    }

    /// Every series, under the family's help and type.
    var text: String {
        var text = "# HELP \(name) \(help)\n# TYPE \(name) "
        switch kind {
        case .counter:
            text += "counter\n"
            for (labels, series) in series.sorted(by: { $0.key < $1.key }) {
                text += "\(name){\(labels)} \(series.count)\n"
            }
        case .histogram(let bounds):
            text += "histogram\n"
            for (labels, series) in series.sorted(by: { $0.key < $1.key }) {
                var count = 0
                for (bound, more) in zip(bounds, series.buckets) {
                    count += more
                    text += "\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)\n"
                }
                text += "\(name)_bucket{\(labels),le=\"+Inf\"} \(series.count)\n"
                text += "\(name)_sum{\(labels)} \(series.sum)\n\(name)_count{\(labels)} \(series.count)\n"
            }
        }
        return text
    }
}
