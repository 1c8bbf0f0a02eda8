import Testing

@testable import Calibration

@Suite struct NormalDistributionTests {
  @Test func quantiles() {
    #expect(abs(NormalDistribution.quantile(0.975) - 1.959_963_984_540_054) < 1e-10)
    #expect(abs(NormalDistribution.quantile(0.5)) < 1e-10)
    #expect(abs(NormalDistribution.quantile(0.1) + 1.281_551_565_544_600) < 1e-10)
  }

  @Test func probabilitiesInvertQuantiles() {
    for probability in [1e-9, 0.025, 0.3, 0.5, 0.9, 0.9999] {
      let quantile = NormalDistribution.quantile(probability)
      #expect(abs(NormalDistribution.probability(below: quantile) - probability) < 1e-12)
    }
  }
}
