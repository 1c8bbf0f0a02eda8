import Testing

@testable import Calibration

@Suite struct PredictionsFromArraysTests {
  private static let rows: [[Double]] = [[2.5, -0.3, 0.1], [0.2, 1.9, -1.4]]
  private static let flat: [Double] = [2.5, -0.3, 0.1, 0.2, 1.9, -1.4]

  @Test func allShapesGiveTheSameScores() throws {
    let single = Self.rows.map { $0.map { Float($0) } }
    let all = try [
      Predictions(single, kind: .logits),
      Predictions(Self.rows, kind: .logits),
      Predictions(Self.flat, columnCount: 3, kind: .logits),
      Predictions(Self.flat.map { Float($0) }, columnCount: 3, kind: .logits),
    ]
    for predictions in all {
      #expect(predictions.classCount == 3)
      #expect(predictions.scores(ofRow: 0) == single[0])
      #expect(predictions.scores(ofRow: 1) == single[1])
    }
  }

  @Test func literalsNeedNoTypes() throws {
    let data = try LabeledPredictions([[1, 2], [2, 1]], kind: .logits, labels: [1, 0])
    #expect(data.predictions.scores(ofRow: 0) == [1, 2])
    #expect(data.labels == [1, 0])
    #expect(try Predictions([1, 2, 2, 1], columnCount: 2, kind: .logits).rowCount == 2)
  }

  @Test func raggedRowsAreNamed() {
    #expect(throws: PredictionsError.ragged(row: 1, found: 2, expected: 3)) {
      try Predictions([[1, 2, 3], [1, 2]] as [[Float]], kind: .logits)
    }
    #expect(throws: PredictionsError.ragged(row: 2, found: 3, expected: 2)) {
      try Predictions([[1, 2], [1, 2], [1, 2, 3]] as [[Double]], kind: .logits)
    }
    #expect(throws: PredictionsError.noRows) { try Predictions([] as [[Float]], kind: .logits) }
    #expect(throws: PredictionsError.self) { try Predictions([[]] as [[Float]], kind: .logits) }
  }

  @Test func labelsOfAnyIntegers() throws {
    let predictions = try Predictions(Self.rows, kind: .logits)
    let labels: [Int] = [0, 2]
    #expect(try LabeledPredictions(predictions, labels: labels).labels == [0, 2])
    #expect(try LabeledPredictions(predictions, labels: [UInt8(0), 2]).labels == [0, 2])
    #expect(throws: PredictionsError.labelOutOfRange(row: 1, label: 3, classCount: 3)) {
      try LabeledPredictions(predictions, labels: [0, 3])
    }
    // Cut to 32 bits it would be class 1.
    let far = (1 << 32) + 1
    #expect(throws: PredictionsError.labelOutOfRange(row: 1, label: far, classCount: 3)) {
      try LabeledPredictions(predictions, labels: [0, far])
    }
    #expect(throws: PredictionsError.labelCount(labels: 1, rows: 2)) {
      try LabeledPredictions(predictions, labels: [0])
    }
  }

  @Test func oneRowInEveryPrecision() throws {
    let map = try VectorMap(diagonal: [0.9, 1.1, 1.2], intercept: [0.1, 0, -0.1])
    let double = try map.probabilities(forLogits: Self.rows[0])
    let row = Self.rows[0].map { Float($0) }
    let single = try map.probabilities(forLogits: row)
    var inPlace = Self.rows[0]
    try map.convertToProbabilities(&inPlace)
    #expect(inPlace == double)
    var output = [Float](repeating: 0, count: 3)
    try map.probabilities(forLogits: row, into: &output)
    #expect(output == single)
    for (left, right) in zip(single, double) { #expect(abs(Double(left) - right) < 1e-6) }
    // Among others a row gets the same numbers.
    let all = try map.probabilities(for: Predictions(Self.rows, kind: .logits))
    #expect(all.scores(ofRow: 0) == single)
  }

  @Test func aRowOfAnotherClassCountIsRefused() throws {
    let map = try VectorMap(diagonal: [1, 1, 1], intercept: [0, 0, 0])
    let error = PredictionsError.classCount(found: 2, expected: 3)
    #expect(throws: error) { try map.probabilities(forLogits: [1.0, 2.0]) }
    #expect(throws: error) { try map.probabilities(forLogits: [1, 2] as [Float]) }
    var output: [Float] = [7, 7]
    #expect(throws: error) { try map.probabilities(forLogits: [1, 2], into: &output) }
    #expect(output == [7, 7])
  }
}
