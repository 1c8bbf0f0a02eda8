import Calibration
import TestSupport
import Testing

@Suite struct MultiplicityCorrectionTests {
  // statsmodels.stats.multitest.multipletests of these, methods holm and fdr_bh.
  let pValues = [0.01, 0.04, 0.03, 0.005, 0.5]

  @Test func holm() {
    let adjusted = MultiplicityCorrection.holm.adjusted(pValues)
    for (value, expected) in zip(adjusted, [0.04, 0.09, 0.09, 0.025, 0.5]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  @Test func benjaminiHochberg() {
    let adjusted = MultiplicityCorrection.benjaminiHochberg.adjusted(pValues)
    for (value, expected) in zip(adjusted, [0.025, 0.05, 0.05, 0.025, 0.5]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  @Test(arguments: MultiplicityCorrection.allCases)
  func adjustedValuesKeepTheOrderAndNeverFall(correction: MultiplicityCorrection) {
    var generator = SeededGenerator(seed: 431)
    for count in [0, 1, 2, 30] {
      let pValues = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
      let adjusted = correction.adjusted(pValues)
      #expect(adjusted.count == count)
      let sorted = pValues.indices.sorted { pValues[$0] < pValues[$1] }.map { adjusted[$0] }
      #expect(sorted == sorted.sorted())
      #expect(zip(pValues, adjusted).allSatisfy { $0 <= $1 && $1 <= 1 })
      if correction == .none || count == 1 { #expect(adjusted == pValues) }
    }
  }
}
