import TestSupport
import Testing

@testable import Calibration

@Suite struct MetricReplicatesTests {
  @Test func groupsOfResamplesDoNotMatter() throws {
    var generator = SeededGenerator(seed: 131)
    let data = try randomPredictions(rows: 50, classes: 6, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let pass = ClasswisePass(map: nil, data: data, binCount: 15)
    let resamples = rows.bootstrapResamples(try EvaluationOptions(resampleCount: 70))
    let expected = MetricReplicates(rows: rows, passes: [pass]).values(on: resamples)
    // One batch at a time, then two: class-wise sums of a batch take 6 × 15 × 16 × 4 bytes.
    for bytes in [1, 2 * 5760] {
      let values = MetricReplicates(rows: rows, passes: [pass], groupBytes: bytes).values(on: resamples)
      for metric in Metric.allCases {
        #expect(values[metric].count == 70)
        #expect(values[metric] == expected[metric], "\(metric)")
      }
    }
  }
}
