import Calibration
import Foundation

/// Random scores with labels drawn from the probabilities that they ought to have, the same for the same seed.
package enum Synthetic {
  /// Normal logits, of which one a row is raised, with labels drawn from a map's probabilities for them.
  package static func labeled(
    by map: some CalibrationMap,
    rows: Int,
    classes: Int,
    seed: UInt64
  ) throws -> LabeledPredictions {
    var generator = SeededGenerator(seed: seed)
    return try labeled(by: map, rows: rows, classes: classes, using: &generator) { generator in
      var logits = (0..<classes).map { _ in Double(Float(generator.normal() * 2)) }
      logits[Int.random(in: 0..<classes, using: &generator)] += 3
      return logits.map { Float($0) }
    }
  }

  /// The same with the labels of a model that is right at the temperature.
  package static func labeled(temperature: Double, rows: Int, classes: Int, seed: UInt64) throws -> LabeledPredictions {
    let map = try TemperatureMap(temperature: temperature)
    return try labeled(by: map, rows: rows, classes: classes, seed: seed)
  }

  /// The probabilities of independent labels, right but for a shift of each label's own: by default the
  /// second is too low and the third too high.
  package static func outputs(
    shifts: [Float] = [0, -0.15, 0.15],
    rows: Int,
    seed: UInt64
  ) throws -> LabeledPredictions {
    var generator = SeededGenerator(seed: seed)
    var scores: [Float] = []
    var labels: [Int32] = []
    for _ in 0..<rows {
      for shift in shifts {
        let probability = Float.random(in: 0.2...0.8, using: &generator)
        labels.append(Float.random(in: 0..<1, using: &generator) < probability ? 1 : 0)
        scores.append(probability + shift)
      }
    }
    return try LabeledPredictions(Predictions(scores, labelCount: shifts.count, kind: .probabilities), labels: labels)
  }

  /// Logits that a closure makes row by row, with labels drawn from a map's probabilities for them.
  static func labeled(
    by map: some CalibrationMap,
    rows: Int,
    classes: Int,
    weights: [Double]? = nil,
    using generator: inout SeededGenerator,
    logits: (inout SeededGenerator) -> [Float]
  ) throws -> LabeledPredictions {
    var scores: [Float] = []
    var labels: [Int32] = []
    for _ in 0..<rows {
      let row = logits(&generator)
      let probabilities = try map.probabilities(forLogits: row.map { Double($0) })
      labels.append(generator.label(drawnFrom: probabilities))
      scores += row
    }
    return try LabeledPredictions(logits: scores, columnCount: classes, labels: labels, weights: weights)
  }
}
