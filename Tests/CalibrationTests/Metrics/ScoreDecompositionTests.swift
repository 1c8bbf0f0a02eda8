import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ScoreDecompositionTests {
  @Test(arguments: try ConfidenceMetricsGolden.all())
  func agreesWithIsotonicRegressionOfScikitLearn(golden: ConfidenceMetricsGolden) throws {
    let rows = try golden.rows()
    for (name, parts) in [
      ("brier", rows.brierDecomposition), ("nll", rows.negativeLogLikelihoodDecomposition),
    ] {
      let expected = try #require(golden.corp[name])
      #expect(abs(parts.miscalibration - expected[0]) < 1e-12, "\(name)")
      #expect(abs(parts.discrimination - expected[1]) < 1e-12, "\(name)")
      #expect(abs(parts.uncertainty - expected[2]) < 1e-12, "\(name)")
    }
  }

  @Test func theCurveRisesAndHoldsAllRows() throws {
    var generator = SeededGenerator(seed: 8)
    let weights = (0..<150).map { _ in Double.random(in: 0...2, using: &generator) }
    let data = try randomPredictions(rows: 150, classes: 3, weights: weights, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let bins = ReliabilityTable(isotonic: rows).bins
    let accuracies = bins.compactMap(\.accuracy)
    #expect(zip(accuracies, accuracies.dropFirst()).allSatisfy { $0 < $1 })
    #expect(zip(bins, bins.dropFirst()).allSatisfy { $0.upperEdge < $1.lowerEdge })
    #expect(abs(bins.reduce(0) { $0 + $1.weight } - rows.totalWeight) < 1e-10)
    // The parts make up the score of the binary event.
    let score = rows.mean { row in
      pow(rows.confidences[row] - (rows.isCorrect(row: row) ? 1 : 0), 2)
    }
    #expect(abs(rows.brierDecomposition.score - score) < 1e-14)
  }

  @Test func monotoneRecalibrationChangesMiscalibrationAlone() throws {
    // With two classes the temperature keeps the order of the confidences.
    var generator = SeededGenerator(seed: 9)
    let data = try randomPredictions(rows: 120, classes: 2, using: &generator)
    let first = try EvaluatedRows(on: data).negativeLogLikelihoodDecomposition
    let map = try FocalTemperatureMap(temperature: 3, gamma: 0)
    let second = try EvaluatedRows(of: map, on: data).negativeLogLikelihoodDecomposition
    #expect(abs(first.discrimination - second.discrimination) < 1e-14)
    #expect(first.uncertainty == second.uncertainty)
    #expect(abs(first.miscalibration - second.miscalibration) > 1e-3)
  }

  @Test func rowsOfOneKind() throws {
    let right = try confidenceRows([(0.75, true), (0.75, true)])
    #expect(right.brierDecomposition.uncertainty == 0)
    #expect(right.brierDecomposition.discrimination == 0)
    #expect(abs(right.brierDecomposition.miscalibration - 0.0625) < 1e-15)
    let parts = right.negativeLogLikelihoodDecomposition
    #expect(abs(parts.miscalibration - log(4.0 / 3)) < 1e-14)
    #expect(parts.uncertainty == 0)
  }

  /// 1 − c is what all other classes have, not the true one alone.
  @Test(arguments: [[100, 40, 90], [1e4, 0, 5e3], [90, 89, 100]] as [[Float]])
  func aCertainErrorCountsAllOtherClasses(logits: [Float]) throws {
    let top = logits.max() ?? 0
    let data = try LabeledPredictions(Predictions(logits, columnCount: 3, kind: .logits), labels: [1])
    let others = logits.filter { $0 < top }.map(Double.init).sorted()
    let logOthers = others[1] + log1p(exp(others[0] - others[1]))
    // The leading class has all of the sum but a part that does not show.
    let parts = try EvaluatedRows(on: data).negativeLogLikelihoodDecomposition
    #expect(abs(parts.score - (Double(top) - logOthers)) < 1e-4)
    let ofTop = try ClasswiseDecomposition(on: data)
      .negativeLogLikelihood[logits.firstIndex(of: top) ?? 0]
    #expect(abs(ofTop.score - parts.score) < 1e-9)
  }

  @Test func aCertainErrorIsFiniteWhereTheScoresTell() throws {
    // 1 − c rounds to 0; the logits still know it.
    for classes in [2, 3] {
      let data = try LabeledPredictions(
        Predictions([100, 0] + Array(repeating: -1000, count: classes - 2), columnCount: classes, kind: .logits),
        labels: [1]
      )
      let parts = try EvaluatedRows(on: data).negativeLogLikelihoodDecomposition
      #expect(abs(parts.score - 100) < 1e-9)
    }
  }
}
