import TestSupport
import Testing

@testable import Calibration

@Suite final class PairedPermutationTestSlowMetricTests: RandomExampleTests {
  init() throws {
    try super.init(seed: 821, rows: 100, classes: 4, temperature: 4, resampleCount: 19)
  }

  @Test(arguments: SlowMetric.allCases)
  func aGoodMapIsSeenAndOneDoesNotDifferFromItself(metric: SlowMetric) throws {
    let map = try TemperatureMap(temperature: 4)
    let (before, after) = (MappedPredictions(on: data), MappedPredictions(map, on: data))
    // The least that 19 permutations can show.
    #expect(
      try PairedPermutationTest.pValue(metric, of: after, against: before, options: options)
        == 1.0 / 20
    )
    #expect(try PairedPermutationTest.pValue(metric, of: after, against: after, options: options) == 1)
    #expect(throws: ComparisonError.rows) {
      try PairedPermutationTest.pValue(metric, of: after, against: .init(on: data.rows(0..<50)))
    }
  }

  /// The sides of a permutation differ by the errors of the outputs that they hold, whole examples of several labels.
  @Test(arguments: [1, 2])
  func differencesAreThoseOfMixedOutputs(labels: Int) throws {
    var generator = SeededGenerator(seed: 822)
    let count = 24 * labels
    let scores = (0..<2).map { _ in
      (0..<count).map { _ in Float.random(in: -3...3, using: &generator) }
    }
    let truth = (0..<count).map { _ in Int32.random(in: 0...1, using: &generator) }
    let weights = (0..<count).map { $0 % 5 == 0 ? 0 : Double.random(in: 0...2, using: &generator) }
    func predictions(_ scores: [Float]) throws -> LabeledPredictions {
      try LabeledPredictions(Predictions(scores, labelCount: labels, kind: .logits), labels: truth, weights: weights)
    }
    let sides = try scores.map { MappedPredictions(on: try predictions($0)) }
    let swaps = RowSwaps(rowCount: 24, count: 4, seed: 3)
    let differences = PairedPermutationTest.squaredKernelDifferences(of: sides[0], and: sides[1], swaps)
    let counts = swaps.counts(ofBatch: 0)
    let expected = try (0..<5).map { sample in
      let errors = try [UInt8(1), 0].map { own in
        let mixed = (0..<count).map { row in
          scores[counts[row / labels * RowSwaps.lanes + sample] == own ? 0 : 1][row]
        }
        return try SquaredKernelCalibrationError(
          on: predictions(mixed),
          options: EvaluationOptions(resampleCount: 1)
        ).value
      }
      return errors[0] - errors[1]
    }
    // The weight of all pairs is the factor between them.
    let factor = differences[0] / expected[0]
    #expect(factor > 1)
    for sample in 1..<5 {
      // Distances come from a difference of squares, which costs half of the digits near 0.
      #expect(abs(differences[sample] / factor - expected[sample]) < 1e-7, "\(sample)")
    }
  }
}
