import Foundation
import TestSupport
import Testing

@testable import Calibration

/// Data on which any method has to give a sensible answer.
enum AwkwardData {
  /// One row, constant scores, separable rows, misleading scores, huge scores, one column, impossible
  /// classes, many classes.
  static func sets() throws -> [LabeledPredictions] {
    let sets: [(scores: [Float], columns: Int, labels: [Int32])] = [
      ([1, 2, 0.5], 3, [0]),
      ([Float](repeating: 2, count: 60), 3, (0..<20).map { Int32($0 % 3) }),
      ([4, 0, 0, 0, 5, 1, 0, 0, 3], 3, [0, 1, 2]),
      ([4, 2, 0, 0, 5, 1, 0, 1, 3], 3, [2, 0, 0]),
      ([1e18, 0, 0, -1e18, 3, 2], 3, [1, 2]),
      ([-1e4, -9e3, 9e3, 1e4], 1, [0, 1, 1, 0]),
      ([1, 0, -.infinity, 0, 2, -.infinity, 3, 1, 0, -.infinity, 0, -.infinity], 3, [0, 1, 2, 1]),
      ((0..<2000).map { Float(($0 * 7919) % 1000) / 100 }, 1000, [3, 999]),
    ]
    return try sets.map { set in
      try LabeledPredictions(Predictions(set.scores, columnCount: set.columns, kind: .logits), labels: set.labels)
    }
  }

  /// Every fit is finite, and no worse than a limit; its map survives encoding.
  static func expectFiniteFits<Method: CalibrationMethod>(
    of method: Method,
    noWorseThan limit: Double = .infinity
  ) throws where Method.Map: Codable {
    for data in try sets() {
      let fit = try method.fit(to: data)
      #expect(fit.value.isFinite && fit.value <= limit)
      let encoded = try JSONEncoder().encode(fit.map)
      #expect(try JSONDecoder().decode(Method.Map.self, from: encoded) == fit.map)
    }
  }

  /// Rows of the weights 0, 1 and 2, and the same rows repeated as often.
  static func weightedAndRepeated(rowCount: Int = 90) throws -> (LabeledPredictions, LabeledPredictions) {
    let data = try Synthetic.labeled(temperature: 2, rows: rowCount, classes: 3, seed: 6)
    let rows = (0..<rowCount).flatMap { row in Array(repeating: row, count: row % 3) }
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: (0..<rowCount).map { Double($0 % 3) }
    )
    return (weighted, data.copy(ofRows: rows))
  }

  /// The logits of some data times a factor.
  static func scaled(_ data: LabeledPredictions, by factor: Float) throws -> LabeledPredictions {
    let scores = (0..<data.rowCount).flatMap { row in
      data.predictions.scores(ofRow: row).map { $0 * factor }
    }
    return try LabeledPredictions(
      Predictions(scores, columnCount: data.predictions.columnCount, kind: .logits),
      labels: data.labels
    )
  }

  /// Logits of two classes as one column, rounded to Float once more, and as two.
  static func oneColumnAndTwo() throws -> (LabeledPredictions, LabeledPredictions) {
    let two = try Synthetic.labeled(temperature: 2, rows: 300, classes: 2, seed: 33)
    let differences = (0..<300).map { row in
      let z = two.predictions.scores(ofRow: row)
      return z[1] - z[0]
    }
    let one = try LabeledPredictions(Predictions(differences, columnCount: 1, kind: .logits), labels: two.labels)
    return (one, two)
  }

  /// The same rows as logits, as log-probabilities and as probabilities.
  static func kindsOfScores() throws -> [LabeledPredictions] {
    let data = try Synthetic.labeled(temperature: 1.6, rows: 300, classes: 3, seed: 12)
    let others = [
      try IdentityMap().logProbabilities(for: data.predictions),
      try IdentityMap().probabilities(for: data.predictions),
    ]
    return [data] + (try others.map { try LabeledPredictions($0, labels: data.labels) })
  }

  /// Four probabilities of 0, one of them that of a label.
  static func zeroProbabilities() throws -> LabeledPredictions {
    try LabeledPredictions(
      Predictions([1, 0, 0, 0.5, 0.25, 0.25, 0, 1, 0], columnCount: 3, kind: .probabilities),
      labels: [0, 1, 2]
    )
  }
}
