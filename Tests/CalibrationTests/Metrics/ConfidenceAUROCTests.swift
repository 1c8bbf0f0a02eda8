import TestSupport
import Testing

@testable import Calibration

@Suite struct ConfidenceAUROCTests {
  @Test func isTheShareOfOrderedPairs() throws {
    for seed: UInt64 in 1...5 {
      var generator = SeededGenerator(seed: seed)
      let rows = try confidenceRows(
        (0..<40).map { _ in
          (
            // Few values: many ties.
            Float(Int.random(in: 5...8, using: &generator)) / 8,
            Bool.random(using: &generator)
          )
        }
      )
      var ordered = 0.0
      var pairs = 0.0
      for right in 0..<40 where rows.isCorrect(row: right) {
        for wrong in 0..<40 where !rows.isCorrect(row: wrong) {
          pairs += 1
          let (first, second) = (rows.confidences[right], rows.confidences[wrong])
          ordered += first > second ? 1 : first == second ? 0.5 : 0
        }
      }
      #expect(abs(rows.confidenceAUROC - ordered / pairs) < 1e-13, "seed \(seed)")
    }
  }

  @Test func withoutPairsItIsAHalf() throws {
    #expect(try confidenceRows([(0.75, true), (0.5, true)]).confidenceAUROC == 0.5)
    #expect(try confidenceRows([(0.75, false)]).confidenceAUROC == 0.5)
  }

  @Test func perfectOrderIsOneAndReversedOrderZero() throws {
    #expect(try confidenceRows([(0.75, true), (0.625, false)]).confidenceAUROC == 1)
    #expect(try confidenceRows([(0.75, false), (0.625, true)]).confidenceAUROC == 0)
  }
}
