import Calibration
import Foundation

/// Uniform logits with labels drawn from their softmax at a temperature: over-confident predictions
/// above 1, calibrated ones at 1.
package func randomPredictions(
  rows: Int,
  classes: Int,
  temperature: Double = 1.5,
  weights: [Double]? = nil,
  using generator: inout SeededGenerator
) throws -> LabeledPredictions {
  try Synthetic.labeled(
    by: FocalTemperatureMap(temperature: temperature, gamma: 0),
    rows: rows,
    classes: classes,
    weights: weights,
    using: &generator
  ) { generator in
    (0..<classes).map { _ in Float.random(in: -3...3, using: &generator) }
  }
}

/// Uniform logits of over-confident predictions.
package func overconfidentPredictions(rows: Int, classes: Int, seed: UInt64) throws -> LabeledPredictions {
  var generator = SeededGenerator(seed: seed)
  let map = try FocalTemperatureMap(temperature: 1.8, gamma: -0.2)
  return try Synthetic.labeled(by: map, rows: rows, classes: classes, using: &generator) {
    generator in
    (0..<classes).map { _ in Float.random(in: -4...4, using: &generator) }
  }
}

/// Independent outputs that are the same for all labels of an example, as the labels are; log-odds are
/// too large by a factor.
package func dependentLabels(
  examples: Int,
  labels: Int,
  factor: Float = 1,
  using generator: inout SeededGenerator
) throws -> LabeledPredictions {
  var scores: [Float] = []
  var present: [Int32] = []
  for _ in 0..<examples {
    let score = Float.random(in: -3...3, using: &generator)
    let isPresent = Float.random(in: 0..<1, using: &generator) < 1 / (1 + exp(-score))
    scores += repeatElement(score * factor, count: labels)
    present += repeatElement(isPresent ? 1 : 0, count: labels)
  }
  return try LabeledPredictions(Predictions(scores, labelCount: labels, kind: .logits), labels: present)
}

/// The rows in the given order, some perhaps more than once.
package func taking(_ rows: [Int], of data: LabeledPredictions) throws -> LabeledPredictions {
  try LabeledPredictions(
    Predictions(
      rows.flatMap { data.predictions.scores(ofRow: $0) },
      columnCount: data.predictions.columnCount,
      kind: data.predictions.kind
    ),
    labels: rows.map { data.labels[$0] },
    weights: data.weights.map { weights in rows.map { weights[$0] } }
  )
}
