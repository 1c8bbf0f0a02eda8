import Foundation
import Testing

@testable import Calibration

@Suite struct OneVersusRestLogOddsTests {
  private func logOdds(_ logits: [Double]) -> [Double] {
    var row = logits
    var result: [Double] = []
    row.withUnsafeMutableBufferPointer { scores in
      LogitBlock(scores, classCount: scores.count).forEachRowOfLogOdds { _, logOdds in
        result = Array(logOdds)
      }
    }
    return result
  }

  @Test func areThoseOfEachClassAgainstTheOthers() {
    for (got, want) in zip(logOdds([log(0.5), log(0.3), log(0.2)]), [1, 3.0 / 7, 0.25]) {
      #expect(abs(got - log(want)) <= 1e-15)
    }
    // Two classes: exactly the difference, wherever the row lies.
    #expect(logOdds([0.3, 0.7]) == [0.3 - 0.7, 0.7 - 0.3])
  }

  @Test func keepDigitsWhereTheProbabilityIsOne() {
    let odds = logOdds([1e4, 0, 0])
    #expect(abs(odds[0] - (1e4 - log(2))) <= 1e-11)
    #expect(abs(odds[1] + 1e4) <= 1e-11)
  }

  @Test func impossibleClassesAreInfinitelyUnlikely() {
    #expect(logOdds([-.infinity, 3, -.infinity]) == [-.infinity, .infinity, -.infinity])
    #expect(logOdds([-.infinity, 3]) == [-.infinity, .infinity])
  }
}
