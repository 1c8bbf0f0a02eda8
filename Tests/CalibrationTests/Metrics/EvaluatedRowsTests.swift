import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct EvaluatedRowsTests {
  @Test func oneRowInClosedForm() throws {
    // Probabilities 1/2, 1/4, 1/4 and the label 1.
    let scores: [Float] = [0.5, 0.25, 0.25]
    let data = try LabeledPredictions(Predictions(scores, columnCount: 3, kind: .probabilities), labels: [1])
    let rows = try EvaluatedRows(on: data)
    #expect(rows.predictedClasses == [0])
    #expect(abs(rows.confidences[0] - 0.5) < 1e-15)
    #expect(abs(rows.logLikelihoods[0] + log(4)) < 1e-15)
    #expect(abs(rows.squaredErrors[0] - (0.25 + 0.5625 + 0.0625)) < 1e-15)
    #expect(rows.accuracy == 0)
    #expect(rows.totalWeight == 1)
  }

  @Test func theFirstOfEqualClassesIsPredicted() throws {
    let data = try LabeledPredictions(Predictions([1, 2, 2, 0, 0, 0], columnCount: 3, kind: .logits), labels: [1, 0])
    #expect(try EvaluatedRows(on: data).predictedClasses == [1, 0])
    #expect(try EvaluatedRows(on: data).accuracy == 1)
  }

  @Test func oneColumnEqualsTwo() throws {
    var generator = SeededGenerator(seed: 1)
    let logits = (0..<200).map { _ in Float.random(in: -5...5, using: &generator) }
    let labels = (0..<200).map { _ in Int32.random(in: 0...1, using: &generator) }
    let one = try LabeledPredictions(Predictions(logits, columnCount: 1, kind: .logits), labels: labels)
    let two = try LabeledPredictions(
      Predictions(logits.flatMap { [0, $0] }, columnCount: 2, kind: .logits),
      labels: labels
    )
    #expect(try pointMetrics(on: one) == pointMetrics(on: two))
  }

  @Test func aRowOfWeightZeroMayBeImpossible() throws {
    let data = try LabeledPredictions(
      Predictions([0, 1, 2, 0, 1, 2], columnCount: 3, kind: .logits),
      labels: [0, 1],
      weights: [0, 1]
    )
    let rows = try EvaluatedRows(of: RulingOutMap(), on: data)
    #expect(rows.logLikelihoods[0] == -.infinity)
    #expect(abs(rows.negativeLogLikelihood - log(2)) < 1e-15)
  }

  @Test func anImpossibleLabelHasInfiniteLoss() throws {
    let data = try LabeledPredictions(Predictions([0, 1, 2, 0, 1, 2], columnCount: 3, kind: .logits), labels: [0, 1])
    let rows = try EvaluatedRows(of: RulingOutMap(), on: data)
    #expect(rows.negativeLogLikelihood == .infinity)
    #expect(abs(rows.brierScore - ((1 + 0.5) + 0.5) / 2) < 1e-15)
  }

  @Test func aMapForOtherClassesIsRefused() throws {
    struct TwoClassMap: CalibrationMap {
      let parameterCount = 0
      var classCount: Int? { 2 }
      func transform(_ block: LogitBlock) {}
    }
    let data = try LabeledPredictions(Predictions([0, 1, 2], columnCount: 3, kind: .logits), labels: [0])
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try EvaluatedRows(of: TwoClassMap(), on: data)
    }
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try ClasswiseReliability(of: TwoClassMap(), on: data)
    }
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try Evaluation(of: TwoClassMap(), on: data)
    }
  }
}
