import Foundation
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
      try LabeledPredictions(
        Predictions(set.scores, columnCount: set.columns, kind: .logits),
        labels: set.labels
      )
    }
  }

  /// Every fit is finite, and no worse than a limit; its map survives encoding.
  static func expectFiniteFits<Method: CalibrationMethod>(
    of method: Method,
    noWorseThan limit: Double = .infinity
  ) throws where Method.Map: Codable {
    for data in try sets() {
      let fit = try method.report(fittingTo: data)
      #expect(fit.value.isFinite && fit.value <= limit)
      let encoded = try JSONEncoder().encode(fit.map)
      #expect(try JSONDecoder().decode(Method.Map.self, from: encoded) == fit.map)
    }
  }

  /// Rows of the weights 0, 1 and 2, and the same rows repeated as often.
  static func weightedAndRepeated() throws -> (LabeledPredictions, LabeledPredictions) {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: 90,
      classes: 3,
      seed: 6
    )
    let rows = (0..<90).flatMap { row in Array(repeating: row, count: row % 3) }
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: (0..<90).map { Double($0 % 3) }
    )
    return (weighted, data.copy(ofRows: rows))
  }
}
