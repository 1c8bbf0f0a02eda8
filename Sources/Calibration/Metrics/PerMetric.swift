/// One value for each metric.
struct PerMetric<Value> {
  private let values: [Value]

  init(_ value: (Metric) -> Value) {
    values = Metric.allCases.map(value)
  }

  subscript(metric: Metric) -> Value {
    // Every metric is one of all cases.
    values[Metric.allCases.firstIndex(of: metric) ?? 0]
  }
}

extension PerMetric: Sendable where Value: Sendable {}
