import ArgumentParser
import Calibration

/// How metrics are binned and resampled.
struct EvaluationArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Bins of the calibration errors.", valueName: "n"))
  var bins = EvaluationOptions.standard.binCount

  @Option(
    help: ArgumentHelp(
      "Bootstrap resamples behind the intervals: 1000 by default, and as many more as comparing many methods takes.",
      valueName: "n"
    )
  )
  var resamples: Int?

  @Option(help: ArgumentHelp("The level of the intervals.", valueName: "p"))
  var level = EvaluationOptions.standard.level

  @Option(help: ArgumentHelp("The seed of the resampling.", valueName: "n"))
  var seed = EvaluationOptions.standard.seed

  @Option(
    help: ArgumentHelp(
      "How intervals are made: percentile, or bca (bias-corrected and accelerated).",
      valueName: "name"
    )
  )
  var interval = EvaluationOptions.standard.interval

  /// - Parameter leastResamples: What is done with the resamples takes so many, where the user names no number.
  func options(leastResamples: Int = 0) throws -> EvaluationOptions {
    try checkingOptions {
      try EvaluationOptions(
        binCount: bins,
        resampleCount: resamples
          ?? max(leastResamples, EvaluationOptions.standard.resampleCount),
        level: level,
        seed: seed,
        interval: interval
      )
    }
  }
}

extension IntervalMethod: ExpressibleByArgument {}
