import Calibration

/// Random logits of over-confident predictions, the same for the same seed.
func overconfidentPredictions(
  rows: Int,
  classes: Int,
  seed: UInt64
) throws -> LabeledPredictions {
  var generator = SeededGenerator(seed: seed)
  let map = try FocalTemperatureMap(temperature: 1.8, gamma: -0.2)
  var scores: [Float] = []
  var labels: [Int32] = []
  for _ in 0..<rows {
    let logits = (0..<classes).map { _ in Float.random(in: -4...4, using: &generator) }
    let probabilities = try map.probabilities(forLogits: logits.map { Double($0) })
    var rest = Double.random(in: 0..<1, using: &generator)
    let label = probabilities.firstIndex { probability in
      rest -= probability
      return rest < 0
    }
    scores += logits
    labels.append(Int32(label ?? classes - 1))
  }
  return try LabeledPredictions(
    Predictions(scores, columnCount: classes, kind: .logits),
    labels: labels
  )
}
