import TestSupport
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
    let point = LinearCoefficients(weights: random(weightCount), intercept: random(4))
    var gradient = LinearCoefficients([Double](repeating: 1, count: weightCount + 4), classCount: 4)
    penalty.addGradient(at: point, to: &gradient)
    // Central differences of a quadratic are exact but for rounding.
    for index in point.all.indices {
      var (low, high) = (point, point)
      low.all[index] -= 0.5
      high.all[index] += 0.5
      let slope = penalty.value(at: high) - penalty.value(at: low)
      #expect(abs(gradient.all[index] - 1 - slope) < 1e-12)
    }
  }
}
