import BenchmarkSupport
import Calibration

/// A fit to time, with the names it goes by in the records.
struct TimedFit: Sendable {
  let name: String
  let method: String
  let variant: String
  let isGrid: Bool
  private let fit: @Sendable (LabeledPredictions) throws -> Found

  /// What a fit found.
  struct Found {
    let temperature: Double
    let gamma: Double?
    let value: Double
  }

  static let all = [
    TimedFit(name: "swift-calibration", method: "temperature", variant: "the optimum", isGrid: false) { data in
      let fit = try TemperatureScaling().fit(to: data)
      return Found(temperature: fit.map.temperature, gamma: nil, value: fit.value)
    },
    focal(name: "swift-calibration", variant: "the optimum", search: .optimum),
    focal(
      name: "swift-calibration-grid",
      variant: "published grid of 100 temperatures x 11 gammas",
      search: .publishedGrid
    ),
  ]

  private static func focal(name: String, variant: String, search: ParameterSearch) -> TimedFit {
    TimedFit(name: name, method: "focal-temperature", variant: variant, isGrid: search == .publishedGrid) { data in
      let fit = try FocalTemperatureScaling(search: search).fit(to: data)
      return Found(temperature: fit.map.temperature, gamma: fit.map.gamma, value: fit.value)
    }
  }

  /// Fits once to warm up, unless it is the slow grid, then `repetitions` times by the clock.
  func time(_ data: LabeledPredictions, repetitions: Int) throws -> TimeRecord {
    if !isGrid { _ = try fit(data) }
    var found: Found?
    let times = try Times(repetitions: repetitions) { found = try fit(data) }
    return TimeRecord(self, times, found: found)
  }
}
