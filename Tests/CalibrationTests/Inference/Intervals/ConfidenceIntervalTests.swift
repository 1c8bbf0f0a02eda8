import Testing

@testable import Calibration

@Suite struct ConfidenceIntervalTests {
  let replicates = (0...1000).map(Double.init)

  private func interval(
    _ method: IntervalMethod,
    value: Double,
    jackknife: [Double] = [],
    level: Double = 0.9
  ) -> ConfidenceInterval {
    ConfidenceInterval(method, of: replicates, value: value, jackknife: jackknife, level: level)
  }

  @Test func percentilesLeaveOutBothTails() {
    let interval = interval(.percentile, value: 3)
    #expect(abs(interval.lower - 50) < 1e-9)
    #expect(abs(interval.upper - 950) < 1e-9)
    #expect(interval.contains(50.1) && !interval.contains(49.9))
  }

  @Test func withoutBiasOrAccelerationBothMethodsAgree() {
    let interval = interval(.bca, value: 500, jackknife: [1, 2, 3])
    #expect(abs(interval.lower - 50) < 1e-6)
    #expect(abs(interval.upper - 950) < 1e-6)
  }

  @Test func correctedPercentilesFollowTheFormula() {
    // With scipy 1.17: a = sum((m - x)**3) / (6 * sum((m - x)**2)**1.5) for x = (0, 0, 0, 4), m = 1,
    // z = norm.ppf(651 / 1002), 1000 * norm.cdf(z + (z + norm.ppf(p)) / (1 - a * (z + norm.ppf(p)))) for p = 0.05 and 0.95.
    let interval = interval(.bca, value: 650, jackknife: [0, 0, 0, 4])
    #expect(abs(interval.lower - 146.910_972_821) < 1e-6)
    #expect(abs(interval.upper - 981.344_037_937) < 1e-6)
  }

  @Test func aValueBeyondAllReplicatesLeavesTheOutermost() {
    let interval = interval(.bca, value: -1, jackknife: [1, 2, 3])
    #expect(interval.lower < 1 && interval.upper < 1)
    #expect(interval.lower <= interval.upper)
  }

  @Test func strongAccelerationsKeepTheEndsInOrder() {
    for jackknife in [[0.0, 0, 100], [0, 100, 100]] {
      for value in [1.0, 500, 999] {
        for level in [0.5, 0.95, 0.999_999_999] {
          let interval = interval(.bca, value: value, jackknife: jackknife, level: level)
          #expect(interval.lower <= interval.upper)
          #expect(interval.lower >= 0 && interval.upper <= 1000)
        }
      }
    }
  }

  @Test func infiniteLossesGiveNoNaN() {
    let interval = ConfidenceInterval(
      .bca,
      of: [1, 2, .infinity, .infinity],
      value: .infinity,
      jackknife: [1, .infinity],
      level: 0.9
    )
    #expect(!interval.lower.isNaN && interval.upper == .infinity)
  }
}
