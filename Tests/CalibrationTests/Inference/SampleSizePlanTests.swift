import Foundation
import Testing

@testable import Calibration

@Suite struct SampleSizePlanTests {
  @Test func thePowerIsReachedAndNotByFar() throws {
    let plan = try SampleSizePlan(errorNow: 0.06, effect: 0.03)
    #expect(plan.simulatedPower >= 0.8)
    // The step before, an eighth fewer rows, had less than 0.8; power grows with √rows.
    #expect(plan.simulatedPower < 0.88)
  }

  @Test func smallerEffectsAndMorePowerNeedMoreRows() throws {
    let large = try SampleSizePlan(errorNow: 0.06, effect: 0.04)
    let small = try SampleSizePlan(errorNow: 0.06, effect: 0.02)
    let sure = try SampleSizePlan(errorNow: 0.06, effect: 0.04, power: 0.95)
    #expect(small.rowCount > large.rowCount)
    #expect(sure.rowCount > large.rowCount)
  }

  @Test func whatCannotBePlannedIsRefused() {
    for (now, effect, accuracy) in [
      (0.05, 0.06, 0.9), (0, 0.01, 0.9), (0.05, -1, 0.9), (.nan, 0.01, 0.9), (0.3, 0.1, 0.99),
      (0.05, 0.01, 0.4), (0.05, 0.01, .nan),
    ] {
      #expect(throws: MetricError.self, "\(now) \(effect) \(accuracy)") {
        try SampleSizePlan(errorNow: now, effect: effect, accuracy: accuracy)
      }
    }
    #expect(throws: MetricError.level(1)) {
      try SampleSizePlan(errorNow: 0.05, effect: 0.01, power: 1)
    }
  }
}
