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
      "The metrics to show and test, separated by commas and named as by --sort, or all; the usual six by default. \(SlowMetric.allCases.map(\.rawValue).joined(separator: ", ")) take longer.",
      valueName: "metrics"
    )
  )
  var metrics: MetricList?

  @Option(
    help: ArgumentHelp(
      "The test behind the p-values: bootstrap, or permutation of the two outputs of each row.",
      valueName: "name"
    )
  )
  var pairedTest: MapComparison.PairedTest = .bootstrap

  @Option(
    help: ArgumentHelp(
      "How the p-values of all pairs of methods are adjusted for their number.",
      valueName: "name"
    )
  )
  var correction: MultiplicityCorrection = .holm

  var options: MapComparison.Options {
    MapComparison.Options(
      sort: sort,
      metrics: metrics?.metrics,
      pairedTest: pairedTest,
      correction: correction
    )
  }

  func validate() throws {
    guard sort.lowerIsBetter != nil else {
      throw ValidationError(
        "--sort is \(sort.rawValue), by which no method is better; give another metric"
      )
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
