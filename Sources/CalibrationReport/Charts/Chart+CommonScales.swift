extension Chart {
  /// The same charts with the same numbers at the same places, for charts that stand beside each other.
  ///
  /// Only axes of one kind, linear or logarithmic, can be joined; panels count from the top.
  static func withCommonScales(_ charts: [Chart]) -> [Chart] {
    let panelCount = charts.map(\.panels.count).min() ?? 0
    let x = AxisScale.joining(charts.map(\.x.scale))
    let y = (0..<panelCount).map { panel in
      AxisScale.joining(charts.map { $0.panels[panel].y.scale })
    }
    return charts.map { chart in
      var chart = chart
      if let x { chart.x.scale = x }
      for (panel, scale) in y.enumerated() {
        if let scale { chart.panels[panel].y.scale = scale }
      }
      return chart
    }
  }
}

extension AxisScale {
  /// The scale from the lowest to the highest of all ends; `nil` where kinds differ or there are no scales.
  static func joining(_ scales: [AxisScale]) -> AxisScale? {
    guard let first = scales.first, scales.allSatisfy({ $0.kind == first.kind }) else { return nil }
    let lower = scales.map(\.lower).min() ?? first.lower
    let upper = scales.map(\.upper).max() ?? first.upper
    return switch first.kind {
    case .linear: .linear(lower, upper)
    case .logarithmic: .logarithmic(lower, upper)
    }
  }
}
