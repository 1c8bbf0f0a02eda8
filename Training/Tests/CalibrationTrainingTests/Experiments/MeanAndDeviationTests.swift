import Testing

@testable import CalibrationTraining

@Suite struct MeanAndDeviationTests {
  @Test func theDeviationIsThatOfASample() {
    let summary = MeanAndDeviation([1, 2, 3, 6])
    #expect(summary.mean == 3)
    // (4 + 1 + 0 + 9) / 3
    #expect(abs((summary.deviation ?? 0) - (14.0 / 3).squareRoot()) < 1e-12)
  }

  @Test func oneValueHasNone() {
    #expect(MeanAndDeviation([7]).mean == 7)
    #expect(MeanAndDeviation([7]).deviation == nil)
  }
}
