import Foundation

@testable import Calibration

/// Independent outputs that are the same for all labels of an example, as the labels are; log-odds are too large by a
/// factor.
func dependentLabels(
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
  return try LabeledPredictions(
    Predictions(scores, labelCount: labels, kind: .logits),
    labels: present
  )
}
