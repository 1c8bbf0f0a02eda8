import Foundation
import Testing

@testable import Calibration

@Suite struct SquaredKernelCalibrationErrorTests {
  private func probabilities(_ data: LabeledPredictions, _ map: TemperatureMap) throws -> [[Double]]
  {
    try (0..<data.rowCount).map {
      try map.probabilities(forLogits: data.predictions.scores(ofRow: $0).map(Double.init))
    }
  }

  /// The definition with vectors written out, over all pairs.
  @Test(arguments: [2, 3, 9])
  func equalsTheMeanOverPairs(classes: Int) throws {
    var generator = SeededGenerator(seed: 1)
    let weights = (0..<40).map { $0 % 5 == 0 ? 0 : Double.random(in: 0...2, using: &generator) }
    let data = try randomPredictions(
      rows: 40,
      classes: classes,
      weights: weights,
      using: &generator
    )
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
    #expect(error.standardError == nil && error.pValue == nil)
  }

  @Test func aBlockOfAllRowsIsAllPairs() throws {
    var generator = SeededGenerator(seed: 2)
    let data = try randomPredictions(rows: 50, classes: 3, using: &generator)
    let all = try SquaredKernelCalibrationError(on: data)
    let block = try SquaredKernelCalibrationError(on: data, blockSize: 50)
    #expect(abs(all.value - block.value) < 1e-13)
    #expect(block.pValue == nil)
    // One row is left over.
    #expect(try SquaredKernelCalibrationError(on: data, blockSize: 7).blockCount == 7)
    #expect(try SquaredKernelCalibrationError(on: data, blockSize: 49).blockCount == 1)
  }

  @Test func theTestKeepsItsLevelAndFindsMiscalibration() throws {
    var generator = SeededGenerator(seed: 3)
    var rejections = 0
    var sum = 0.0
    var squares = 0.0
    let trials = 60
    for _ in 0..<trials {
      let data = try randomPredictions(rows: 128, classes: 3, temperature: 1, using: &generator)
      let error = try SquaredKernelCalibrationError(on: data, blockSize: 4)
      sum += error.value
      squares += error.value * error.value
      if try #require(error.pValue) < 0.05 { rejections += 1 }
    }
    // Binomial with mean 3 and standard deviation 1.7.
    #expect(rejections <= 9)
    // Unbiased: the mean of the estimates is 0 within four standard errors.
    #expect(abs(sum) < 4 * squares.squareRoot())
    let data = try randomPredictions(rows: 400, classes: 3, temperature: 4, using: &generator)
    let error = try SquaredKernelCalibrationError(on: data, blockSize: 20)
    #expect(try #require(error.pValue) < 1e-3)
    #expect(error.value > 0)
  }

  @Test func sameBitsWhateverTheNumberOfThreads() throws {
    var generator = SeededGenerator(seed: 4)
    let data = try randomPredictions(rows: 90, classes: 4, using: &generator)
    for blockSize in [nil, 8] {
      let first = try SquaredKernelCalibrationError(on: data, blockSize: blockSize)
      let second = try Workers.$limit.withValue(1) {
        try SquaredKernelCalibrationError(on: data, blockSize: blockSize)
      }
      #expect(first == second)
    }
  }

  @Test func awkwardRows() throws {
    let one = try LabeledPredictions(
      Predictions([0, 1, 2], columnCount: 3, kind: .logits),
      labels: [2]
    )
    #expect(try SquaredKernelCalibrationError(on: one).value == 0)
    #expect(try SquaredKernelCalibrationError(on: one, blockSize: 2).blockCount == 0)
    #expect(throws: MetricError.blockSize(1)) {
      try SquaredKernelCalibrationError(on: one, blockSize: 1)
    }
    #expect(throws: MetricError.bandwidth(0)) {
      try SquaredKernelCalibrationError(on: one, bandwidth: 0)
    }
  }
}
