import TestSupport
import Testing

@testable import Calibration

struct ConsistencyTestTests {
  /// Rows of two classes whose confidence is the same everywhere.
  private func constant(confidence: Float, correct: Int, of rows: Int) throws -> EvaluatedRows {
    let data = try LabeledPredictions(
      Predictions((0..<rows).flatMap { _ in [confidence, 1 - confidence] }, columnCount: 2, kind: .probabilities),
      labels: (0..<rows).map { $0 < correct ? 0 : 1 }
    )
    return try EvaluatedRows(of: nil, on: data)
  }

  @Test
  func constantConfidenceHasTheMeanDeviationOfABinomial() throws {
    // One bin: the error is |X/4 − ¾| with X binomial; its mean is Σ C(4,x) ¾^x ¼^(4−x) |x/4 − ¾|.
    let rows = try constant(confidence: 0.75, correct: 3, of: 4)
    let test = ConsistencyTest(rows, options: try EvaluationOptions(resampleCount: 20_000))
    let mean = [(1.0, 0.75), (12, 0.5), (54, 0.25), (108, 0), (81, 0.25)]
      .reduce(0) { $0 + $1.0 / 256 * $1.1 }
    #expect(test.value == 0)
    #expect(test.pValue == 1)
    // Standard error of the mean of 20 000 draws: 0.18 / 141.
    #expect(abs(test.expected - mean) < 0.005)
    #expect(test.upper == 0.5)
  }

  @Test
  func certainModelsThatErrAreRefuted() throws {
    let rows = try constant(confidence: 1, correct: 99, of: 100)
    let test = ConsistencyTest(rows)
    #expect(test.expected < 1e-12)
    #expect(test.pValue == 1 / 1001.0)
  }

  @Test(arguments: 0..<4)
  func calibratedModelsAreSeldomRefuted(seed: UInt64) throws {
    // P-values of calibrated models are uniform: of 40, at most 8 below 0.05 but once in a hundred thousand.
    let options = try EvaluationOptions(resampleCount: 99)
    let low = try (0..<40).count { trial in
      var generator = SeededGenerator(seed: seed * 1000 + UInt64(trial))
      let data = try randomPredictions(rows: 200, classes: 3, temperature: 1, using: &generator)
      return ConsistencyTest(try EvaluatedRows(of: nil, on: data), options: options).pValue <= 0.05
    }
    #expect(low <= 8, "seed \(seed)")
  }

  /// Ten labels of an example that are all the same are one label.
  @Test
  func dependentLabelsAreNotTakenForMore() throws {
    let options = try EvaluationOptions(resampleCount: 99)
    func rows(factor: Float, seed: UInt64) throws -> EvaluatedRows {
      var generator = SeededGenerator(seed: seed)
      return try EvaluatedRows(on: dependentLabels(examples: 200, labels: 10, factor: factor, using: &generator))
    }
    let low = try (0..<40).count { trial in
      ConsistencyTest(try rows(factor: 1, seed: UInt64(trial)), options: options).pValue <= 0.05
    }
    // As above; taken for 2000 independent rows, all 40 would be refuted.
    #expect(low <= 8)
    #expect(ConsistencyTest(try rows(factor: 4, seed: 1), options: options).pValue == 0.01)
  }

  @Test
  func overconfidentModelsAreRefuted() throws {
    var generator = SeededGenerator(seed: 7)
    let data = try randomPredictions(rows: 1000, classes: 3, temperature: 2, using: &generator)
    let test = ConsistencyTest(try EvaluatedRows(of: nil, on: data))
    #expect(test.pValue == 1 / 1001.0)
    #expect(test.value > test.upper)
  }

  @Test
  func resultsDoNotDependOnTheNumberOfThreads() throws {
    var generator = SeededGenerator(seed: 8)
    let data = try randomPredictions(rows: 300, classes: 4, using: &generator)
    let rows = try EvaluatedRows(of: nil, on: data)
    let one = Workers.$limit.withValue(1) { ConsistencyTest(rows) }
    #expect(ConsistencyTest(rows) == one)
  }
}
