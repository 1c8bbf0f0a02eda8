import Testing

@testable import Calibration

@Suite struct BootstrapResamplesTests {
  @Test(arguments: [1, 2, 40])
  func everyResampleDrawsAsManyRowsAsThereAre(rowCount: Int) {
    let resamples = BootstrapResamples(rowCount: rowCount, weights: nil, count: 20, seed: 5)
    #expect(resamples.batchCount == 2)
    #expect(resamples.resamples(ofBatch: 1) == 16..<20)
    for batch in 0..<2 {
      let counts = resamples.counts(ofBatch: batch)
      for lane in 0..<16 {
        let drawn = (0..<rowCount).reduce(0) { $0 + Int(counts[$1 * 16 + lane]) }
        // Lanes beyond the last resample stay empty.
        #expect(drawn == (batch * 16 + lane < 20 ? rowCount : 0))
      }
    }
  }

  @Test func rowsOfWeightZeroAreNotDrawn() {
    let weights = (0..<30).map { $0 % 3 == 0 ? 0 : 1.5 }
    let resamples = BootstrapResamples(rowCount: 30, weights: weights, count: 16, seed: 5)
    let counts = resamples.counts(ofBatch: 0)
    for row in 0..<30 where weights[row] == 0 {
      #expect(counts[(row * 16)..<(row * 16 + 16)].allSatisfy { $0 == 0 })
    }
    #expect(counts.reduce(0) { $0 + Int($1) } == 20 * 16)
  }

  @Test func countsAreMultinomial() {
    // Variance of a count: 1 − 1/N. Over 256 × 200 counts its standard error is about √(2/51 200),
    // 0.0063 for Poisson-like counts √(3/51 200) = 0.0077; five of these.
    let rowCount = 200
    let resamples = BootstrapResamples(rowCount: rowCount, weights: nil, count: 256, seed: 6)
    var squares = 0.0
    for batch in 0..<16 {
      for count in resamples.counts(ofBatch: batch) {
        squares += (Double(count) - 1) * (Double(count) - 1)
      }
    }
    #expect(abs(squares / Double(256 * rowCount) - (1 - 1 / Double(rowCount))) < 0.04)
  }

  @Test func seedsAndResamplesDiffer() {
    let first = BootstrapResamples(rowCount: 50, weights: nil, count: 32, seed: 1)
    let second = BootstrapResamples(rowCount: 50, weights: nil, count: 32, seed: 2)
    #expect(first.counts(ofBatch: 0) == first.counts(ofBatch: 0))
    #expect(first.counts(ofBatch: 0) != second.counts(ofBatch: 0))
    #expect(first.counts(ofBatch: 0) != first.counts(ofBatch: 1))
  }

  @Test func moreResamplesKeepTheFirst() {
    let few = BootstrapResamples(rowCount: 50, weights: nil, count: 16, seed: 1)
    let many = BootstrapResamples(rowCount: 50, weights: nil, count: 100, seed: 1)
    #expect(few.counts(ofBatch: 0) == many.counts(ofBatch: 0))
  }
}
