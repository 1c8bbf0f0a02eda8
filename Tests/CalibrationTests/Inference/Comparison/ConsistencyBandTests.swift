import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ConsistencyBandTests {
  /// Rows of two classes with these confidences, right with them as probabilities.
  private func calibrated(_ confidences: [Double], weights: [Double]? = nil, seed: UInt64 = 1) throws -> EvaluatedRows {
    var generator = SeededGenerator(seed: seed)
    let labels = confidences.map { confidence -> Int32 in
      Double.random(in: 0..<1, using: &generator) < confidence ? 1 : 0
    }
    let data = try LabeledPredictions(
      Predictions(confidences.map { Float($0) }, columnCount: 1, kind: .probabilities),
      labels: labels,
      weights: weights
    )
    return try EvaluatedRows(on: data)
  }

  private func spread(_ count: Int) -> [Double] {
    (0..<count).map { 0.5 + 0.49 * Double($0) / Double(count) }
  }

  @Test func ofOneConfidenceItIsTheBinomialDistribution() throws {
    let rows = try calibrated([Double](repeating: 0.75, count: 400))
    let band = try ConsistencyBand(rows, resampleCount: 2_000)
    let point = try #require(band.points.first)
    #expect(band.points.count == 1)
    #expect(point.confidence == 0.75)
    // The 2.5 % and 97.5 % quantiles of Binomial(400, 0.75) are 283 and 317; those of 2000 draws are off by
    // at most two hits.
    #expect(abs(point.lower * 400 - 283) <= 2)
    #expect(abs(point.upper * 400 - 317) <= 2)
  }

  @Test func calibratedCurvesLieInIt() throws {
    var inside = 0
    var all = 0
    for seed: UInt64 in 1...25 {
      let rows = try calibrated(spread(300), seed: seed)
      let band = try ConsistencyBand(rows, resampleCount: 100, level: 0.9, seed: seed)
      let bins = ReliabilityTable(isotonic: rows).bins
      for point in band.points {
        guard let bin = bins.first(where: { $0.upperEdge >= point.confidence }),
          bin.lowerEdge <= point.confidence, let accuracy = bin.accuracy
        else { continue }
        all += 1
        if accuracy >= point.lower - 1e-12, accuracy <= point.upper + 1e-12 { inside += 1 }
      }
    }
    // Neighbouring points are far from independent: each data set counts as some ten.
    let share = Double(inside) / Double(all)
    #expect((0.82...0.97).contains(share), "\(share)")
  }

  @Test func itHoldsTheDiagonalAndNarrowsWithMoreRows() throws {
    let few = try ConsistencyBand(calibrated(spread(200)))
    let many = try ConsistencyBand(calibrated(spread(3_000)), resampleCount: 100)
    for band in [few, many] {
      #expect(band.points.count == 129)
      #expect(band.points.map(\.confidence) == band.points.map(\.confidence).sorted())
      #expect(band.points.allSatisfy { 0 <= $0.lower && $0.lower <= $0.upper && $0.upper <= 1 })
      let inner = band.points.dropFirst(16).dropLast(16)
      #expect(inner.allSatisfy { $0.lower < $0.confidence && $0.confidence < $0.upper })
    }
    let width = { (band: ConsistencyBand) in band.points.reduce(0) { $0 + $1.upper - $1.lower } }
    #expect(width(many) < 0.6 * width(few))
  }

  @Test func theNumberOfThreadsDoesNotMatter() throws {
    let rows = try calibrated(spread(250))
    let one = try Workers.$limit.withValue(1) { try ConsistencyBand(rows, resampleCount: 40) }
    let three = try Workers.$limit.withValue(3) { try ConsistencyBand(rows, resampleCount: 40) }
    let other = try ConsistencyBand(rows, resampleCount: 40, seed: 2)
    #expect(one == three)
    #expect(one != other)
  }

  @Test func wholeWeightsCountRowsAndRowsWithoutWeightDoNotCount() throws {
    let weighted = try calibrated([0.6, 0.8, 0.99], weights: [30, 50, 0])
    let repeated = try calibrated([Double](repeating: 0.6, count: 30) + [Double](repeating: 0.8, count: 50))
    let (one, other) = (try ConsistencyBand(weighted).points, try ConsistencyBand(repeated).points)
    #expect(one.count == other.count)
    for (one, other) in zip(one, other) {
      // Sums of one term and of many.
      #expect(abs(one.confidence - other.confidence) < 1e-14)
      #expect(one.lower == other.lower && one.upper == other.upper)
    }
  }

  @Test func otherWeightsCountAsTheirEffectiveNumber() throws {
    let halves = try calibrated([Double](repeating: 0.6, count: 40), weights: [Double](repeating: 0.5, count: 40))
    let whole = try calibrated([Double](repeating: 0.6, count: 40))
    #expect(try ConsistencyBand(halves) == ConsistencyBand(whole))
  }

  @Test func manyRowsAreDrawnInGroups() throws {
    let rows = try calibrated(spread(70_000))
    let band = try ConsistencyBand(rows, resampleCount: 3)
    #expect(band.points.count == 129)
    #expect(band.points.allSatisfy { abs($0.upper - $0.confidence) < 0.2 })
  }

  @Test func badOptionsAreRefused() throws {
    let rows = try calibrated([0.7])
    #expect(throws: EvaluationError.resampleCount(0)) {
      try ConsistencyBand(rows, resampleCount: 0)
    }
    for level in [0, 1, -0.5, .nan] {
      #expect(throws: EvaluationError.self) { try ConsistencyBand(rows, level: level) }
    }
    let one = try ConsistencyBand(rows).points
    #expect(one == [.init(confidence: 0.7, lower: 0, upper: 1)])
  }
}
