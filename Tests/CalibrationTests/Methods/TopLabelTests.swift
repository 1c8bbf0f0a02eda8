import Foundation
import Testing

@testable import Calibration

@Suite struct TopLabelTests {
  private let method = TopLabel(IsotonicRegression())

  @Test(arguments: UInt64(0)..<8)
  func neverWorseByTheLikelihood(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let data = try randomPredictions(
      rows: 30 + 20 * Int(seed),
      classes: 4,
      temperature: [0.3, 1, 2, 6][Int(seed % 4)],
      using: &generator
    )
    let fit = try method.report(fittingTo: data)
    #expect(fit.value <= fit.uncalibratedValue + 1e-13, "seed \(seed)")
    #expect(try fit.value == RowStatistics(of: fit.map, on: data).negativeLogLikelihood)
  }

  @Test func fitsTheConfidence() throws {
    let data = try LabeledPredictions(
      Predictions(
        [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.25, 0.5, 0.25, 0.75, 0.125, 0.125],
        columnCount: 3,
        kind: .probabilities
      ),
      labels: [0, 0, 1, 0]
    )
    // Confidence 0.5 right, 0.7 right, 0.75 right, 0.8 wrong: one run.
    let map = try method.fit(to: data)
    let p = try map.probabilities(forLogits: [0.1, 0.6, 0.3].map(log))
    for (found, expected) in zip(p, [0.0625, 0.75, 0.1875]) {
      #expect(abs(found - expected) < 1e-14)
    }
  }

  @Test func certainRowsDoNotMatter() throws {
    let data = try LabeledPredictions(
      Predictions([0, -.infinity, -.infinity, 0], columnCount: 2, kind: .logits),
      labels: [0, 1]
    )
    let fit = try method.report(fittingTo: data)
    #expect(fit.value == 0)
    #expect(abs(try fit.map.probabilities(forLogits: [log(0.3), log(0.7)])[1] - 0.7) < 1e-15)
  }
}
