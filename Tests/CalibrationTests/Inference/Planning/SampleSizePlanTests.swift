import Foundation
import Testing

@testable import Calibration

@Suite struct SampleSizePlanTests {
  /// A fraction of what is simulated otherwise.
  private let effort = SampleSizePlan.Effort(search: 20, course: 20, fit: 60, final: 100, resamples: 39)

  @Test func thePowerIsReachedAndNotByFar() throws {
    let plan = try SampleSizePlan(errorNow: 0.06, effect: 0.04, effort: effort)
    #expect(plan.trialCount == 100)
    #expect(abs(plan.standardError - 0.04) < 0.015)
    // Four standard errors: 0.05 of the fit to 180 data sets, 0.04 of the statement.
    #expect(abs(plan.simulatedPower - 0.8) < 0.26)
    // Two digits, and a half of the second.
    #expect(plan.rowCount % 5 == 0 && (100..<1_000).contains(plan.rowCount))
  }

  @Test func smallerEffectsAndMorePowerNeedMoreRows() throws {
    func rowCount(effect: Double, power: Double = 0.7, maps: Int = 2) throws -> Int {
      try SampleSizePlan(errorNow: 0.06, effect: effect, power: power, mapCount: maps, effort: effort).rowCount
    }
    let large = try rowCount(effect: 0.04)
    #expect(try rowCount(effect: 0.01) > large)
    #expect(try rowCount(effect: 0.04, power: 0.95) > large)
    #expect(try rowCount(effect: 0.04, maps: 4) > large)
  }

  @Test func whatCannotBePlannedIsRefused() {
    for (now, effect, accuracy) in [
      (0.05, 0.06, 0.9), (0, 0.01, 0.9), (0.05, -1, 0.9), (.nan, 0.01, 0.9), (0.3, 0.1, 0.99),
      (0.05, 0.01, 0.4), (0.05, 0.01, .nan),
    ] {
      #expect(throws: PlanError.self, "\(now) \(effect) \(accuracy)") {
        try SampleSizePlan(errorNow: now, effect: effect, accuracy: accuracy)
      }
    }
    #expect(throws: PlanError.power(1)) {
      try SampleSizePlan(errorNow: 0.05, effect: 0.01, power: 1)
    }
    for maps in [1, 9] {
      #expect(throws: PlanError.mapCount(maps)) {
        try SampleSizePlan(errorNow: 0.05, effect: 0.01, mapCount: maps)
      }
    }
    #expect(throws: PlanError.tooManyRows(SampleSizePlan.largestRowCount)) {
      try SampleSizePlan(errorNow: 1e-5, effect: 1e-6, effort: effort)
    }
  }
}
