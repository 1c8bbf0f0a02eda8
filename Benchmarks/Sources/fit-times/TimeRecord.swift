import Calibration

/// The time and the result of a fit, as peers/peers.py records its own.
struct TimeRecord: Encodable {
  var size = ""
  let name: String
  let package = "swift-calibration"
  let method: String
  let variant: String
  /// The median.
  let seconds: Double
  let secondsMin: Double
  let runs: Int
  let temperature: Double?
  let gamma: Double?
  /// The objective as the fit reports it.
  let nll: Double?

  init(_ fit: TimedFit, seconds: [Double], found: TimedFit.Found?) {
    let sorted = seconds.sorted()
    let middle = sorted.count / 2
    name = fit.name
    method = fit.method
    variant = fit.variant
    self.seconds =
      sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    secondsMin = sorted[0]
    runs = sorted.count
    temperature = found?.temperature
    gamma = found?.gamma
    nll = found?.value
  }
}
