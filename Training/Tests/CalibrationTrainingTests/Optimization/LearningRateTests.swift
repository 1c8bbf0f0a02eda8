import CalibrationTraining
import Testing

@Suite struct LearningRateTests {
  @Test func stepsMultiplyAfterTheirEpochs() {
    let rate = LearningRate(base: 0.8, schedule: .step(factor: 0.5, afterEpochs: [2, 3]), epochs: 4, stepsPerEpoch: 3)
    // Powers of two: no rounding.
    #expect((0..<12).map(rate.rate) == [0.8, 0.8, 0.4, 0.2].flatMap { [$0, $0, $0] })
  }

  @Test func theCosineFallsFromTheBaseToNearlyZero() {
    let rate = LearningRate(base: 0.4, schedule: .cosine, epochs: 10, stepsPerEpoch: 6)
    let rates = (0..<60).map(rate.rate)
    #expect(rates[0] == 0.4)
    // Half way cos is 0, at a third 1/2, at two thirds −1/2; each to rounding.
    #expect(abs(rates[30] - 0.2) < 1e-15)
    #expect(abs(rates[20] - 0.3) < 1e-15)
    #expect(abs(rates[40] - 0.1) < 1e-15)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
    #expect(rates[59] > 0)
  }

  @Test func theWarmUpRisesInEqualSteps() {
    let rate = LearningRate(base: 1, schedule: .cosine, warmupEpochs: 2, epochs: 4, stepsPerEpoch: 4)
    #expect((0..<8).map(rate.rate) == (1...8).map { Double($0) / 8 })
    // The cosine has the rest of the run for itself.
    #expect(rate.rate(atStep: 8) == 1)
    #expect(abs(rate.rate(atStep: 12) - 0.5) < 1e-15)
  }

  @Test func theConstantStays() {
    let rate = LearningRate(base: 0.3, epochs: 2, stepsPerEpoch: 2)
    #expect((0..<4).allSatisfy { rate.rate(atStep: $0) == 0.3 })
  }
}
