import BenchmarkSupport

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

  init(_ fit: TimedFit, _ times: Times, found: TimedFit.Found?) {
    name = fit.name
    method = fit.method
    variant = fit.variant
    seconds = times.median
    secondsMin = times.least
    runs = times.count
    temperature = found?.temperature
    gamma = found?.gamma
    nll = found?.value
  }
}
