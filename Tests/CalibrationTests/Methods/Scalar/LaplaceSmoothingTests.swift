import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct LaplaceSmoothingTests {
  @Test(arguments: try EnsembleTemperatureCase.all())
  func agreesWithProbmetrics(golden: EnsembleTemperatureCase) throws {
    let data = try golden.data()
    let map = try LaplaceSmoothing(TemperatureScaling()).fit(to: data).map
    for row in 0..<6 {
      let logits = data.predictions.scores(ofRow: row).map(Double.init)
      for (column, p) in try map.probabilities(forLogits: logits).enumerated() {
        // The peer computes in Float32.
        #expect(abs(p - golden.smoothed[row * golden.classes + column]) < 2e-6)
      }
    }
  }

  @Test(arguments: FittingObjective.allCases)
  func theValueIsThatOfTheSmoothedMap(_ objective: FittingObjective) throws {
    let data = try Synthetic.labeled(temperature: 1.7, rows: 120, classes: 4, seed: 2)
    let fit = try LaplaceSmoothing(FocalTemperatureScaling(objective: objective))
      .fit(to: data)
    try expectValue(of: fit, by: objective, on: data)
    #expect(fit.parameters.map(\.name) == ["temperature", "gamma", "smoothing"])
  }

  @Test(arguments: UInt64(0)..<4)
  func costsNoMoreThanOneRowInAll(seed: UInt64) throws {
    let temperature = [0.2, 1, 3, 20][Int(seed)]
    let data = try Synthetic.labeled(temperature: temperature, rows: 40, classes: 3, seed: seed)
    for prior in SmoothingPrior.allCases {
      let plain = try TemperatureScaling().fit(to: data)
      let smoothed = try LaplaceSmoothing(TemperatureScaling(), prior: prior)
        .fit(to: data)
      #expect(smoothed.value <= plain.value + log(1 + 1.0 / 40), "seed \(seed)")
    }
  }

  @Test func separableDataKeepAFloor() throws {
    let data = try LabeledPredictions(
      Predictions([9, 0, 0, 9, 9, 0], columnCount: 2, kind: .logits),
      labels: [0, 1, 0],
      weights: [1, 2, 6]
    )
    // Nine rows by weight; seven of class 0.
    let uniform = try LaplaceSmoothing(TemperatureScaling()).fit(to: data).map
    let frequencies = try LaplaceSmoothing(TemperatureScaling(), prior: .classFrequencies)
      .fit(to: data).map
    let row: [Double] = [2e4, 0]
    #expect(abs(try uniform.probabilities(forLogits: row)[1] - 0.1 / 2) < 1e-12)
    #expect(abs(try frequencies.probabilities(forLogits: row)[1] - 0.1 * 3 / 11) < 1e-12)
    // A class that was never seen is possible too.
    let one = try LabeledPredictions(Predictions([9, 0, 0, 9], columnCount: 2, kind: .logits), labels: [0, 0])
    let seen = try LaplaceSmoothing(TemperatureScaling(), prior: .classFrequencies)
      .fit(to: one)
    #expect(seen.warnings.contains(.singleLabel(0)))
    #expect(try seen.map.probabilities(forLogits: [0, -.infinity])[1] > 0)
  }

  @Test func smoothingComposesWithAnyMap() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 99, classes: 3, seed: 9)
    let fit = try LaplaceSmoothing(LaplaceSmoothing(TemperatureScaling())).fit(to: data)
    #expect(fit.map.maps.count == 3)
    #expect(fit.map.maps.last as? LabelSmoothingMap == (try LabelSmoothingMap(smoothing: 0.01)))
  }
}
