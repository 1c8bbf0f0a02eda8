import Testing

@testable import Calibration

@Suite struct PercentilesTests {
  @Test func interpolatesLikeNumpy() {
    // numpy.percentile([1, 2, 4, 8], [0, 10, 50, 97.5, 100])
    let percentiles = Percentiles([8, 1, 4, 2])
    let expected = [(0, 1.0), (0.1, 1.3), (0.5, 3), (0.975, 7.7), (1, 8)]
    for (share, value) in expected {
      #expect(abs(percentiles[share] - value) < 1e-14)
    }
  }

  @Test func oneValue() {
    #expect(Percentiles([3])[0.025] == 3)
    #expect(Percentiles([3])[1] == 3)
  }

  @Test func infiniteValuesGiveNoNaN() {
    let percentiles = Percentiles([1, .infinity, .infinity])
    #expect(percentiles[0] == 1)
    #expect(percentiles[0.25] == .infinity)
    #expect(percentiles[0.75] == .infinity)
  }

  @Test func negativeInfinityStays() {
    let percentiles = Percentiles([-.infinity, -.infinity, 1])
    #expect(percentiles[0.25] == -.infinity)
    #expect(percentiles[0.75] == -.infinity)
    #expect(percentiles[1] == 1)
  }
}
