import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct LogitBlockLogOddsTests {
  private func logOdds(_ row: [Double]) -> [Double] {
    var scores = row
    scores.withUnsafeMutableBufferPointer { LogitBlock($0, classCount: row.count).formLogOdds() }
    return scores
  }

  @Test(arguments: UInt64(0)..<20)
  func areThoseOfTheSoftmax(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let logits = generator.logits(classes: 5, spread: 3)
    let found = logOdds(logits)
    for index in 0..<5 {
      let others = logits.enumerated().filter { $0.offset != index }.map { exp($0.element) }
      let expected = logits[index] - log(others.reduce(0, +))
      #expect(abs(found[index] - expected) < 1e-13 * max(1, abs(expected)), "seed \(seed)")
    }
  }

  @Test func keepTheDigitsOfSmallComplements() {
    let found = logOdds([100, 0, 0])
    #expect(abs(found[0] - (100 - log(2))) < 1e-13)
    #expect(abs(found[1] + 100) < 1e-13)
    // The others' probabilities are 0 in double precision.
    #expect(abs(logOdds([800, 0, 0])[0] - (800 - log(2))) < 1e-12)
  }

  /// To the last bit, also where classes tie.
  @Test(arguments: UInt64(0)..<10)
  func doNotDependOnTheOrderOfTheClasses(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for classCount in [3, 4, 10, 37] {
      var logits = (0..<classCount).map { _ in Double(Float(generator.normal() * 4)) }
      if seed.isMultiple(of: 2) { logits[0] = logits.max() ?? 0 }
      let order = logits.indices.shuffled(using: &generator)
      let found = logOdds(logits)
      #expect(logOdds(order.map { logits[$0] }) == order.map { found[$0] }, "seed \(seed)")
    }
  }

  @Test func logitsOfAnySize() {
    let found = logOdds([1e38, -1e38, 0])
    #expect(found[0] == 1e38 && found[1] == -2e38 && found[2] == -1e38)
    // Ten thousand of the same leave 1 in 10⁴ to each.
    let share = -log(9_999.0)
    #expect(logOdds([Double](repeating: -7e4, count: 10_000)).allSatisfy { abs($0 - share) < 1e-12 })
  }

  @Test func logProbabilitiesOfLogOdds() {
    var scores = [-.infinity, -800, -3, 0, 0.5, 40, .infinity]
    let expected = scores.map { -LogOdds.softplus(-$0) }
    scores.withUnsafeMutableBufferPointer { LogitBlock($0, classCount: 7).formLogProbabilities() }
    #expect(scores[0] == -.infinity && scores[6] == 0)
    for index in 1..<6 {
      #expect(abs(scores[index] - expected[index]) < 1e-15 * max(1, -expected[index]))
    }
  }

  @Test func impossibleClasses() {
    #expect(logOdds([1, -.infinity, -.infinity]) == [.infinity, -.infinity, -.infinity])
    #expect(logOdds([1, -.infinity, 1]) == [0, -.infinity, 0])
  }
}
