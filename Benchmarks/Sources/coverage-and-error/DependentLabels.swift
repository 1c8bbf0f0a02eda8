import BenchmarkSupport
import Calibration
import Foundation

/// A calibrated model of independent outputs, whose labels are drawn from its probabilities but depend on each other.
///
/// Log-odds are normal with standard deviation 1.5. Each label is there if a normal number is below the quantile of its
/// probability; the numbers of an example share a part.
struct DependentLabels: Sendable {
  let exampleCount, labelCount: Int
  /// The correlation of the normal numbers of an example.
  let correlation: Double
  /// Whether the labels of an example have the same log-odds.
  let areAlike: Bool
  let seed: UInt64

  /// Labels that are all the same, labels that depend on each other in part, and labels that do not.
  static func all(seed: UInt64) -> [DependentLabels] {
    [
      .init(exampleCount: 200, labelCount: 10, correlation: 1, areAlike: true, seed: seed),
      .init(exampleCount: 500, labelCount: 20, correlation: 0.5, areAlike: false, seed: seed),
      .init(exampleCount: 200, labelCount: 10, correlation: 0, areAlike: false, seed: seed),
    ]
  }

  var name: String {
    let kind = correlation == 1 ? "identical labels" : "labels, correlation \(correlation)"
    return "\(exampleCount) rows of \(labelCount) \(kind)"
  }

  func draw(trial: Int) throws -> LabeledPredictions {
    var stream = RandomStream(seed: seed, stream: UInt64(trial))
    var scores: [Float] = []
    var labels: [Int32] = []
    for _ in 0..<exampleCount {
      let shared = stream.normalPair()
      for _ in 0..<labelCount {
        let own = stream.normalPair()
        let score = Float(1.5 * (areAlike ? shared.x : own.x))
        let normal = correlation.squareRoot() * shared.y + (1 - correlation).squareRoot() * own.y
        scores.append(score)
        // Φ(normal) is uniform.
        let uniform = erfc(-normal / 2.0.squareRoot()) / 2
        labels.append(uniform < 1 / (1 + exp(-Double(score))) ? 1 : 0)
      }
    }
    return try LabeledPredictions(Predictions(scores, labelCount: labelCount, kind: .logits), labels: labels)
  }
}
