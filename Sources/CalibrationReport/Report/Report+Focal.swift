import Calibration

extension Report {
  /// Temperature and γ: their likelihood, the map they make, and what it does to these rows.
  var focalSection: ReportSection {
    let map = focal.optimum
    var blocks: [ReportSection.Block] = [
      .paragraph(
        "Focal temperature scaling divides the logits by T and applies the focal calibration map with γ; γ = 0 is temperature scaling. \(dataText)"
      ),
      .facts([
        (
          "Focal temperature scaling",
          "T = \(Numbers.fixed(map.temperature, 4)), γ = \(Numbers.fixed(map.gamma, 4))"
        ),
        ("Temperature scaling", "T = \(Numbers.fixed(focal.temperature.temperature, 4))"),
        (
          "Nearest temperature",
          "T = \(Numbers.fixed(focal.nearest.map.temperature, 4)) on these rows, \(Numbers.short(focal.nearest.deviation)) nats from the map; \(Numbers.fixed(map.temperature * map.focalMap.nearestTemperature.map.temperature, 4)) for two classes, never more than \(Numbers.short(map.focalMap.nearestTemperature.deviation)) away in log-odds"
        ),
      ]),
    ]
    if let live = try? LiveSection(
      sample: LiveSample(of: focal.test),
      optimum: map,
      temperatureScaling: focal.temperature,
      binCount: comparison.evaluationOptions.binCount
    ).html() {
      blocks.append(.page(live))
    }
    var figures: [ReportSection.Figure] = []
    if let contour = try? LikelihoodContour(data: focal.data).chart() {
      figures.append(ReportSection.Figure(contour, width: Self.pairWidth))
    }
    figures.append(ReportSection.Figure(FocalMapDiagram(map: map).chart, width: Self.pairWidth))
    blocks.append(.figures(figures, .pair))
    if let simplex = try? SimplexDiagram(map: map).chart() {
      blocks.append(
        .figures([ReportSection.Figure(simplex, width: Self.pairWidth)], .column)
      )
    }
    return ReportSection("focal", "Temperature and γ", blocks)
  }

  private var dataText: String {
    let rows = Numbers.grouped(focal.data.rowCount)
    return focal.isFittingData
      ? "T and γ are fitted to the \(rows) rows that the maps are fitted to."
      : "There are no other rows to fit to, so T and γ are those that these \(rows) rows themselves ask for: they flatter."
  }
}
