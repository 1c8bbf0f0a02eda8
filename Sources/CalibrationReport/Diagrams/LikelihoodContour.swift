import CMath
import Calibration

/// The negative log-likelihood of focal temperature scaling as a landscape over T and γ, with the path of
/// temperature scaling, the optimum and its 95 % confidence ellipse, and the published grid's choice.
public struct LikelihoodContour: Sendable, Hashable {
  /// The title.
  public var title: String
  /// The landscape.
  package var landscape: LikelihoodLandscape

  /// The landscape of the likelihood on rows.
  ///
  /// - Throws: `PredictionsError` as fits of focal temperature scaling do.
  public init(of data: LabeledPredictions, title: String = "Likelihood of temperature and γ") throws(PredictionsError) {
    self.init(title: title, landscape: try LikelihoodLandscape(of: data))
  }

  /// A drawing of a landscape.
  package init(title: String = "Likelihood of temperature and γ", landscape: LikelihoodLandscape) {
    self.title = title
    self.landscape = landscape
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let optimum = landscape.optimum
    let grid = landscape.publishedGrid
    let temperature = landscape.temperatureScaling
    let temperatureName = "temperature scaling, T = \(NumberText.short(temperature.temperature))"
    let optimumName = "optimum, \(Self.text(optimum))"
    let gridName = "published grid, \(Self.text(grid))"
    let low = landscape.temperatures.first ?? .nan
    let high = landscape.temperatures.last ?? .nan
    let plainRule = Mark(
      .horizontalRule(0),
      style: MarkStyle(ink: .series(1), width: 1.6, dashes: [7, 3]),
      name: "γ = 0: temperature scaling"
    )
    let marks = [
      Self.mark(temperature, temperatureName, MarkStyle(ink: .series(1), symbol: .square, radius: 5)),
      Mark(
        .line(landscape.ellipse.map(Self.point)),
        style: MarkStyle(ink: .series(2), width: 1.8),
        name: landscape.ellipse.isEmpty ? nil : "95 % confidence ellipse"
      ),
      Self.mark(optimum, optimumName, MarkStyle(ink: .series(2), radius: 5)),
      Self.mark(grid, gridName, MarkStyle(ink: .series(3), symbol: .cross, radius: 5)),
    ]
    return Chart(
      title: title,
      subtitle: "NLL on \(rowsText); least \(NumberText.fixed(landscape.least, digits: 4))",
      description: "Lines of equal negative log-likelihood over T and γ. \(optimumName); "
        + "\(temperatureName); \(gridName).",
      x: Axis("temperature T", scale: .logarithmic(low, high), hasGrid: false),
      panels: [
        Panel(
          y: Axis("γ", scale: .linear(landscape.gammas.first ?? .nan, landscape.gammas.last ?? .nan), hasGrid: false),
          marks: [plainRule] + contourMarks + marks
        )
      ],
      heightRatio: 0.85,
      // In a narrow place the legend takes several lines.
      leastHeight: 460
    )
  }

  private var rowsText: String {
    let all = NumberText.fixed(Double(landscape.rowCount), digits: 0)
    let sample = NumberText.fixed(Double(landscape.sampleCount), digits: 0)
    return landscape.sampleCount < landscape.rowCount
      ? "\(sample) of \(all) rows, its optimum on all" : "\(all) rows"
  }

  private static func text(_ place: LikelihoodLandscape.Place) -> String {
    "T = \(NumberText.short(place.temperature)), γ = \(NumberText.short(place.gamma))"
  }

  private static func point(_ place: LikelihoodLandscape.Place) -> ChartPoint {
    ChartPoint(place.temperature, place.gamma)
  }

  private static func mark(_ place: LikelihoodLandscape.Place, _ name: String, _ style: MarkStyle) -> Mark {
    Mark(.points([point(place)]), style: style, name: name, tooltips: [name])
  }

  /// Lines whose distances from the least value grow by squares, so that those of a bowl lie equally far
  /// apart; every third has its height.
  private var contourMarks: [Mark] {
    let contours = Contours(
      x: landscape.temperatures.map { log($0) },
      y: landscape.gammas,
      heights: landscape.heights
    ).refined(by: 3)
    let least = landscape.least
    let count = 12
    let sorted = contours.heights.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return [] }
    let range = sorted[sorted.count * 17 / 20] - least
    var marks: [Mark] = []
    var labels: [Mark.Label] = []
    for step in 1...count {
      let share = Double(step) / Double(count)
      let level = least + range * share * share
      let lines = contours.lines(at: level).map { line in
        line.map { ChartPoint(exp($0.x), $0.y) }
      }
      let style = MarkStyle(ink: .sequential(1 - share), width: 1.1)
      marks += lines.map { Mark(.line($0), style: style) }
      if step.isMultiple(of: 3), let line = lines.max(by: { $0.count < $1.count }) {
        labels.append(Mark.Label(NumberText.short(level, significant: 4), at: line[line.count / 4], side: .center))
      }
    }
    return marks + [Mark(.text(labels), style: MarkStyle(ink: .muted))]
  }
}
