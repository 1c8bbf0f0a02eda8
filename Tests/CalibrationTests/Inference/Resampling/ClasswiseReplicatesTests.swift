import TestSupport
import Testing

@testable import Calibration

@Suite struct ClasswiseReplicatesTests {
  /// More rows than a chunk and more classes than a tile of the kernel hold.
  @Test func severalChunksAndTiles() throws {
    var generator = SeededGenerator(seed: 141)
    let (rowCount, classes) = (2100, 40)
    let data = try randomPredictions(rows: rowCount, classes: classes, using: &generator)
    let resamples = BootstrapResamples(rowCount: rowCount, weights: nil, count: 16, seed: 2)
    let counts = resamples.counts(ofBatch: 0)
    let errors = ClasswiseReplicates(passes: [ClasswisePass(map: nil, data: data, binCount: 15)])
      .errors(
        counts: [counts, counts],
        totalWeights: Array(repeating: Array(repeating: Double(rowCount), count: 16), count: 2)
      )
    #expect(errors[0] == errors[1])
    for lane in [0, 15] {
      let resampled = try LabeledPredictions(
        data.predictions,
        labels: data.labels,
        weights: (0..<rowCount).map { Double(counts[$0 * 16 + lane]) }
      )
      let expected = try ClasswiseReliability(on: resampled).calibrationError()
      // Sums of some thousand terms in single precision, over thousands of rows.
      #expect(abs(errors[0][lane] - expected) < 1e-7)
    }
  }
}
