import ArgumentParser
import Calibration
import CalibrationReport

/// How differences between methods are tested, and by what methods are sorted.
struct ComparisonArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The metric to sort by, as JSON names it: \(ComparedMetric.allCases.filter { $0.lowerIsBetter != nil }.map(\.rawValue).joined(separator: ", ")).",
      valueName: "metric"
    )
  )
  var sort: ComparedMetric = .evaluated(.negativeLogLikelihood)

  @Option(
    help: ArgumentHelp(
      "The metrics to show and test, separated by commas and named as by --sort, or all; the usual six by default. Slower ones are smooth_ece (smooth calibration error), mmce (maximum mean calibration error) and skce (squared kernel calibration error).",
      valueName: "metrics"
    )
  )
  var metrics: MetricList?

  @Option(
    help: ArgumentHelp(
      "How to test whether two methods differ. Both tests compare them on the same rows. bootstrap draws rows anew and looks how often the difference changes its sign; permutation swaps the two methods at random within rows.",
      valueName: "name"
    )
  )
  var pairedTest: MapComparison.PairedTest = .bootstrap

  @Option(
    help: ArgumentHelp(
      "How to allow for many pairs of methods being tested at once. holm keeps the chance of any false difference below 1 minus the level; benjamini-hochberg keeps the share of false ones among those found below it; none tests each pair as if it were the only one.",
      valueName: "name"
    )
  )
  var correction: MultiplicityCorrection = .holm

  var options: MapComparison.Options {
    MapComparison.Options(sort: sort, metrics: metrics?.metrics, pairedTest: pairedTest, correction: correction)
  }

  func validate() throws {
    guard sort.lowerIsBetter != nil else {
      throw ValidationError("--sort is \(sort.rawValue), by which no method is better; give another metric")
    }
  }
}

/// Names of metrics separated by commas, or `all`.
struct MetricList: ExpressibleByArgument {
  let metrics: [ComparedMetric]

  init?(argument: String) {
    let names =
      argument == "all"
      ? ComparedMetric.allCases.map(\.rawValue) : argument.split(separator: ",").map { String($0) }
    let metrics = names.compactMap { ComparedMetric(rawValue: $0) }
    guard !metrics.isEmpty, metrics.count == names.count, Set(metrics).count == metrics.count else {
      return nil
    }
    self.metrics = metrics
  }

  static var allValueStrings: [String] { ["all"] + ComparedMetric.allCases.map(\.rawValue) }
}

extension MapComparison.PairedTest: ExpressibleByArgument {}
extension ComparedMetric: ExpressibleByArgument {}
extension MultiplicityCorrection: ExpressibleByArgument {}
