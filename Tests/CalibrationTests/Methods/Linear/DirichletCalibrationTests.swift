import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct DirichletCalibrationTests {
  /// Where the q of each class have a Dirichlet distribution, the map is Bayes' rule:
  /// p_k ∝ Π_j q_j^(α_kj − 1) / B(α_k) for classes equally frequent.
  @Test func isBayesRuleForDirichletScores() throws {
    let alphas = [[4, 2, 1], [1, 5, 2], [2, 2, 3]]
    var generator = SeededGenerator(seed: 53)
    var scores: [Float] = []
    let labels = (0..<6_000).map { Int32($0 % 3) }
    for label in labels {
      // Gamma variables of whole shapes are sums of exponential ones.
      let gammas = alphas[Int(label)].map { shape in
        (0..<shape).reduce(0.0) { sum, _ in
          sum - log(1 - Double.random(in: 0..<1, using: &generator))
        }
      }
      scores += gammas.map { Float(log($0)) }
    }
    let data = try LabeledPredictions(Predictions(scores, columnCount: 3, kind: .logits), labels: labels)
    let bayes = try MatrixMap(
      matrix: alphas.map { $0.map { Double($0 - 1) } },
      intercept: alphas.map { alpha in
        lgamma(Double(alpha.reduce(0, +))) - alpha.reduce(0) { $0 + lgamma(Double($1)) }
      },
      inputs: .logProbabilities
    )
    let strength = try RegularizationStrength(lambda: 1e-4, mu: 1e-4)
    let fit = try DirichletCalibration(strength: strength)
      .fit(to: data)
    #expect(fit.map.inputs == .logProbabilities)
    // Twelve numbers, of which nine are free, fitted to 6000 rows gain some 9 / 12 000.
    let excess = try fit.value - bayes.negativeLogLikelihood(on: data)
    #expect(excess < 0 && excess > -0.004)
    for row in 0..<200 {
      let logits = data.predictions.scores(ofRow: row).map(Double.init)
      let want = try bayes.probabilities(forLogits: logits)
      for (p, want) in zip(try fit.map.probabilities(forLogits: logits), want) {
        #expect(abs(p - want) < 0.06, "row \(row)")
      }
    }
  }
}
