import Testing

@testable import Calibration

@Suite struct RidgePenaltyTests {
  @Test(arguments: [4, 16])
  func theGradientIsThatOfTheValue(weightCount: Int) {
    var generator = SeededGenerator(seed: UInt64(weightCount))
    func random(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    }
    let penalty = RidgePenalty(diagonal: 0.3, offDiagonal: 2, intercept: 0.7)
    let weights = random(weightCount)
    let intercept = random(4)
    var gradient = LinearLikelihood.Gradient(
      weights: [Double](repeating: 1, count: weightCount),
      intercept: [Double](repeating: 1, count: 4)
    )
    penalty.addGradient(atWeights: weights, intercept: intercept, to: &gradient)
    // Central differences of a quadratic are exact but for rounding.
    for index in 0..<weightCount {
      var (low, high) = (weights, weights)
      low[index] -= 0.5
      high[index] += 0.5
      let slope =
        penalty.value(weights: high, intercept: intercept)
        - penalty.value(weights: low, intercept: intercept)
      #expect(abs(gradient.weights[index] - 1 - slope) < 1e-12)
    }
    for index in 0..<4 {
      #expect(abs(gradient.intercept[index] - 1 - 1.4 * intercept[index]) < 1e-12)
    }
  }
}
