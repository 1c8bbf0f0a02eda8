import Testing

@testable import Calibration

@Suite struct CalibrationNormTests {
  // Gaps of 0.5 with a weight of 1 and −0.25 with a weight of 3; the empty bin does not count.
  let bins = [
    BinSums(weight: 1, confidence: 1, correct: 0.5),
    BinSums(),
    BinSums(weight: 3, confidence: 1.5, correct: 2.25),
  ]

  @Test func closedForms() {
    #expect(CalibrationNorm.l1.error(bins) == (0.5 + 0.75) / 4)
    #expect(abs(CalibrationNorm.l2.error(bins) - ((0.25 + 0.1875) / 4).squareRoot()) < 1e-16)
    #expect(CalibrationNorm.max.error(bins) == 0.5)
  }
}
