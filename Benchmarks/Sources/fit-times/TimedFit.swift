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
    TimedFit(
      name: "swift-calibration",
      method: "temperature",
      variant: "the optimum",
      isGrid: false
    ) { data in
      let report = try TemperatureScaling().fit(to: data)
      return Found(temperature: report.map.temperature, gamma: nil, value: report.value)
    },
    focal(name: "swift-calibration", variant: "the optimum", search: .optimum),
    focal(
      name: "swift-calibration-grid",
      variant: "published grid of 100 temperatures x 11 gammas",
      search: .publishedGrid
    ),
  ]

  private static func focal(name: String, variant: String, search: ParameterSearch) -> TimedFit {
    TimedFit(
      name: name,
      method: "focal-temperature",
      variant: variant,
      isGrid: search == .publishedGrid
    ) { data in
      let report = try FocalTemperatureScaling(search: search).fit(to: data)
      return Found(
        temperature: report.map.temperature,
        gamma: report.map.gamma,
        value: report.value
      )
    }
  }

  /// Fits once to warm up, unless it is the slow grid, then `repetitions` times by the clock.
  func time(_ data: LabeledPredictions, repetitions: Int) throws -> TimeRecord {
    if !isGrid { _ = try fit(data) }
    var seconds: [Double] = []
    var found: Found?
    for _ in 0..<repetitions {
      let duration = try ContinuousClock().measure { found = try fit(data) }
      seconds.append(duration / .seconds(1))
    }
    return TimeRecord(self, seconds: seconds, found: found)
  }
}
