import ArgumentParser
import Calibration
import CalibrationReport

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say how many labelled rows it takes to see a difference in calibration error.",
    discussion: """
      The answer comes from simulating an over-confident model; real ones differ, so take it as an \
      order of magnitude.

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

  @Option(
    help: ArgumentHelp("The probability with which the difference shall be seen.", valueName: "p")
  )
  var power = 0.8

  @Option(help: ArgumentHelp("Bins of the calibration error.", valueName: "n"))
  var bins = 15

  @Option(help: ArgumentHelp("The seed of the simulation.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup
  var common: CommonArguments

  func run() throws {
    try common.run {
      let plan = try Progress().say("simulating") {
        try checkingOptions {
          try SampleSizePlan(
            errorNow: eceNow,
            effect: effect,
            accuracy: accuracy,
            power: power,
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
              simulatedPower: plan.simulatedPower
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
        "Simulated with that many rows, the difference was seen in \(Numbers.fixed(100 * plan.simulatedPower, 0)) % of the data sets."
      )
    }
  }

  private struct Report: Encodable {
    let rows: Int
    let eceNow: Double
    let effect: Double
    let accuracy: Double
    let power: Double
    let simulatedPower: Double
  }
}
