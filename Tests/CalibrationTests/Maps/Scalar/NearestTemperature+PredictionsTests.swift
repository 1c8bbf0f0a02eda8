import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct NearestTemperaturePredictionsTests {
  func random(rows: Int, columns: Int, spread: Double, seed: UInt64) throws -> Predictions {
    var random = SeededGenerator(seed: seed)
    let logits = random.logits(classes: rows * columns, spread: spread).map(Float.init)
    return try Predictions(logits, columnCount: columns, kind: .logits)
  }

  /// The mean divergence, from its definition.
  func divergence(_ map: FocalCalibrationMap, temperature: Double, on predictions: Predictions) throws -> Double {
    var sum = 0.0
    for row in 0..<predictions.rowCount {
      let scores = predictions.scores(ofRow: row).map(Double.init)
      let logits = predictions.columnCount == 1 ? [0] + scores : scores
      let p = try map.logProbabilities(forLogits: logits)
      let q = try TemperatureMap(temperature: temperature).logProbabilities(forLogits: logits)
      sum += zip(p, q).map { $0 == -.infinity ? 0 : exp($0) * ($0 - $1) }.reduce(0, +)
    }
    return sum / Double(predictions.rowCount)
  }

  @Test(arguments: [-1, -0.5, 0.5, 1, 5, 100], [1, 2, 10])
  func noOtherTemperatureComesCloser(gamma: Double, columns: Int) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    let predictions = try random(rows: 60, columns: columns, spread: 2, seed: 7)
    let nearest = map.nearestTemperature(on: predictions)
    let temperature = nearest.map.temperature
    let reached = try divergence(map, temperature: temperature, on: predictions)
    #expect(abs(nearest.deviation - reached) <= 1e-13)
    for factor in [0.9, 0.999, 1.001, 1.1] {
      #expect(try divergence(map, temperature: temperature * factor, on: predictions) > reached)
    }
    // The derivative vanishes: the divergence is flat to second order.
    let step = 1e-4
    let slope =
      try divergence(map, temperature: temperature * (1 + step), on: predictions)
      - divergence(map, temperature: temperature * (1 - step), on: predictions)
    #expect(abs(slope) <= 1e-9)
  }

  @Test func gammaZeroIsTheTemperatureOne() throws {
    let nearest = try FocalCalibrationMap(gamma: 0)
      .nearestTemperature(on: random(rows: 30, columns: 4, spread: 3, seed: 8))
    #expect(abs(nearest.map.temperature - 1) <= 1e-12 && nearest.deviation <= 1e-14)
  }

  @Test func rowsThatSayNothingGiveTheTemperatureOfAllLogOdds() throws {
    let map = try FocalCalibrationMap(gamma: 3)
    let equal = try Predictions([2, 2, 2, -1, -1, -1], columnCount: 3, kind: .logits)
    let alone = try Predictions([2, -.infinity], columnCount: 2, kind: .logits)
    for predictions in [equal, alone] {
      let nearest = map.nearestTemperature(on: predictions)
      #expect(nearest.map.temperature == 0.25)
      #expect(nearest.deviation <= 1e-15)
    }
  }

  @Test(arguments: [-1.0, -0.5, 2, 100])
  func hugeAndImpossibleLogitsGiveAFiniteTemperature(gamma: Double) throws {
    let map = try FocalCalibrationMap(gamma: gamma)
    let predictions = try Predictions([1e4, -1e4, 0, -.infinity, 1, 1.5, 2e-4, 1e-4, 0], columnCount: 3, kind: .logits)
    let nearest = map.nearestTemperature(on: predictions)
    #expect(nearest.map.temperature > 0 && nearest.map.temperature.isFinite)
    let reached = try divergence(map, temperature: nearest.map.temperature, on: predictions)
    #expect(abs(nearest.deviation - reached) <= 1e-13)
  }
}
