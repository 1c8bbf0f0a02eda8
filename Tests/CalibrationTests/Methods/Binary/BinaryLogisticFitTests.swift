import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct BinaryLogisticFitTests {
  private static func mean(_ scores: BinaryScores, _ theta: BinaryLogisticFit.Vector) -> Double {
    var sum = 0.0
    var total = 0.0
    for row in scores.logOdds.indices {
      let s = scores.logOdds[row]
      let logOdds = theta[0] * s * s + theta[1] * s + theta[2]
      sum += scores.weight(ofRow: row) * log1p(exp(scores.outcomes[row] ? -logOdds : logOdds))
      total += scores.weight(ofRow: row)
    }
    return sum / total
  }

  private static func fit(_ scores: BinaryScores) -> BinaryLogisticFit {
    BinaryLogisticFit(scores, identity: [0, 1, 0, 0]) { [$0 * $0, $0, 1, 0] }
  }

  @Test(arguments: UInt64(0)..<8)
  func theGradientVanishesAtTheOptimum(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scores = try generator.binaryScores(rows: 60, slope: 1, weighted: true)
    let result = Self.fit(scores).minimum(free: .init(repeating: true))
    #expect(result.converged, "seed \(seed)")
    #expect(abs(result.value - Self.mean(scores, result.coefficients)) < 1e-14, "seed \(seed)")
    for index in 0..<3 {
      var step = BinaryLogisticFit.Vector.zero
      step[index] = 1e-4
      let above = Self.mean(scores, result.coefficients + step)
      let below = Self.mean(scores, result.coefficients - step)
      // Central differences of numbers of order 1: 1e-16 / 1e-4, and third derivatives times 1e-8.
      #expect(abs(above - below) / 2e-4 < 1e-6, "seed \(seed), coefficient \(index)")
      #expect(above > result.value && below > result.value, "seed \(seed)")
    }
  }

  @Test func standardErrorsAreThoseOfTheInverseHessian() throws {
    var generator = SeededGenerator(seed: 1)
    let scores = try generator.binaryScores(rows: 300)
    let free: SIMDMask<SIMD4<Int64>> = [false, true, true, false]
    let result = Self.fit(scores).minimum(free: free)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for s in scores.logOdds {
      let p = LogOdds.probability(result.coefficients[1] * s + result.coefficients[2])
      xx += p * (1 - p) * s * s
      xy += p * (1 - p) * s
      yy += p * (1 - p)
    }
    let determinant = xx * yy - xy * xy
    #expect(result.coefficients[0] == 0)
    #expect(abs(result.standardErrors[1] / (yy / determinant).squareRoot() - 1) < 1e-10)
    #expect(abs(result.standardErrors[2] / (xx / determinant).squareRoot() - 1) < 1e-10)
  }

  @Test func oneScoreLeavesTheSlopeUndetermined() throws {
    let scores = try BinaryScores(logOdds: [1, 1, 1, 1], outcomes: [true, false, false, false])
    let result = Self.fit(scores).minimum(free: .init(repeating: true))
    #expect(abs(result.coefficients[0] + result.coefficients[1] + result.coefficients[2] + log(3)) < 1e-6)
    #expect(result.standardErrors[0].isNaN)
  }
}
