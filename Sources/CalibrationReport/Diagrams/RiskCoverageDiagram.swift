import Calibration

/// Error rate against coverage for a classifier that abstains where it is least confident.
///
/// Source: El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification" (JMLR, 2010).
public struct RiskCoverageDiagram: Sendable, Hashable {
  /// The title.
  public var title: String
  /// The curves with their names.
  public var curves: [(name: String, curve: RiskCoverageCurve)] {
    zip(names, values).map { ($0, $1) }
  }

  private let names: [String]
  private let values: [RiskCoverageCurve]

  /// A diagram of some curves.
  public init(
    title: String = "Risk against coverage",
    curves: [(name: String, curve: RiskCoverageCurve)]
  ) {
    self.title = title
    names = curves.map(\.name)
    values = curves.map(\.curve)
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let series = curves.map { name, curve in
      LineDiagram.Series(
        "\(name), area \(NumberText.fixed(curve.area, digits: 4))",
        points: Self.thinned(curve.points).map { ChartPoint($0.coverage, $0.risk) }
      )
    }
    var chart = LineDiagram(
      title: title,
      x: "coverage: share of rows that are answered",
      y: "risk: error rate among them",
      series: series
    ).chart
    chart.x.scale = .linear(0, 1)
    if let panel = chart.panels.first {
      chart.panels[0].y.scale = .linear(min(0, panel.y.scale.lower), panel.y.scale.upper)
    }
    return chart
  }

  /// At most about 400 points, equally far apart in coverage: more than a screen can show.
  private static func thinned(_ points: [RiskCoverageCurve.Point]) -> [RiskCoverageCurve.Point] {
    var next = 0.0
    return points.enumerated().filter { index, point in
      guard point.coverage >= next || index == points.count - 1 else { return false }
      next = point.coverage + 0.0025
      return true
    }.map(\.element)
  }
}
