import TestSupport
import Testing

@testable import Calibration

@Suite struct LabeledPredictionsTests {
  let predictions: Predictions

  init() throws {
    predictions = try Predictions([1, 2, 3, 4, 5, -.infinity], columnCount: 3, kind: .logits)
  }

  @Test func labelsMustFit() throws {
    #expect(try LabeledPredictions(predictions, labels: [0, 1]).totalWeight == 2)
    #expect(throws: PredictionsError.labelCount(labels: 1, rows: 2)) {
      try LabeledPredictions(predictions, labels: [0])
    }
    #expect(throws: PredictionsError.labelOutOfRange(row: 1, label: 3, classCount: 3)) {
      try LabeledPredictions(predictions, labels: [0, 3])
    }
    #expect(throws: PredictionsError.labelOutOfRange(row: 0, label: -1, classCount: 3)) {
      try LabeledPredictions(predictions, labels: [-1, 0])
    }
    #expect(throws: PredictionsError.impossibleLabel(row: 1, label: 2)) {
      try LabeledPredictions(predictions, labels: [0, 2])
    }
  }

  @Test func labelsThatCountFromOneAreExplained() {
    let error = PredictionsError.labelOutOfRange(row: 7, label: 3, classCount: 3)
    #expect(error.description.contains("count from 1"))
    #expect(error.description.contains("row 7"))
  }

  @Test func oneColumn() throws {
    let binary = try Predictions([-.infinity, 2], columnCount: 1, kind: .logits)
    #expect(try LabeledPredictions(binary, labels: [0, 1]).classCount == 2)
    #expect(throws: PredictionsError.impossibleLabel(row: 0, label: 1)) {
      try LabeledPredictions(binary, labels: [1, 1])
    }
  }

  @Test func weightsMustCount() throws {
    let weighted = try LabeledPredictions(predictions, labels: [0, 1], weights: [0, 2.5])
    #expect(weighted.totalWeight == 2.5)
    #expect(throws: PredictionsError.weightCount(weights: 3, rows: 2)) {
      try LabeledPredictions(predictions, labels: [0, 1], weights: [1, 1, 1])
    }
    for bad in [-1, Double.nan, .infinity] {
      #expect(throws: PredictionsError.self) {
        try LabeledPredictions(predictions, labels: [0, 1], weights: [1, bad])
      }
    }
    #expect(throws: PredictionsError.noWeight) {
      try LabeledPredictions(predictions, labels: [0, 1], weights: [0, 0])
    }
    #expect(throws: PredictionsError.noWeight) { try weighted.rows(0..<1) }
  }

  /// Only ratios matter, and no sum may leave the range of a double.
  @Test(arguments: [1e308, 3e159, 1.5e-200, .leastNonzeroMagnitude])
  func weightsOfAnySizeCountByTheirRatios(size: Double) throws {
    var generator = SeededGenerator(seed: 12)
    let weights = (0..<60).map { _ in Double(Int.random(in: 0...1, using: &generator)) }
    let data = try randomPredictions(rows: 60, classes: 3, weights: weights, using: &generator)
    let sized = try LabeledPredictions(data.predictions, labels: data.labels, weights: weights.map { $0 * size })
    let (expected, found) = (try pointMetrics(on: data), try pointMetrics(on: sized))
    for metric in Metric.allCases
    where metric != .debiasedCalibrationError && metric != .equalMassCalibrationError
      && metric != .sweepCalibrationError
    {
      let difference = abs((expected[metric] ?? .nan) - (found[metric] ?? .nan))
      #expect(difference < 1e-12, "\(metric)")
    }
    #expect(found.values.allSatisfy { $0.isFinite })
    let kernel = try SquaredKernelCalibrationError(on: sized).value
    let expectedKernel = try SquaredKernelCalibrationError(on: data).value
    #expect(abs(kernel - expectedKernel) < 1e-12)
    // A part of the rows may be small beside the others.
    let mixed = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: [1] + [Double](repeating: size, count: 59)
    )
    let part = try EvaluatedRows(on: mixed.rows(1..<60))
    #expect(try part.debiasedCalibrationError().isFinite)
  }

  @Test func weightsOfOrdinarySizeStayAsTheyAre() throws {
    for weights in [[0, 2.5], [1e-6, 3e-6], [1e15, 7]] {
      #expect(try LabeledPredictions(predictions, labels: [0, 1], weights: weights).weights == weights)
    }
  }

  @Test func slicesKeepRowsTogether() throws {
    let data = try LabeledPredictions(predictions, labels: [2, 1], weights: [1, 3])
    let slice = try data.rows(1..<2)
    #expect(slice.labels == [1])
    #expect(slice.weights == [3])
    #expect(slice.predictions.scores(ofRow: 0)[1] == 5)
  }
}
