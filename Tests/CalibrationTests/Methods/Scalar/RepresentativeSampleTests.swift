import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct RepresentativeSampleTests {
  private func values(_ data: LabeledPredictions, _ loss: FittingObjective = .negativeLogLikelihood) -> [Double] {
    let objective = FocalTemperatureObjective(data, loss: loss, varyingGamma: true)
    return [SIMD2(0.0, 0.4), SIMD2(1, 3), SIMD2(0.3, -0.6), SIMD2(-0.5, -1)].map {
      objective.value(at: $0)
    }
  }

  @Test func fewRowsAreTheirOwnSample() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 300, classes: 3, seed: 1)
    let sample = RepresentativeSample(of: data)
    #expect(sample.isFaithful)
    #expect(sample.rows.rowCount == 300 && sample.rows.weights == nil)
  }

  @Test(arguments: [FittingObjective.negativeLogLikelihood, .brier], [1, 2])
  func twoClassesKeepTheirLosses(_ loss: FittingObjective, columns: Int) throws {
    let two = try Synthetic.labeled(temperature: 2, rows: 6_000, classes: 2, seed: 2)
    var generator = SeededGenerator(seed: 3)
    let scores = two.predictions.withUnsafeScores { Array($0) }
    let data = try LabeledPredictions(
      columns == 2
        ? two.predictions
        : Predictions((0..<6_000).map { scores[2 * $0 + 1] - scores[2 * $0] }, columnCount: 1, kind: .logits),
      labels: two.labels,
      weights: (0..<6_000).map { Double($0 % 4) * .random(in: 0.5..<2, using: &generator) }
    )
    let sample = RepresentativeSample(of: data)
    #expect(sample.isFaithful)
    #expect(sample.rows.rowCount <= RepresentativeSample.size(classCount: 2))
    #expect(abs(sample.rows.totalWeight / data.totalWeight - 1) < 1e-12)
    for (few, all) in zip(values(sample.rows, loss), values(data, loss)) {
      // Rounding to Float, and the third moments of the groups.
      #expect(abs(few - all) < 1e-7)
    }
  }

  @Test func manyClassesAreRepresentedByRowsOfTheirOwn() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 20_000, classes: 3, seed: 4)
    let sample = RepresentativeSample(of: data)
    #expect(!sample.isFaithful)
    #expect(sample.rows.rowCount == RepresentativeSample.size(classCount: 3))
    #expect(abs(sample.rows.totalWeight - 20_000) < 1e-9)
    for (few, all) in zip(values(sample.rows), values(data)) {
      // As many rows drawn at random would miss by about 0.01.
      #expect(abs(few - all) < 3e-3)
    }
  }

  @Test func rowsThatSayNothingAreLeftOut() throws {
    // Half the rows have one possible class, a quarter has no weight.
    let rows = 5_000
    var generator = SeededGenerator(seed: 5)
    let scores = (0..<rows).flatMap { row -> [Float] in
      [Float.random(in: -3...3, using: &generator), row % 2 == 0 ? -.infinity : 0]
    }
    let data = try LabeledPredictions(
      Predictions(scores, columnCount: 2, kind: .logits),
      labels: (0..<rows).map { $0 % 4 == 1 ? 1 : 0 },
      weights: (0..<rows).map { $0 % 8 < 6 ? 1 : 0 }
    )
    let sample = RepresentativeSample(of: data)
    // Of eight rows 1, 3 and 5 tell something.
    #expect(sample.rows.totalWeight == Double(rows / 8 * 3))

    let certain = try LabeledPredictions(
      Predictions((0..<rows).flatMap { _ in [0, -.infinity] }, columnCount: 2, kind: .logits),
      labels: [Int32](repeating: 0, count: rows)
    )
    #expect(RepresentativeSample(of: certain).rows.rowCount > 0)
  }
}
