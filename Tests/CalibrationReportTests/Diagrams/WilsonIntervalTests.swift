import TestSupport
import Testing

@testable import CalibrationReport

@Suite struct WilsonIntervalTests {
  @Test func valuesOfStatsmodels() {
    // proportion_confint(count, nobs, method="wilson"), statsmodels' formula by hand.
    let half = WilsonInterval(share: 0.5, count: 10)
    #expect(abs(half.lower - 0.236593) < 1e-6)
    #expect(abs(half.upper - 0.763407) < 1e-6)
    let none = WilsonInterval(share: 0, count: 10)
    #expect(none.lower == 0)
    #expect(abs(none.upper - 0.277533) < 1e-6)
  }

  @Test func itHoldsTheProbabilitiesThatTheShareDoesNotContradict() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<500 {
      let share = Double.random(in: 0...1, using: &generator)
      let count = Double.random(in: 1...300, using: &generator)
      let probability = Double.random(in: 0.001...0.999, using: &generator)
      let interval = WilsonInterval(share: share, count: count)
      let deviation = (probability * (1 - probability) / count).squareRoot()
      let agrees = abs(share - probability) <= 1.959963984540054 * deviation
      #expect(agrees == (interval.lower...interval.upper).contains(probability))
    }
  }
}
