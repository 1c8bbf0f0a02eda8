import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct MultilabelEvaluationTests {
  /// By hand: two rows, two labels.
  @Test func theDefinitions() throws {
    let data = try LabeledPredictions(
      Predictions([0.75, 0.25, 0.5, 0.25], labelCount: 2, kind: .probabilities),
      labels: [1, 1, 0, 0]
    )
    let options = try EvaluationOptions(resampleCount: 4)
    let result = try MultilabelEvaluation(on: data, options: options)
    #expect(result.rowCount == 2)
    let (first, second) = (result.labels[0], result.labels[1])
    #expect(abs(first.frequency - 0.5) < 1e-12 && abs(first.meanProbability - 0.625) < 1e-12)
    #expect(abs(first.negativeLogLikelihood.value - (-log(0.75) - log(0.5)) / 2) < 1e-12)
    #expect(abs(first.brierScore.value - (0.0625 + 0.25) / 2) < 1e-12)
    // 0.75 and 0.5 are in bins of their own.
    #expect(abs(first.calibrationError.value - (0.25 + 0.5) / 2) < 1e-12)
    // Twice 0.25, true once.
    #expect(abs(second.calibrationError.value - 0.25) < 1e-12)
    #expect(abs(result.macroCalibrationError.value - (0.375 + 0.25) / 2) < 1e-12)
    #expect(abs(result.microCalibrationError.value - (0.25 + 0.5 + 0.5) / 4) < 1e-12)
    #expect(abs(result.brierScore.value - (first.brierScore.value + second.brierScore.value) / 2) < 1e-12)
  }

  @Test func errorsOfLabelsCancelInTheMicroError() throws {
    let result = try MultilabelEvaluation(
      on: Synthetic.outputs(rows: 3000, seed: 491),
      options: EvaluationOptions(resampleCount: 50)
    )
    // Shifts of 0.15 are well above the noise of some 0.03 that 3000 rows leave.
    #expect(result.labels[0].calibrationError.value < 0.05)
    #expect(result.labels[1].calibrationError.value > 0.1)
    #expect(result.labels[2].calibrationError.value > 0.1)
    #expect(result.microCalibrationError.value <= result.macroCalibrationError.value)
    #expect(result.labels[2].meanProbability > result.labels[2].frequency + 0.1)
  }

  /// Where all labels of a row are copies of one, there are no more than N rows to learn from, and the
  /// interval is that of one label.
  @Test func rowsAreResampledWhole() throws {
    let single = try Synthetic.outputs(rows: 900, seed: 492)
    let scores = single.predictions.values
    let copies = try LabeledPredictions(
      Predictions((0..<900).flatMap { repeatElement(scores[3 * $0], count: 4) }, labelCount: 4, kind: .probabilities),
      labels: (0..<900).flatMap { repeatElement(single.labels[3 * $0], count: 4) }
    )
    let options = try EvaluationOptions(resampleCount: 100)
    let result = try MultilabelEvaluation(on: copies, options: options)
    let alone = result.labels[0].negativeLogLikelihood
    #expect(abs(result.negativeLogLikelihood.interval.lower - alone.interval.lower) < 1e-12)
    #expect(abs(result.negativeLogLikelihood.interval.upper - alone.interval.upper) < 1e-12)
    #expect(result.macroCalibrationError.value == result.labels[3].calibrationError.value)
  }

  @Test func mapsAreApplied() throws {
    let data = try Synthetic.outputs(rows: 200, seed: 493)
    let map = try FocalTemperatureMap(temperature: 2, gamma: 0)
    let options = try EvaluationOptions(resampleCount: 20, interval: .bca)
    let result = try MultilabelEvaluation(of: map, on: data, options: options)
    let rows = try EvaluatedRows(of: map, on: data)
    #expect(abs(result.negativeLogLikelihood.value - rows.negativeLogLikelihood) < 1e-12)
    #expect(abs(2 * result.brierScore.value - rows.brierScore) < 1e-12)
  }

  @Test func scoresOfClassesAreRefused() throws {
    var generator = SeededGenerator(seed: 495)
    let classes = try randomPredictions(rows: 6, classes: 3, using: &generator)
    #expect(throws: PredictionsError.notIndependent(classCount: 3)) {
      try MultilabelEvaluation(on: classes)
    }
  }
}
