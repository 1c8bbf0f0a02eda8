import ArgumentParser
import Calibration
import CalibrationReport

struct PlanCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say how many labelled rows it takes to see a difference in calibration error.",
    discussion: """
      The answer comes from simulating what compare does, a paired bootstrap, on data of an over-confident \
      model; real ones differ, so take it as an order of magnitude.

      Example:
        calibrate plan --ece-now 0.05 --effect 0.01
      """
  )

  @Option(help: ArgumentHelp("The expected calibration error of the model now.", valueName: "e"))
  var eceNow: Double

  @Option(help: ArgumentHelp("How much lower it shall be.", valueName: "d"))
  var effect: Double

  @Option(help: ArgumentHelp("The accuracy of the model.", valueName: "p"))
  var accuracy = 0.9

  @Option(help: ArgumentHelp("The probability with which the difference shall be seen.", valueName: "p"))
  var power = 0.8

  @Option(
    help: ArgumentHelp(
      "How many maps are compared, the uncalibrated scores among them; the p-values of all pairs are corrected for their number.",
      valueName: "n"
    )
  )
  var maps = 2

  @Option(help: ArgumentHelp("Bins of the calibration error.", valueName: "n"))
  var bins = 15

  @Option(help: ArgumentHelp("The seed of the simulation.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var common: CommonArguments

  func perform() throws {
    let plan = try Progress().say("simulating") {
      try checkingOptions {
        try SampleSizePlan(
          errorNow: eceNow,
          effect: effect,
          accuracy: accuracy,
          power: power,
          mapCount: maps,
          binCount: bins,
          seed: seed
        )
      }
    }
    if common.json {
      print(
        try JSONText.encode(
          Report(
            rows: plan.rowCount,
            eceNow: eceNow,
            effect: effect,
            accuracy: accuracy,
            power: power,
            maps: maps,
            simulatedPower: plan.simulatedPower,
            standardError: plan.standardError
          )
        )
      )
      return
    }
    let now = Numbers.plain(eceNow)
    let after = Numbers.plain(eceNow - effect)
    print(
      "About \(Numbers.grouped(plan.rowCount)) labelled rows show that the expected calibration error fell from \(now) to \(after), with a probability of \(Numbers.plain(100 * power)) %, at a model accuracy of \(Numbers.plain(100 * accuracy)) %."
    )
    print(
      "Simulated with that many rows, the paired bootstrap of compare saw the difference in \(Numbers.fixed(100 * plan.simulatedPower, 1)) ± \(Numbers.fixed(100 * plan.standardError, 1)) % of \(Numbers.grouped(plan.trialCount)) data sets\(maps > 2 ? ", as one of all pairs of \(maps) maps" : "")."
    )
    print(
      "Both errors are of temperatures, on the same rows: the nearer the two, the more of their noise they share, so a smaller effect need not take more rows. Other maps share less."
    )
  }

  private struct Report: Encodable {
    let rows: Int
    let eceNow, effect, accuracy, power: Double
    let maps: Int
    let simulatedPower: Double
    /// The Monte Carlo standard error of the simulated power.
    let standardError: Double
  }
}
