import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct SplineCalibrationTests {
  /// Fits of probmetrics: `Fixtures/spline_calibration.py`.
  @Test(arguments: try GoldenFit.all("spline_calibration"))
  func agreesWithProbmetrics(golden: GoldenFit) throws {
    let count = golden.rowCount
    let method = BinaryCalibration(try SplineCalibration(knotCount: #require(golden.knots)))
    let map = try method.fit(to: golden.fittingData()).map
    for row in 0..<count {
      let p = try map.probabilities(forLogits: [0, Double(golden.logits[count + row])])[1]
      // We clip at every fitting row, the peer nowhere: between two rows, one of them outside, the
      // clipped line is another one.
      let want = golden.probabilities[row]
      if want > 0.01 && want < 0.99 { #expect(abs(p - want) < 1e-8, "row \(row)") }
      if want <= 0 { #expect(p < 0.01) }
      if want >= 1 { #expect(p > 0.99) }
    }
  }

  @Test func calibratesWhatIsFarOff() throws {
    let data = try Synthetic.labeled(temperature: 5, rows: 2_000, classes: 3, seed: 2)
    let method = OneVersusRest(SplineCalibration())
    let map = try method.fit(to: data).map
    let before = try EvaluatedRows(on: data).expectedCalibrationError()
    let after = try EvaluatedRows(of: map, on: data).expectedCalibrationError()
    #expect(after < before / 3)
    #expect(map.classCount == 3)
    let row = data.predictions.scores(ofRow: 0).map(Double.init)
    #expect(abs(try map.probabilities(forLogits: row).reduce(0, +) - 1) < 1e-14)
  }

  /// Where the slope of the cumulative difference is constant, so is the correction.
  @Test func aConstantOffsetIsTakenAway() throws {
    // Ten scores, 100 rows each; the share of class 1 is 0.05 above each probability.
    let groups = (1...9).map { Double($0) / 10 }
    var (scores, labels, weights): ([Float], [Int32], [Double]) = ([], [], [])
    for p in groups {
      for label in [0, 1] {
        scores.append(Float(log(p / (1 - p))))
        labels.append(Int32(label))
        weights.append(label == 1 ? p + 0.05 : 0.95 - p)
      }
    }
    let data = try LabeledPredictions(
      Predictions(scores, columnCount: 1, kind: .logits),
      labels: labels,
      weights: weights
    )
    let map = try BinaryCalibration(SplineCalibration()).fit(to: data).map
    for p in groups {
      let got = try map.probabilities(forLogits: [0, Double(Float(log(p / (1 - p))))])[1]
      // The rank of the first group is counted from its end: 9/8 of the slope, within the ridge.
      #expect(abs(got - (p + 0.05 * 8 / 9)) < 1e-6)
    }
  }

  /// Nowhere further towards 0 or 1 than Jeffreys' estimate for all rows, unless the score itself is.
  @Test(arguments: UInt64(0)..<10)
  func claimsNoMoreThanTheRowsSupport(seed: UInt64) throws {
    let temperature = seed.isMultiple(of: 2) ? 5 : 0.3
    let data = try Synthetic.labeled(temperature: temperature, rows: 60, classes: 2, seed: seed)
    let curve = try BinaryCalibration(SplineCalibration()).fit(to: data).map.map.curve
    let floor = 0.5 / 61
    for (p, value) in zip(curve.arguments, curve.values) {
      #expect(value >= min(p, floor) && value <= max(p, 1 - floor), "seed \(seed), \(p)")
    }
    // All that is known of one score.
    let single = SplineCalibration().fit(to: try BinaryScores(logOdds: [0.3, 0.3], outcomes: [true, true]))
    #expect(single.map.curve.values == [1 - 0.5 / 3])
  }

  /// Most of the ten probabilities of these rows are all but 0, and the spline's slope there is noise.
  @Test(.enabled(if: SharedData.isPresent))
  func realDataAreNotMadeWorse() throws {
    let data = try SharedData.predictions("wideresnet-16-4-cifar-10.npz").rows(0..<1_000)
    let fit = try OneVersusRest(SplineCalibration()).fit(to: data)
    #expect(fit.value < fit.uncalibratedValue)
  }

  @Test func weightsCountRows() throws {
    try expectWeightsToCountRows(of: SplineCalibration())
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try expectSoundFits(of: SplineCalibration())
  }

  @Test func knotCountsOutOfRangeAreRefused() {
    for count in [1, 0, 1001] {
      #expect(throws: MethodError.knotCount(count)) { try SplineCalibration(knotCount: count) }
    }
  }
}
