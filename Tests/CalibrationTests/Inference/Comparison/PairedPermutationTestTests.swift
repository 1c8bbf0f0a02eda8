import TestSupport
import Testing

@testable import Calibration

@Suite final class PairedPermutationTestTests: RandomExampleTests {
  init() throws {
    try super.init(seed: 421, rows: 200, classes: 4, temperature: 4, resampleCount: 99)
  }

  @Test func aMapDoesNotDifferFromItself() throws {
    let test = try PairedPermutationTest(.init(on: data), against: .init(on: data), options: options)
    for metric in Metric.allCases { #expect(test.pValue(metric) == 1, "\(metric)") }
  }

  @Test func aGoodMapIsSeen() throws {
    let map = try FocalTemperatureMap(temperature: 4, gamma: 0)
    let test = try PairedPermutationTest(.init(map, on: data), against: .init(on: data), options: options)
    // The least that 99 permutations can show.
    #expect(test.pValue(.negativeLogLikelihood) == 0.01)
    #expect(test.pValue(.meanConfidence) == 0.01)
    // A temperature changes no prediction.
    #expect(test.pValue(.accuracy) == 1)
  }

  /// Each side of a permutation has the metrics of the rows that it holds.
  @Test func permutationsSwapTheOutputsOfRows() throws {
    let map = try FocalTemperatureMap(temperature: 3, gamma: 0.5)
    let calibrated = try LabeledPredictions(map.logProbabilities(for: data.predictions), labels: data.labels)
    let swaps = RowSwaps(rowCount: data.rowCount, count: 3, seed: 7)
    let metrics = MetricReplicates(
      rows: try EvaluatedRows(pooling: EvaluatedRows(on: data), and: EvaluatedRows(of: map, on: data)),
      passes: [
        ClasswisePass(map: nil, data: data, binCount: 15),
        ClasswisePass(map: map, data: data, binCount: 15),
      ]
    )
    let counts = swaps.counts(ofBatch: 0)
    for (samples, isComplement) in [(swaps, false), (swaps.complement, true)] {
      let values = metrics.values(on: samples)
      for sample in 0..<4 {
        let isSecond = (0..<data.rowCount).map {
          (counts[$0 * RowSwaps.lanes + sample] == 0) != isComplement
        }
        // The first sample is the maps as they are.
        if sample == 0 { #expect(isSecond.allSatisfy { $0 == isComplement }) }
        let mixed = try LabeledPredictions(
          Predictions(
            isSecond.enumerated().flatMap { row, isSecond in
              isSecond
                ? calibrated.predictions.scores(ofRow: row) : data.predictions.scores(ofRow: row)
            },
            columnCount: 4,
            kind: .logits
          ),
          labels: data.labels
        )
        for (metric, expected) in try pointMetrics(on: mixed) {
          // Log-probabilities are rounded to single precision once more.
          #expect(abs(values[metric][sample] - expected) < 1e-5, "\(metric) \(sample)")
        }
      }
    }
  }

  @Test func swapsAreFairAndReproducible() {
    let swaps = RowSwaps(rowCount: 1000, count: 63, seed: 2)
    var first = 0
    for batch in 0..<swaps.batchCount {
      let counts = swaps.counts(ofBatch: batch)
      let others = swaps.complement.counts(ofBatch: batch)
      #expect(counts == swaps.counts(ofBatch: batch))
      for row in 0..<1000 {
        for lane in 0..<RowSwaps.lanes {
          let index = row * RowSwaps.lanes + lane
          let second = (1000 + row) * RowSwaps.lanes + lane
          #expect(counts[index] + counts[second] == 1)
          #expect(counts[index] + others[index] == 1)
          first += Int(counts[index])
        }
      }
    }
    // The first sample has all of its 1000 rows from the first side; the others are 63 000 tosses of a fair coin,
    // with a standard deviation of 125: five of these.
    #expect(abs(first - 1000 - 31_500) < 630)
  }

  @Test func otherRowsAreRefused() throws {
    #expect(throws: ComparisonError.rows) {
      try PairedPermutationTest(.init(on: data), against: .init(on: data.rows(0..<100)))
    }
  }
}
