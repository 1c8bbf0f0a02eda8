import ArgumentParser
import Foundation

@main
struct CoverageAndError: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage-and-error",
    abstract: "Simulate how often intervals cover the truth, and how often tests reject it.",
    discussion: """
      Prints the tables of the guide to statistics: the coverage of intervals at a level of 95 %, and \
      the rate of false rejections at a level of 5 %, in percent ± their Monte Carlo standard error.
      """
  )

  @Option(help: "Independent data sets behind each figure.")
  var trials = 10_000

  @Option(help: "Data sets behind the figures of smooth ECE, which is slow to resample: half as often.")
  var smoothTrials = 200

  @Option(help: "Rows of each data set.")
  var rows = 500

  @Option(help: "Bootstrap resamples behind each interval.")
  var resamples = 400

  @Option(help: "Permutations, or resamples, behind each p-value.")
  var permutations = 199

  @Option(help: "What the data are drawn from.")
  var seed: UInt64 = 1

  func run() throws {
    let model = SimulatedModel(seed: seed)
    let coverage = Coverage(
      model: model,
      rowCount: rows,
      trialCount: trials,
      smoothTrialCount: smoothTrials,
      resampleCount: resamples
    )
    print("\(trials) data sets of \(rows) rows (smooth ECE: \(smoothTrials)), seed \(seed)\n")
    for (name, temperature) in [("A calibrated model", 1.0), ("Too confident, T = 0.6", 0.6)] {
      print("\(name): coverage of 95 % intervals (\(resamples) resamples)\n")
      print(try coverage.table(temperature: temperature), terminator: "\n\n")
      // The rest takes minutes, and output to a file waits in a buffer.
      fflush(nil)
    }
    print("False rejections at 5 % (\(permutations) resamples or permutations)\n")
    print(try ErrorRates(model: model, rowCount: rows, trialCount: trials, permutationCount: permutations).table())
  }
}
