import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What holds for every metric.
@Suite struct MetricInvariantsTests {
  // Sums of a few hundred terms of order 1 in another order.
  let tolerance = 1e-13

  @Test(arguments: [2, 3, 10], [11 as UInt64, 12, 13])
  func theOrderOfTheRowsDoesNotMatter(classes: Int, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let weights = (0..<150).map { _ in Double.random(in: 0...2, using: &generator) }
    // Few distinct rows with labels of their own, so that bins of equal mass cut through ties.
    let distinct = try randomPredictions(rows: 20, classes: classes, using: &generator)
    let scores = try taking((0..<150).map { $0 % 20 }, of: distinct).predictions
    let labels = (0..<150).map { _ in Int32.random(in: 0..<Int32(classes), using: &generator) }
    for weights in [nil, weights] {
      let first = try LabeledPredictions(scores, labels: labels, weights: weights)
      let second = try taking((0..<150).shuffled(using: &generator), of: first)
      let expected = try pointMetrics(on: first)
      for (metric, value) in try pointMetrics(on: second) {
        #expect(abs(value - (expected[metric] ?? .nan)) < tolerance, "\(metric), seed \(seed)")
      }
    }
  }

  @Test(arguments: [21 as UInt64, 22, 23])
  func wholeWeightsEqualRepeatedRows(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let weights = (0..<120).map { _ in Double(Int.random(in: 0...3, using: &generator)) }
    let weighted = try randomPredictions(rows: 120, classes: 4, weights: weights, using: &generator)
    let unweighted = try LabeledPredictions(weighted.predictions, labels: weighted.labels)
    let repeated = try taking((0..<120).flatMap { Array(repeating: $0, count: Int(weights[$0])) }, of: unweighted)
    let expected = try pointMetrics(on: repeated)
    for (metric, value) in try pointMetrics(on: weighted) {
      #expect(abs(value - (expected[metric] ?? .nan)) < tolerance, "\(metric), seed \(seed)")
    }
  }

  @Test func theScaleOfTheWeightsDoesNotMatter() throws {
    var generator = SeededGenerator(seed: 31)
    let weights = (0..<100).map { _ in Double.random(in: 0.1...2, using: &generator) }
    let data = try randomPredictions(rows: 100, classes: 3, weights: weights, using: &generator)
    let total = data.totalWeight
    let scaled = try LabeledPredictions(data.predictions, labels: data.labels, weights: weights.map { $0 / total })
    let expected = try pointMetrics(on: data)
    for (metric, value) in try pointMetrics(on: scaled) {
      #expect(abs(value - (expected[metric] ?? .nan)) < tolerance, "\(metric)")
    }
  }

  @Test func perfectlyCalibratedRowsHaveNoError() throws {
    // In each group of 20 equal rows, the classes occur exactly as often as their probability says.
    let groups: [[Int]] = [[10, 5, 5], [16, 3, 1], [8, 7, 5], [0, 20, 0], [2, 2, 16]]
    var probabilities: [Float] = []
    var labels: [Int32] = []
    for counts in groups {
      for (label, count) in counts.enumerated() {
        for _ in 0..<count {
          probabilities += counts.map { Float($0) / 20 }
          labels.append(Int32(label))
        }
      }
    }
    let data = try LabeledPredictions(Predictions(probabilities, columnCount: 3, kind: .probabilities), labels: labels)
    let rows = try EvaluatedRows(on: data)
    // The probabilities are rounded to Float.
    for norm in CalibrationNorm.allCases {
      #expect(try rows.expectedCalibrationError(norm: norm) < 1e-7)
      #expect(try ClasswiseReliability(on: data).calibrationError(norm: norm) < 1e-7)
      // Five bins of equal mass hold one group each; the labels of others would be mixed.
      #expect(try rows.equalMassCalibrationError(binCount: 5, norm: norm) < 1e-7)
    }
    #expect(abs(rows.confidenceGap) < 1e-7)
  }

  @Test func allCorrectAndCertain() throws {
    let data = try LabeledPredictions(
      Predictions([1, 0, 0, 1, 1, 0], columnCount: 2, kind: .probabilities),
      labels: [0, 1, 0]
    )
    // A probability of 0 is read as 1.2e-38.
    for (metric, value) in try pointMetrics(on: data) {
      let expected =
        switch metric {
        case .accuracy, .meanConfidence, .negativeLogLikelihoodSkill, .brierSkill: 1.0
        case .confidenceAUROC: 0.5
        default: 0.0
        }
      #expect(abs(value - expected) < 1e-30, "\(metric)")
    }
  }

  @Test func theConfidenceGapIsTheErrorOfOneBinAndABound() throws {
    var generator = SeededGenerator(seed: 41)
    let data = try randomPredictions(rows: 300, classes: 5, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let gap = abs(rows.confidenceGap)
    #expect(abs(try rows.expectedCalibrationError(binCount: 1) - gap) < tolerance)
    #expect(abs(try rows.equalMassCalibrationError(binCount: 1) - gap) < tolerance)
    for binCount in [2, 7, 15, 100] {
      #expect(try rows.expectedCalibrationError(binCount: binCount) > gap - tolerance)
      #expect(try rows.equalMassCalibrationError(binCount: binCount) > gap - tolerance)
    }
  }

  @Test func normsAreOrdered() throws {
    var generator = SeededGenerator(seed: 51)
    let data = try randomPredictions(rows: 300, classes: 5, using: &generator)
    let rows = try EvaluatedRows(on: data)
    let errors = try CalibrationNorm.allCases.map { try rows.expectedCalibrationError(norm: $0) }
    #expect(errors == errors.sorted())
    #expect(errors[0] > 0)
  }
}
