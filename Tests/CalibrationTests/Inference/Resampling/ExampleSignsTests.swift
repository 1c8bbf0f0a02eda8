import Testing

@testable import Calibration

struct ExampleSignsTests {
  @Test
  func theFirstSampleHasPlusEverywhereAndTheOthersHalf() {
    let signs = ExampleSigns(exampleCount: 1000, count: 20, seed: 3)
    #expect(signs.count == 21)
    let batches = (0..<signs.batchCount).map { signs.counts(ofBatch: $0) }
    for sample in 0..<signs.count {
      let plus = (0..<1000).count { batches[sample / 16][$0 * 16 + sample % 16] == 1 }
      // Binomial with mean 500 and standard deviation 16.
      #expect(sample == 0 ? plus == 1000 : abs(plus - 500) < 80)
    }
    #expect(batches.joined().allSatisfy { $0 <= 1 })
  }
}
