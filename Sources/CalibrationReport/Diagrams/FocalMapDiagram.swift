import CMath
import Calibration

/// A focal temperature map of two classes against the diagonal, and how far it is from the temperature map
/// that is nearest to it.
///
/// The upper panel shows the probability that the map gives; the lower one the distance to the nearest
/// temperature map in log-odds, with the bound that it never crosses.
public struct FocalMapDiagram: Sendable {
  /// The title.
  public var title: String
  /// The map.
  public var map: FocalTemperatureMap

  /// The temperature of the map that is nearest on the outputs of a model, which is drawn too; `nil` for none.
  public var temperatureOnData: Double?

  /// A diagram of a map, with a title that says which of temperature and γ it has where none is given.
  public init(title: String? = nil, map: FocalTemperatureMap, temperatureOnData: Double? = nil) {
    self.title =
      title
      ?? (map.temperature == 1
        ? "Focal map" : map.gamma == 0 ? "Temperature map" : "Focal temperature map")
    self.map = map
    self.temperatureOnData = temperatureOnData
  }

  /// The temperature map nearest to the map on two classes, with the bound of the distance in log-odds.
  public var nearest: (temperature: Double, bound: Double) {
    let nearest = map.focalMap.nearestTemperature
    return (map.temperature * nearest.map.temperature, nearest.deviation)
  }

  /// The diagram as a chart.
  public var chart: Chart {
    let nearest = nearest
    let gamma = "γ = \(NumberText.short(map.gamma))"
    let parameters =
      map.temperature == 1 ? gamma : "T = \(NumberText.short(map.temperature)), \(gamma)"
    let near = NumberText.short(nearest.temperature)
    let onData = temperatureOnData.map { temperature in
      Mark(
        .line(Self.curve(temperature: temperature)),
        style: .series(2),
        name: "temperature \(NumberText.short(temperature)), nearest on the data"
      )
    }
    let distance = Self.logits.map {
      ChartPoint(Self.probability($0), logOdds(at: $0) - $0 / nearest.temperature)
    }
    let reference = MarkStyle(ink: .muted, width: 1.2, dashes: [4, 3])
    let bound = MarkStyle(ink: .muted, width: 1.2)
    return Chart(
      title: title,
      subtitle: "\(parameters); nearest temperature \(near)",
      description: "The probability after the map against the one before, for two classes, with "
        + "\(parameters.replacing(", ", with: " and ")), beside the map of temperature \(near). Their "
        + "log-odds differ by at most \(NumberText.short(nearest.bound)).",
      x: Axis("probability before the map", scale: .linear(0, 1)),
      panels: [
        Panel(
          y: Axis("probability after", scale: .linear(0, 1)),
          marks: [
            Mark(Mark.diagonal.shape, style: reference, name: "unchanged"),
            Mark(.line(nearestCurve), style: .series(1), name: "temperature \(near)"),
          ] + [onData].compactMap { $0 } + [
            Mark(.line(curve), style: .series(0), name: parameters)
          ],
          heightShare: 3
        ),
        Panel(
          y: Axis("Δ log-odds", scale: .linear(covering: [-nearest.bound * 1.05, nearest.bound * 1.05])),
          marks: [
            Mark(.horizontalRule(nearest.bound), style: bound, name: "bound of the distance"),
            Mark(.horizontalRule(-nearest.bound), style: bound),
            Mark(.line(distance), style: .series(0)),
          ],
          heightShare: 1
        ),
      ],
      heightRatio: 1.15
    )
  }

  /// The probability after the map against the one before.
  var curve: [ChartPoint] {
    Self.logits.map { ChartPoint(Self.probability($0), Self.probability(logOdds(at: $0))) }
  }

  /// The same of the nearest temperature map.
  var nearestCurve: [ChartPoint] { Self.curve(temperature: nearest.temperature) }

  /// The map of a temperature on two classes.
  private static func curve(temperature: Double) -> [ChartPoint] {
    logits.map { ChartPoint(probability($0), probability($0 / temperature)) }
  }

  private func logOdds(at logOdds: Double) -> Double {
    map.focalMap.logOdds(at: logOdds / map.temperature)
  }

  /// Log-odds of probabilities that lie close together near 0 and 1.
  private static let logits = (-120...120).map { Double($0) / 12 }

  private static func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
}
