import Calibration

/// Charts whose marks the page's scripts draw anew.
///
/// What they say in words holds for every T and γ; `live.js` knows the marks by their identifiers.
enum LiveCharts {
  /// The reliability diagram of a sample under a map.
  static func reliability(_ bins: ReliabilityTable) -> Chart {
    var chart = ReliabilityDiagram(
      title: "Reliability of the sample",
      curves: [ReliabilityDiagram.Curve("the sample under the map", bins: bins)]
    ).chart
    // The error is that of one map; the page's results tell those of others.
    chart.subtitle = BinText.rows(bins.totalWeight)
    chart.description =
      "Accuracy against confidence of the sample under the map of T and γ, with the shares of rows below; on "
      + "the diagonal they are equal."
    // Those of the page's scripts tell the rows.
    chart.panels[1].marks.removeAll { !$0.tooltips.isEmpty }
    for panel in chart.panels.indices {
      for mark in chart.panels[panel].marks.indices {
        chart.panels[panel].marks[mark].identifier =
          switch chart.panels[panel].marks[mark].shape {
          case .segments: "intervals"
          case .points: "points"
          case .bars: "shares"
          default: nil
          }
      }
    }
    // Any share of the rows may be in one bin under another map.
    chart.panels[1].y.scale = .linear(0, 1)
    return chart
  }

  /// The map on two classes.
  static func curve(_ map: FocalTemperatureMap) -> Chart {
    let diagram = FocalMapDiagram(map: map)
    return Chart(
      title: "The map on two classes",
      subtitle: "probability of a class after the map against before",
      description:
        "The probability after the map of T and γ against the one before, for two classes, beside the "
        + "temperature map that is nearest to it and the diagonal, which is no map.",
      x: Axis("probability before the map", scale: .linear(0, 1)),
      panels: [
        Panel(
          y: Axis("probability after", scale: .linear(0, 1)),
          marks: [
            Mark(Mark.diagonal.shape, style: MarkStyle(ink: .muted, width: 1.2, dashes: [4, 3]), name: "no map"),
            Mark(.line(diagram.nearestCurve), style: .series(1), name: "nearest temperature", identifier: "nearest"),
            Mark(.line(diagram.curve), style: .series(0), name: "the map", identifier: "curve"),
          ]
        )
      ],
      heightRatio: 1.2
    )
  }
}
