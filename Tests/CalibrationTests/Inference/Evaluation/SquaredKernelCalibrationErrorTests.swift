import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct SquaredKernelCalibrationErrorTests {
  private func probabilities(_ data: LabeledPredictions, _ map: TemperatureMap) throws -> [[Double]] {
    try (0..<data.rowCount).map {
      try map.probabilities(forLogits: data.predictions.scores(ofRow: $0).map(Double.init))
    }
  }

  /// The definition with vectors written out, over all pairs.
  @Test(arguments: [2, 3, 9])
  func equalsTheMeanOverPairs(classes: Int) throws {
    var generator = SeededGenerator(seed: 1)
    let weights = (0..<40).map { $0 % 5 == 0 ? 0 : Double.random(in: 0...2, using: &generator) }
    let data = try randomPredictions(rows: 40, classes: classes, weights: weights, using: &generator)
    let map = try TemperatureMap(temperature: 0.9)
    let p = try probabilities(data, map)
    var sum = 0.0
    var weight = 0.0
    for i in 0..<40 {
      for j in 0..<40 where i != j {
        var product = 0.0
        var square = 0.0
        for k in 0..<classes {
          let first = (Int(data.labels[i]) == k ? 1 : 0) - p[i][k]
          let second = (Int(data.labels[j]) == k ? 1 : 0) - p[j][k]
          product += first * second
          square += (p[i][k] - p[j][k]) * (p[i][k] - p[j][k])
        }
        sum += weights[i] * weights[j] * product * exp(-square.squareRoot() / 0.7)
        weight += weights[i] * weights[j]
      }
    }
    let error = try SquaredKernelCalibrationError(of: map, on: data, bandwidth: 0.7)
    // Distances come from a difference of squares, which costs half of the digits near 0.
    #expect(abs(error.value - sum / weight) < 1e-9)
    #expect(error.blockCount == 1)
  }

  /// Examples of several labels: each label is paired with the same label of the other example.
  @Test func labelsArePairedWithThemselves() throws {
    var generator = SeededGenerator(seed: 9)
    let scores = (0..<60).map { _ in Float.random(in: -3...3, using: &generator) }
    let labels = (0..<60).map { _ in Int32.random(in: 0...1, using: &generator) }
    let weights = (0..<60).map { $0 % 7 == 0 ? 0 : Double.random(in: 0...2, using: &generator) }
    let data = try LabeledPredictions(
      Predictions(scores, labelCount: 3, kind: .logits),
      labels: labels,
      weights: weights
    )
    var sum = 0.0
    var weight = 0.0
    for i in 0..<60 {
      for j in 0..<60 where i / 3 != j / 3 && i % 3 == j % 3 {
        let p = [i, j].map { 1 / (1 + exp(-Double(scores[$0]))) }
        // Two classes, whose residuals and differences are the same but for their sign.
        let residuals = 2 * (Double(labels[i]) - p[0]) * (Double(labels[j]) - p[1])
        sum += weights[i] * weights[j] * residuals * exp(-2.0.squareRoot() * abs(p[0] - p[1]))
        weight += weights[i] * weights[j]
      }
    }
    let error = try SquaredKernelCalibrationError(on: data, options: EvaluationOptions(resampleCount: 20))
    // Distances come from a difference of squares, which costs half of the digits near 0.
    #expect(abs(error.value - sum / weight) < 1e-8)
    #expect(error.blockSize == 20)
  }

  /// A resample of rows is a weight for each, and pairs of a row with itself do not count.
  @Test func replicatesAreTheErrorOfReweightedRows() throws {
    var generator = SeededGenerator(seed: 5)
    let data = try randomPredictions(rows: 30, classes: 3, using: &generator)
    let options = try EvaluationOptions(resampleCount: 20, interval: .bca)
    let estimate = try SquaredKernelCalibrationError(on: data, options: options).estimate
    let resamples = try EvaluatedRows(on: data).bootstrapResamples(options)
    for sample in 0..<20 {
      let counts = resamples.counts(ofBatch: sample / 16)
      let weighted = try LabeledPredictions(
        data.predictions,
        labels: data.labels,
        weights: (0..<30).map { Double(counts[$0 * 16 + sample % 16]) }
      )
      // Sums of terms of about 1 in single precision.
      let value = try SquaredKernelCalibrationError(on: weighted).value
      #expect(abs(estimate.replicates[sample] - value) < 1e-6)
    }
    #expect(estimate.jackknife.count == 30)
  }

  @Test func blocksHoldEveryRowOnce() {
    let blocks = SquaredKernelCalibrationError.blocks(of: Array(0..<50), size: 7)
    #expect(blocks.map(\.count).sorted() == [6, 6, 6, 6, 6, 6, 7, 7])
    #expect(Set(blocks.joined()) == Set(0..<50))
    #expect(SquaredKernelCalibrationError.blocks(of: [4, 8], size: 2) == [[4, 8]])
  }

  @Test func blocksAreAsLargeAsIsAffordable() throws {
    let data = try LabeledPredictions(
      Predictions([Float](repeating: 0, count: 40_000), columnCount: 2, kind: .logits),
      labels: [Int32](repeating: 0, count: 20_000)
    )
    func size(_ resampleCount: Int) -> Int {
      SquaredKernelCalibrationError.affordableBlockSize(data, resampleCount: resampleCount)
    }
    #expect(size(100) == 20_000)
    #expect((1_000..<20_000).contains(size(1_000)))
    #expect(size(1_000_000_000_000) == 2)
  }

  /// Few factors at a time give the same as all at once.
  @Test func groupsOfSamplesDoNotMatter() throws {
    var generator = SeededGenerator(seed: 6)
    let data = try randomPredictions(rows: 40, classes: 3, using: &generator)
    let signs = SquaredKernelSums.Samples(counts: ExampleSigns(exampleCount: 40, count: 50, seed: 1), areSigns: true)
    var pairs = SquaredKernelSums(
      terms: SquaredKernelTerms(of: [.init(on: data)], bandwidth: 1),
      blocks: [Array(0..<15), Array(15..<40)]
    )
    let all = pairs.sums(of: [signs])[0].map(\.term)
    pairs.factorBytes = 1
    #expect(pairs.sums(of: [signs])[0].map(\.term) == all)
    #expect(abs(all[0] - pairs.sum.term) < 1e-5)
  }

  @Test(arguments: [1, 5]) func theTestKeepsItsLevelAndFindsMiscalibration(labels: Int) throws {
    var generator = SeededGenerator(seed: 3)
    let options = try EvaluationOptions(resampleCount: 99)
    func pValue(_ data: LabeledPredictions) throws -> Double {
      try SquaredKernelCalibrationError(on: data, options: options).pValue
    }
    var rejections = 0
    var sum = 0.0
    var squares = 0.0
    let trials = 60
    for _ in 0..<trials {
      let data = try dependentLabels(examples: 40, labels: labels, using: &generator)
      let error = try SquaredKernelCalibrationError(on: data, options: options)
      sum += error.value
      squares += error.value * error.value
      if error.pValue <= 0.05 { rejections += 1 }
    }
    // Binomial with mean 3 and standard deviation 1.7; independent labels in its place reject a quarter.
    #expect(rejections <= 9)
    // Unbiased: the mean of the estimates is 0 within four standard errors.
    #expect(abs(sum) < 4 * squares.squareRoot())
    let data = try dependentLabels(examples: 100, labels: labels, factor: 4, using: &generator)
    #expect(try pValue(data) == 0.01)
  }

  @Test func sameBitsWhateverTheNumberOfThreads() throws {
    var generator = SeededGenerator(seed: 4)
    let data = try randomPredictions(rows: 90, classes: 4, using: &generator)
    let options = try EvaluationOptions(resampleCount: 50)
    for blockSize in [nil, 8] {
      func error() throws -> SquaredKernelCalibrationError {
        try .init(on: data, blockSize: blockSize, options: options)
      }
      let first = try error()
      let second = try Workers.$limit.withValue(1) { try error() }
      #expect(first == second)
    }
  }

  @Test func awkwardRows() throws {
    let one = try LabeledPredictions(Predictions([0, 1, 2], columnCount: 3, kind: .logits), labels: [2])
    for blockSize in [nil, 2] {
      let error = try SquaredKernelCalibrationError(on: one, blockSize: blockSize)
      #expect(error.value == 0 && error.pValue == 1 && error.blockCount == 1)
      #expect(error.estimate.interval.upper == 0)
    }
    #expect(throws: MetricError.blockSize(1)) {
      try SquaredKernelCalibrationError(on: one, blockSize: 1)
    }
    #expect(throws: MetricError.bandwidth(0)) {
      try SquaredKernelCalibrationError(on: one, bandwidth: 0)
    }
  }
}
