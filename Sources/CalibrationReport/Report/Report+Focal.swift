import Calibration

extension Report {
  /// Temperature and γ: their likelihood, the map they make, and what it does to these rows.
  var focalSection: ReportSection {
    let map = focal.optimum
    var mapDiagram = FocalMapDiagram(map: map)
    let forTwoClasses = mapDiagram.nearest
    var blocks: [ReportSection.Block] = [
      .paragraph(
        "Focal temperature scaling divides the logits by T and applies the focal calibration map with γ; γ = 0 is temperature scaling. \(dataText)"
      ),
      .facts([
        (
          "Focal temperature scaling",
          Numbers.typographic("T = \(Numbers.short(map.temperature)), γ = \(Numbers.fixed(map.gamma, 4))")
        ),
        ("Temperature scaling", "T = \(Numbers.short(focal.temperature.temperature))"),
        (
          "Nearest temperature",
          "T = \(Numbers.short(focal.nearest.map.temperature)) on the rows that are evaluated, \(focal.divergenceText) from the map; \(Numbers.short(forTwoClasses.temperature)) for two classes, whatever the scores, never more than \(Numbers.fixed(forTwoClasses.bound, 4)) away in log-odds"
        ),
      ]),
    ]
    blocks += focal.warnings.map { .warning("Focal temperature scaling: \($0.description)") }
    let contour = LikelihoodContour(landscape: focal.landscape).chart
    mapDiagram.temperatureOnData = focal.nearest.map.temperature
    let names = focal.test.classCount == 3 ? classNames : []
    let simplexDiagram = SimplexDiagram(map: map, classNames: names)
    // Two classes have no third corner.
    let simplex = focal.test.classCount > 2 ? try? simplexDiagram.chart() : nil
    blocks.append(.charts([contour, mapDiagram.chart, simplex].compactMap { $0 }))
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
      publishedGrid: FocalTemperatureMap(
        temperature: focal.landscape.publishedGrid.temperature,
        gamma: focal.landscape.publishedGrid.gamma
      ),
      binCount: comparison.evaluationOptions.binCount
    ).html()
  }

  private var dataText: String {
    focal.isFittingData
      ? "T and γ are fitted to the rows that the maps are fitted to."
      : "There are no other rows to fit to, so T and γ are those that the evaluated rows themselves ask for: they flatter."
  }
}
