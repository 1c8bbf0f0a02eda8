import Calibration
import Foundation

/// The negative log-likelihood of focal temperature scaling as a landscape over T and γ, with the path of
/// temperature scaling, the optimum and its 95 % confidence ellipse, and the published grid's choice.
public struct LikelihoodContour: Sendable {
  /// The title.
  public var title: String
  /// The rows that the maps are fitted to.
  public let data: LabeledPredictions

  /// A landscape of some rows.
  public init(title: String = "Likelihood of temperature and γ", data: LabeledPredictions) {
    self.title = title
    self.data = data
  }

  /// Fits the maps, measures the landscape and draws it.
  ///
  /// - Throws: ``PredictionsError`` as the fits do.
  public func chart() throws(PredictionsError) -> Chart {
    let surface = FocalTemperatureSurface(data)
    let optimum = try FocalTemperatureScaling().fit(to: data)
    let grid = try FocalTemperatureScaling(search: .publishedGrid).fit(to: data)
    let temperature = try TemperatureScaling().fit(to: data).temperature
    let temperatures = [optimum.temperature, grid.temperature, temperature, 1]
    let low = log((temperatures.min() ?? 1) / 1.6)
    let high = log((temperatures.max() ?? 1) * 1.6)
    let top = max(optimum.gamma, grid.gamma, 0) + 1
    let x = Self.places(low, high, count: 49)
    let y = Self.places(-1, top, count: 41)
    let heights = y.flatMap { gamma in
      x.map { logTemperature in
        (try? FocalTemperatureMap(temperature: exp(logTemperature), gamma: gamma))
          .map { surface.value(at: $0) } ?? .nan
      }
    }
    let least = surface.value(at: optimum)
    let contours = Self.contourMarks(Contours(x: x, y: y, heights: heights), least: least)
    let temperatureName = "temperature scaling, T = \(NumberText.short(temperature))"
    let optimumName =
      "optimum, T = \(NumberText.short(optimum.temperature)), γ = \(NumberText.short(optimum.gamma))"
    let gridName =
      "published grid, T = \(NumberText.short(grid.temperature)), γ = \(NumberText.short(grid.gamma))"
    return Chart(
      title: title,
      subtitle: "NLL on \(NumberText.fixed(Double(data.rowCount), digits: 0)) rows; "
        + "least \(NumberText.fixed(least, digits: 4))",
      description: "Lines of equal negative log-likelihood over T and γ. \(optimumName); "
        + "\(temperatureName); \(gridName).",
      x: Axis("temperature T", scale: .logarithmic(exp(low), exp(high)), hasGrid: false),
      panels: [
        Panel(
          y: Axis("γ", scale: .linear(-1, top), hasGrid: false),
          marks: contours + [
            Mark(
              .horizontalRule(0),
              style: MarkStyle(ink: .series(1), width: 1.6, dashes: [7, 3]),
              name: "γ = 0: temperature scaling"
            ),
            Mark(
              .points([ChartPoint(temperature, 0)]),
              style: MarkStyle(ink: .series(1), symbol: .square, radius: 5),
              name: temperatureName,
              tooltips: [temperatureName]
            ),
            Mark(
              .line(Self.ellipse(surface, optimum)),
              style: MarkStyle(ink: .series(2), width: 1.8),
              name: "95 % confidence ellipse"
            ),
            Mark(
              .points([ChartPoint(optimum.temperature, optimum.gamma)]),
              style: MarkStyle(ink: .series(2), radius: 5),
              name: optimumName,
              tooltips: [optimumName]
            ),
            Mark(
              .points([ChartPoint(grid.temperature, grid.gamma)]),
              style: MarkStyle(ink: .series(3), symbol: .cross, radius: 5),
              name: gridName,
              tooltips: [gridName]
            ),
          ]
        )
      ],
      heightRatio: 0.85
    )
  }

  private static func places(_ low: Double, _ high: Double, count: Int) -> [Double] {
    (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
  }

  /// Lines whose distances from the least value grow by squares, so that those of a bowl lie equally far
  /// apart; every third has its height.
  private static func contourMarks(_ contours: Contours, least: Double) -> [Mark] {
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
        labels.append(
          Mark.Label(
            NumberText.short(level, significant: 4),
            at: line[line.count / 4],
            side: .center
          )
        )
      }
    }
    return marks + [Mark(.text(labels), style: MarkStyle(ink: .muted))]
  }

  /// Where twice the rise of the total likelihood is the 95 % quantile of χ² with two degrees of freedom, if the
  /// landscape is the paraboloid of its curvature; empty where the data do not determine the optimum.
  private static func ellipse(
    _ surface: FocalTemperatureSurface,
    _ map: FocalTemperatureMap
  ) -> [ChartPoint] {
    guard let covariance = surface.covariance(at: map) else { return [] }
    let radius = (-2 * log(0.05)).squareRoot()
    // Cholesky's factor of the covariance.
    let first = covariance.logTemperature.squareRoot()
    let below = covariance.both / first
    let second = max(covariance.gamma - below * below, 0).squareRoot()
    return (0...72).map { step in
      let angle = Double(step) / 36 * .pi
      let (u, v) = (radius * cos(angle), radius * sin(angle))
      return ChartPoint(map.temperature * exp(first * u), map.gamma + below * u + second * v)
    }
  }
}
