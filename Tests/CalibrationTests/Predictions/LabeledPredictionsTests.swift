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

  @Test func slicesKeepRowsTogether() throws {
    let data = try LabeledPredictions(predictions, labels: [2, 1], weights: [1, 3])
    let slice = try data.rows(1..<2)
    #expect(slice.labels == [1])
    #expect(slice.weights == [3])
    #expect(slice.predictions.scores(ofRow: 0)[1] == 5)
  }
}
