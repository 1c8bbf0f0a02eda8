import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What temperature scaling, focal scaling and focal temperature scaling have in common.
@Suite struct ScalarFitTests {
  @Test(arguments: FittingObjective.allCases)
  func neverWorseThanWhereItStarted(_ objective: FittingObjective) throws {
    for (seed, truth) in zip(UInt64(0)..., [0.3, 1, 3, 20]) {
      let data = try Synthetic.labeled(temperature: truth, rows: 120, classes: 3, seed: seed)
      let temperature = try TemperatureScaling(objective: objective).fit(to: data)
      let focal = try FocalScaling(objective: objective).fit(to: data)
      let both = try FocalTemperatureScaling(objective: objective).fit(to: data)
      #expect(temperature.value <= temperature.uncalibratedValue, "seed \(seed)")
      #expect(focal.value <= focal.uncalibratedValue, "seed \(seed)")
      #expect(both.value <= both.uncalibratedValue, "seed \(seed)")
      #expect(both.value <= temperature.value + 1e-12, "seed \(seed)")
      if objective.isSmooth { #expect(both.value <= focal.value + 1e-9, "seed \(seed)") }
    }
  }

  @Test func separableDataEndOnTheBoundAndSaySo() throws {
    let data = try LabeledPredictions(
      Predictions([4, 0, 0, 0, 5, 1, 0, 0, 3], columnCount: 3, kind: .logits),
      labels: [0, 1, 2]
    )
    let fit = try TemperatureScaling().fit(to: data)
    #expect(fit.value < 1e-6)
    #expect(fit.warnings.contains(.separable) || fit.map.temperature > exp(-8))
    #expect(fit.warnings.contains(.fewRows(rows: 3, parameters: 1)))
    let both = try FocalTemperatureScaling().fit(to: data)
    #expect(both.value < 1e-6 && both.map.temperature.isFinite && both.map.gamma.isFinite)
  }

  @Test(arguments: [1e-6, 1e-3, 1e2, 1e4, 1e18])
  func logitsOfAnySizeGiveAFiniteAnswer(scale: Double) throws {
    let base = try Synthetic.labeled(temperature: 1.5, rows: 200, classes: 3, seed: 30)
    let data = try AwkwardData.scaled(base, by: Float(scale))
    let reference = try TemperatureScaling().fit(to: base).map.temperature * scale
    let fit = try TemperatureScaling().fit(to: data)
    let inside = min(max(reference, exp(-8)), exp(8))
    #expect(abs(fit.map.temperature / inside - 1) < 1e-4)
    #expect(
      (inside != reference)
        == fit.warnings.contains { if case .onBound = $0 { true } else { false } }
    )
    let both = try FocalTemperatureScaling().fit(to: data)
    #expect(both.value.isFinite && both.value <= fit.value + 1e-12)
  }
}
