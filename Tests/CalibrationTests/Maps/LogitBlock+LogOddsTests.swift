import Foundation
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
