import Foundation
import TestSupport
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
    let fit = try method.fit(to: data)
    #expect(fit.value <= fit.uncalibratedValue + 1e-13, "seed \(seed)")
    #expect(try fit.value == EvaluatedRows(of: fit.map, on: data).negativeLogLikelihood)
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
    let map = try method.fit(to: data).map
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
    let fit = try method.fit(to: data)
    #expect(fit.value == 0)
    #expect(abs(try fit.map.probabilities(forLogits: [log(0.3), log(0.7)])[1] - 0.7) < 1e-15)
  }

  /// A row's log-odds have the same bits in the fit and in the map, also where its classes are given in
  /// another order: rows that tie in the fit tie with it.
  @Test(arguments: [2, 4, 11])
  func theMapMeetsTheScoresOfTheFit(classCount: Int) throws {
    var generator = SeededGenerator(seed: 17)
    let scores = generator.logits(classes: 2_000 * classCount, spread: 2).map { Float($0) }
    let labels = (0..<2_000).map { Int32($0 % classCount) }
    let data = try LabeledPredictions(Predictions(scores, columnCount: classCount, kind: .logits), labels: labels)
    let map = try TopLabel(KnownScores()).fit(to: data).map
    let turned = try Predictions(
      stride(from: 0, to: scores.count, by: classCount)
        .flatMap { scores[$0..<($0 + classCount)].reversed() },
      columnCount: classCount,
      kind: .logits
    )
    let known = LogOdds.probability(1)
    for predictions in [data.predictions, turned] {
      let calibrated = try map.probabilities(for: predictions)
      for row in 0..<2_000 {
        let lead = predictions.scores(ofRow: row).enumerated().max { $0.element < $1.element }
        let p = calibrated.scores(ofRow: row)[try #require(lead).offset]
        #expect(abs(Double(p) - known) < 1e-6, "row \(row)")
      }
    }
  }
}
