import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ClasswiseDecompositionTests {
  @Test func scoresAddUpToTheMetrics() throws {
    for weighted in [false, true] {
      var generator = SeededGenerator(seed: 10)
      let weights = (0..<130).map { _ in Double.random(in: 0...2, using: &generator) }
      let data = try randomPredictions(rows: 130, classes: 4, weights: weighted ? weights : nil, using: &generator)
      let map = try FocalTemperatureMap(temperature: 0.8, gamma: 0.5)
      let rows = try EvaluatedRows(of: map, on: data)
      let classwise = try ClasswiseDecomposition(of: map, on: data)
      #expect(abs(classwise.brier.reduce(0) { $0 + $1.score } - rows.brierScore) < 1e-13)
      let own = rows.negativeLogLikelihood
      let all = classwise.negativeLogLikelihood.reduce(0) { $0 + $1.score }
      // The classes that are not true add their own.
      #expect(all > own)
      for (brier, table) in zip(classwise.brier, classwise.tables) {
        let recalibrated = table.bins.reduce(0.0) { sum, bin in
          let p = bin.accuracy ?? 0
          return sum + bin.weight * p * (1 - p) / rows.totalWeight
        }
        #expect(abs(brier.uncertainty - brier.discrimination - recalibrated) < 1e-13)
      }
    }
  }

  /// The probability of class 1 of two, decomposed by brute force over all rows.
  @Test func twoClassesAreABinaryForecast() throws {
    var generator = SeededGenerator(seed: 11)
    let data = try randomPredictions(rows: 80, classes: 2, using: &generator)
    let decomposition = try ClasswiseDecomposition(on: data)
    let probabilities = try (0..<80).map { row in
      try TemperatureMap(temperature: 1)
        .probabilities(forLogits: data.predictions.scores(ofRow: row).map(Double.init))[1]
    }
    var pool = PoolAdjacentViolators()
    for row in (0..<80).sorted(by: { probabilities[$0] < probabilities[$1] }) {
      pool.append(weight: 1, sum: Double(data.labels[row]))
    }
    let recalibrated = pool.blocks.reduce(0) { $0 + $1.weight * $1.mean * (1 - $1.mean) } / 80
    let score = zip(probabilities, data.labels).reduce(0) { $0 + pow($1.0 - Double($1.1), 2) } / 80
    #expect(abs(decomposition.brier[1].miscalibration - (score - recalibrated)) < 1e-13)
    // A proper score of two classes looks the same from either.
    let (first, second) = (decomposition.negativeLogLikelihood[0], decomposition.negativeLogLikelihood[1])
    #expect(abs(first.miscalibration - second.miscalibration) < 1e-12)
    let own = try EvaluatedRows(on: data).negativeLogLikelihood
    #expect(abs(second.score - own) < 1e-12)
  }

  @Test func awkwardRows() throws {
    let data = try LabeledPredictions(
      Predictions([0, 1, 2, 500, 0, 0], columnCount: 3, kind: .logits),
      labels: [1, 2]
    )
    let decomposition = try ClasswiseDecomposition(on: data)
    #expect(decomposition.negativeLogLikelihood.allSatisfy { $0.score.isFinite })
    let ruledOut = try ClasswiseDecomposition(
      of: RulingOutMap(),
      on: LabeledPredictions(data.predictions, labels: [0, 1])
    )
    #expect(ruledOut.negativeLogLikelihood[0].miscalibration == .infinity)
    #expect(ruledOut.brier.allSatisfy { $0.miscalibration.isFinite })
  }

  @Test func sameBitsWhateverTheNumberOfThreads() throws {
    var generator = SeededGenerator(seed: 12)
    let data = try randomPredictions(rows: 300, classes: 20, using: &generator)
    let first = try ClasswiseDecomposition(on: data)
    let second = try Workers.$limit.withValue(1) { try ClasswiseDecomposition(on: data) }
    #expect(first == second)
  }
}
