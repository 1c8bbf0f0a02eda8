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
    if let landscape = focal.landscape {
      let contour = LikelihoodContour(landscape: landscape).chart
      blocks.append(
        .figures([ReportSection.Figure(contour, width: Self.fullWidth)], .column)
      )
    }
    var mapDiagram = FocalMapDiagram(map: map)
    mapDiagram.temperatureOnData = focal.nearest.map.temperature
    let mapChart = mapDiagram.chart
    let simplex = try? SimplexDiagram(map: map).chart()
    blocks.append(
      .figures(
        [mapChart, simplex].compactMap { chart in
          chart.map { ReportSection.Figure($0, width: Self.pairWidth) }
        },
        .pair
      )
    )
    if let live {
      blocks += [
        .paragraph("What any T and γ do to the rows that the maps are evaluated on:"), .page(live),
      ]
    }
    return ReportSection("focal", "Temperature and γ", blocks)
  }

  private var live: HTMLNode? {
    try? LiveSection(
      sample: focal.sample,
      optimum: focal.optimum,
      temperatureScaling: focal.temperature,
      binCount: comparison.evaluationOptions.binCount
    ).html()
  }

  private var dataText: String {
    let rows = Numbers.grouped(focal.data.rowCount)
    return focal.isFittingData
      ? "T and γ are fitted to the \(rows) rows that the maps are fitted to."
      : "There are no other rows to fit to, so T and γ are those that these \(rows) rows themselves ask for: they flatter."
  }
}
