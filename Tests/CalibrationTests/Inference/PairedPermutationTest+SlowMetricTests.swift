import Testing

@testable import Calibration

@Suite struct PairedPermutationTestSlowMetricTests {
  let options: EvaluationOptions
  let data: LabeledPredictions

  init() throws {
    var generator = SeededGenerator(seed: 821)
    options = try EvaluationOptions(resampleCount: 19)
    data = try randomPredictions(rows: 100, classes: 4, temperature: 4, using: &generator)
  }

  @Test(arguments: SlowMetric.allCases)
  func aGoodMapIsSeenAndOneDoesNotDifferFromItself(metric: SlowMetric) throws {
    let map = try TemperatureMap(temperature: 4)
    let (before, after) = (
      PairedPermutationTest.Side(on: data), PairedPermutationTest.Side(map, on: data)
    )
    // The least that 19 permutations can show.
    #expect(
      try PairedPermutationTest.pValue(metric, of: after, against: before, options: options)
        == 1.0 / 20
    )
    #expect(
      try PairedPermutationTest.pValue(metric, of: after, against: after, options: options) == 1
    )
    #expect(throws: ComparisonError.rows) {
      try PairedPermutationTest.pValue(metric, of: after, against: .init(on: data.rows(0..<50)))
    }
  }

  /// Each side of a permutation has the error of the outputs that it holds, whole examples of several labels.
  @Test(arguments: [1, 2])
  func permutedPairsAreThoseOfMixedOutputs(labels: Int) throws {
    var generator = SeededGenerator(seed: 822)
    let count = 24 * labels
    let scores = (0..<2).map { _ in
      (0..<count).map { _ in Float.random(in: -3...3, using: &generator) }
    }
    let truth = (0..<count).map { _ in Int32.random(in: 0...1, using: &generator) }
    let weights = (0..<count).map { $0 % 5 == 0 ? 0 : Double.random(in: 0...2, using: &generator) }
    func predictions(_ scores: [Float]) throws -> LabeledPredictions {
      try LabeledPredictions(
        Predictions(scores, labelCount: labels, kind: .logits),
        labels: truth,
        weights: weights
      )
    }
    let sides = try scores.map { PairedPermutationTest.Side(on: try predictions($0)) }
    let swaps = RowSwaps(rowCount: 24, count: 4, seed: 3)
    let sums = try SquaredKernelCalibrationError.pairs(of: sides, resampleCount: 4)
      .sums(of: [.init(counts: swaps)])[0]
    let counts = swaps.counts(ofBatch: 0)
    for sample in 0..<5 {
      let mixed = (0..<count).map { row in
        scores[counts[row / labels * RowSwaps.lanes + sample] == 1 ? 0 : 1][row]
      }
      let expected = try SquaredKernelCalibrationError(on: predictions(mixed)).value
      // Sums of terms of about 1 in single precision.
      #expect(abs(sums[sample].mean - expected) < 1e-6, "\(sample)")
    }
  }
}
