import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct MatrixScalingTests {
  @Test func recoversTheMapThatMadeTheLabels() throws {
    // Class 0 borrows from class 1, which no factor and shift for each class can say.
    let truth = try MatrixMap(
      matrix: [[0.6, 0.4, 0], [0, 0.8, 0], [-0.3, 0, 0.5]],
      intercept: [0.2, -0.2, 0],
      inputs: .centeredLogits
    )
    let data = try Synthetic.labeled(by: truth, rows: 6_000, classes: 3, seed: 51)
    let strength = try RegularizationStrength(lambda: 1e-4, mu: 1e-4)
    let fit = try MatrixScaling(strength: strength).fit(to: data)
    #expect(fit.map.inputs == .centeredLogits)
    // Twelve numbers, of which eight are free, fitted to 6000 rows gain some 8 / 12 000.
    let excess = try fit.value - truth.negativeLogLikelihood(on: data)
    #expect(excess < 0 && excess > -0.004)
    var distance = 0.0
    for row in 0..<200 {
      let logits = data.predictions.scores(ofRow: row).map(Double.init)
      let pairs = zip(try fit.map.probabilities(forLogits: logits), try truth.probabilities(forLogits: logits))
      distance += pairs.reduce(0) { $0 + abs($1.0 - $1.1) } / 600
    }
    // They leave a noise of some 0.01 in a probability.
    #expect(distance < 0.03)
    let vector = try VectorScaling().fit(to: data)
    #expect(fit.value < vector.value - 0.001)
  }

  /// Dirichlet calibration sees it: there it is the row's confidence.
  @Test func whatAllLogitsOfARowShareMeansNothing() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 200, classes: 3, seed: 52)
    let shifted = try LabeledPredictions(
      Predictions(
        (0..<200).flatMap { row in
          data.predictions.scores(ofRow: row).map { $0 + Float(row % 8) - 4 }
        },
        columnCount: 3,
        kind: .logits
      ),
      labels: data.labels
    )
    let strength = try RegularizationStrength(lambda: 0.1, mu: 0.1)
    let fits = try [data, shifted].map { try MatrixScaling(strength: strength).fit(to: $0) }
    // Sums are rounded to Float.
    #expect(abs(fits[0].value - fits[1].value) < 1e-6)
  }
}
