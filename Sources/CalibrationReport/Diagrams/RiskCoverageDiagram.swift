import Calibration

/// Error rate against coverage for a classifier that abstains where it is least confident.
///
/// Source: El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification" (JMLR, 2010).
public struct RiskCoverageDiagram: Sendable, Hashable {
  /// One model, or one model with one map.
  public struct Curve: Sendable, Hashable {
    /// What the legend calls it.
    public var name: String
    /// The curve.
    public var risks: RiskCoverageCurve

    /// A curve with a name.
    public init(_ name: String, risks: RiskCoverageCurve) {
      self.name = name
      self.risks = risks
    }
  }

  /// The title.
  public var title: String
  /// The curves.
  public var curves: [Curve]

  /// A diagram.
  public init(title: String = "Risk against coverage", curves: [Curve]) {
    self.title = title
    self.curves = curves
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let series = curves.map { curve in
      LineDiagram.Series(
        "\(curve.name), area \(NumberText.fixed(curve.risks.area, digits: 4))",
        points: curve.risks.thinned.map { ChartPoint($0.coverage, $0.risk) }
      )
    }
    var chart = LineDiagram(
      title: title,
      x: "coverage: share of rows that are answered",
      y: "risk: error rate among them",
      series: series
    ).chart
    chart.leastHeight = 340
    chart.x.scale = .linear(0, 1)
    chart.panels[0].y.scale = .linear(covering: series.flatMap(\.points).map(\.y) + [0])
    chart.panels[0].marks += curves.enumerated().map { Self.tenths(of: $0.element, $0.offset) }
    return chart
  }

  /// Small points at every tenth of coverage, with their figures.
  private static func tenths(of curve: Curve, _ index: Int) -> Mark {
    let points = (1...10).compactMap { tenth in
      // The curve has the coverage of all rows as its last; sums of weights may round below it.
      curve.risks.thinned.first { $0.coverage >= Double(tenth) / 10 - 1e-12 }
    }
    var style = MarkStyle.series(index)
    style.symbol = .circle
    style.radius = 2.5
    return Mark(
      .points(points.map { ChartPoint($0.coverage, $0.risk) }),
      style: style,
      tooltips: points.map { point in
        "\(curve.name): coverage \(NumberText.fixed(point.coverage, digits: 2)), "
          + "risk \(NumberText.fixed(point.risk, digits: 4)), "
          + "confidence from \(NumberText.fixed(point.threshold, digits: 3))"
      }
    )
  }
}

extension RiskCoverageCurve {
  /// At most about 400 points, equally far apart in coverage: more than a screen can show.
  var thinned: [Point] {
    var next = 0.0
    return points.enumerated().filter { index, point in
      guard point.coverage >= next || index == points.count - 1 else { return false }
      next = point.coverage + 0.0025
      return true
    }.map(\.element)
  }
}
