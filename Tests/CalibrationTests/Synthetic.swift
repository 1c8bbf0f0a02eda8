import Foundation

@testable import Calibration

/// Random logits with labels drawn from a map's probabilities for them.
enum Synthetic {
  static func labeled(
    by map: some CalibrationMap,
    rows: Int,
    classes: Int,
    seed: UInt64
  ) throws -> LabeledPredictions {
    var generator = SeededGenerator(seed: seed)
    var labels: [Int32] = []
    var scores: [Float] = []
    for _ in 0..<rows {
      var logits = (0..<classes).map { _ in Double(Float(generator.normal() * 2)) }
      logits[Int.random(in: 0..<classes, using: &generator)] += 3
      logits = logits.map { Double(Float($0)) }
      scores += logits.map { Float($0) }
      let probabilities = try map.probabilities(forLogits: logits)
      var rest = Double.random(in: 0..<1, using: &generator)
      let label = probabilities.firstIndex { p in
        rest -= p
        return rest < 0
      }
      labels.append(Int32(label ?? classes - 1))
    }
    return try LabeledPredictions(
      Predictions(scores, columnCount: classes, kind: .logits),
      labels: labels
    )
  }

  /// The probabilities of independent labels, right but for a shift of each label's own: by default the
  /// second is too low and the third too high.
  static func outputs(
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
    return try LabeledPredictions(
      Predictions(scores, labelCount: shifts.count, kind: .probabilities),
      labels: labels
    )
  }
}

extension SeededGenerator {
  /// A standard normal variate (Box and Muller).
  mutating func normal() -> Double {
    let radius = (-2 * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &self)))
      .squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}
