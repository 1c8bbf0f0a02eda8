import ArgumentParser
import Calibration

/// How differences between methods are tested, and by what methods are sorted.
struct ComparisonArguments: ParsableArguments {
  /// A test of the difference between two maps on the same rows.
  enum Test: String, CaseIterable, ExpressibleByArgument {
    case bootstrap, permutation
  }

  @Option(
    help: ArgumentHelp(
      "The metric to sort by, as JSON names it: \(Metric.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "metric"
    )
  )
  var sort: Metric = .negativeLogLikelihood

  @Option(
    help: ArgumentHelp(
      "The test behind the p-values: bootstrap, or permutation of the two outputs of each row.",
      valueName: "name"
    )
  )
  var pairedTest: Test = .bootstrap

  @Option(
    help: ArgumentHelp(
      "How the p-values of all pairs of methods are adjusted for their number.",
      valueName: "name"
    )
  )
  var correction: MultiplicityCorrection = .holm

  func validate() throws {
    guard sort.lowerIsBetter != nil else {
      throw ValidationError(
        "--sort is \(sort.rawValue), by which no method is better; give another metric"
      )
    }
  }
}

extension Metric: ExpressibleByArgument {}
extension MultiplicityCorrection: ExpressibleByArgument {}
