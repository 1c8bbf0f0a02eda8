import TestSupport
import Testing

@testable import Calibration

@Suite struct ClasswiseEvaluationTests {
  /// More classes than get an interval, and more rows than a chunk holds.
  @Test(arguments: [false, true])
  func replicatesAreTheErrorsOfResampledRows(weighted: Bool) throws {
    var generator = SeededGenerator(seed: 511)
    let rowCount = 700
    let data = try randomPredictions(
      rows: rowCount,
      classes: 30,
      weights: weighted ? (0..<rowCount).map { Double($0 % 3) * 1e9 } : nil,
      using: &generator
    )
    let options = try EvaluationOptions(resampleCount: 20, seed: 3)
    let result = try ClasswiseEvaluation(on: data, options: options)
    #expect(result.classes.count == 30)
    #expect(result.classes.prefix(20).allSatisfy { $0.estimate?.replicates.count == 20 })
    #expect(result.classes.dropFirst(20).allSatisfy { $0.estimate == nil })
    let counts = try EvaluatedRows(on: data).bootstrapResamples(options).counts(ofBatch: 1)
    let resampled = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: (0..<rowCount).map { (data.weights?[$0] ?? 1) * Double(counts[$0 * 16 + 2]) }
    )
    let expected = try ClasswiseReliability(on: resampled).classes
    for entry in result.classes.prefix(20) {
      // Sums of some hundred terms in single precision.
      let error = expected[entry.calibration.classIndex].calibrationError
      #expect(abs(try #require(entry.estimate).replicates[18] - error) < 1e-6)
    }
  }

  @Test func theLargestErrorsComeFirst() throws {
    var generator = SeededGenerator(seed: 512)
    let data = try randomPredictions(rows: 300, classes: 25, using: &generator)
    let result = try ClasswiseEvaluation(on: data, options: EvaluationOptions(resampleCount: 20))
    let reliability = try ClasswiseReliability(on: data).classes
    let errors = result.classes.map(\.calibration.calibrationError)
    #expect(errors == errors.sorted(by: >))
    #expect(Set(result.classes.map(\.calibration)) == Set(reliability))
    for entry in result.classes.prefix(20) {
      #expect(entry.estimate?.value == entry.calibration.calibrationError)
    }
  }

  /// BCa intervals need the errors without some rows, which shifts them against percentiles.
  @Test func intervalsAreOfTheMethodAskedFor() throws {
    var generator = SeededGenerator(seed: 513)
    let data = try randomPredictions(rows: 200, classes: 3, using: &generator)
    func intervals(_ method: IntervalMethod) throws -> [ConfidenceInterval] {
      try ClasswiseEvaluation(
        on: data,
        options: EvaluationOptions(resampleCount: 200, interval: method)
      ).classes.compactMap(\.estimate?.interval)
    }
    let (percentile, bca) = (try intervals(.percentile), try intervals(.bca))
    #expect(percentile.count == 3 && bca.count == 3)
    // Resampling adds to the bias of a binned error, which BCa takes back.
    for (percentile, bca) in zip(percentile, bca) { #expect(bca.lower < percentile.lower) }
  }

  @Test func oneRowAndTheWrongMap() throws {
    let row = try LabeledPredictions(Predictions([1, 0, 2], columnCount: 3, kind: .logits), labels: [1])
    let result = try ClasswiseEvaluation(on: row, options: EvaluationOptions(resampleCount: 5))
    for entry in result.classes {
      // Every resample is the row itself.
      let interval = try #require(entry.estimate).interval
      #expect(abs(interval.upper - interval.lower) < 1e-12)
      #expect(abs(interval.upper - entry.calibration.calibrationError) < 1e-6)
    }
    let map = try VectorMap(diagonal: [1, 1], intercept: [0, 0])
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      _ = try ClasswiseEvaluation(of: map, on: row)
    }
  }
}
