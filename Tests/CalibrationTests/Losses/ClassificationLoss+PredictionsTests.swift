import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ClassificationLossPredictionsTests {
  func random(rows: Int, columns: Int, weights: [Double]? = nil, seed: UInt64) throws -> LabeledPredictions {
    var random = SeededGenerator(seed: seed)
    let logits = random.logits(classes: rows * columns, spread: 3).map(Float.init)
    let classes = max(columns, 2)
    let labels = (0..<rows).map { _ in Int32.random(in: 0..<Int32(classes), using: &random) }
    return try LabeledPredictions(
      Predictions(logits, columnCount: columns, kind: .logits),
      labels: labels,
      weights: weights
    )
  }

  @Test(arguments: [1, 2, 10])
  func bulkIsTheRowForm(columns: Int) throws {
    let loss = try FocalLoss(gamma: 2)
    let weights = (0..<300).map { Double($0 % 4) }
    let data = try random(rows: 300, columns: columns, weights: weights, seed: 31)
    let (gradient, diagonal) = try loss.derivatives(on: data)
    var sum = 0.0
    for row in 0..<300 {
      let scores = data.predictions.scores(ofRow: row).map(Double.init)
      let logits = columns == 1 ? [0] + scores : scores
      let label = Int(data.labels[row])
      let range = (row * columns)..<((row + 1) * columns)
      let want = try loss.gradient(logits: logits, label: label).suffix(columns)
      #expect(Array(gradient[range]) == want.map { Float($0 * weights[row]) })
      let wantDiagonal = try loss.hessianDiagonal(logits: logits, label: label).suffix(columns)
      #expect(Array(diagonal[range]) == wantDiagonal.map { Float($0 * weights[row]) })
      sum += try weights[row] * loss.value(logits: logits, label: label)
    }
    let mean = try loss.mean(on: data)
    #expect(abs(mean - sum / data.totalWeight) <= 1e-14 * mean)
  }

  @Test func rowsOfNoWeightCountNothing() throws {
    let predictions = try Predictions([0, -.infinity, 1, 0], columnCount: 2, kind: .logits)
    let data = try LabeledPredictions(predictions, labels: [0, 0], weights: [0, 1])
    let loss = try LabelSmoothedCrossEntropy(smoothing: 0.1)
    #expect(try loss.mean(on: data) == loss.value(logits: [1, 0], label: 0))
  }

  @Test func anotherClassCountIsRefused() throws {
    let loss = try SigmoidFocalLoss(gamma: 2, alpha: 0.25)
    let data = try random(rows: 3, columns: 3, seed: 32)
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) { try loss.mean(on: data) }
    #expect(throws: PredictionsError.classCount(found: 3, expected: 2)) {
      try loss.derivatives(on: data)
    }
  }
}
