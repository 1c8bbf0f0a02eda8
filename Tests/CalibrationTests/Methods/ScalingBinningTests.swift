import Foundation
import Testing

@testable import Calibration

/// Fits of uncertainty-calibration: `Fixtures/scaling_binning.py`.
struct ScalingBinningCase: Decodable, CustomTestStringConvertible {
  var name: String
  var classes: Int
  var bins: Int
  /// The first half of the rows is fitted.
  var logits: [Float]
  var labels: [Int32]
  /// Of the second half.
  var probabilities: [Double]

  var testDescription: String { name }

  static func all() throws -> [ScalingBinningCase] {
    try Fixture.load("scaling_binning", as: [ScalingBinningCase].self)
  }
}

@Suite struct ScalingBinningTests {
  @Test(arguments: try ScalingBinningCase.all())
  func agreesWithThePeer(golden: ScalingBinningCase) throws {
    let data = try LabeledPredictions(
      Predictions(golden.logits, columnCount: golden.classes, kind: .logits),
      labels: golden.labels
    )
    let count = golden.labels.count / 2
    let map = try ScalingBinning(binCount: golden.bins).fit(to: data.rows(0..<count))
    for row in 0..<count {
      var logits = data.predictions.scores(ofRow: count + row).map(Double.init)
      logits.withUnsafeMutableBufferPointer { scores in
        LogitBlock(scores, classCount: golden.classes).forEachRowOfLogOdds { _, logOdds in
          for problem in map.bins.indices {
            let column = golden.classes == 2 ? 1 : problem
            let p = map.bins[problem].valueUpTo(logOdds[column])
            let want = golden.probabilities[row * map.bins.count + problem]
            // The peer's logistic regression stops within about 1e-7 of the optimum.
            #expect(abs(p - want) < 1e-6, "row \(row), class \(column)")
          }
        }
      }
    }
  }

  @Test(arguments: [2, 4])
  func givesFewValuesThatSumToOne(classes: Int) throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: 300,
      classes: classes,
      seed: 3
    )
    let map = try ScalingBinning(binCount: 5).fit(to: data)
    #expect(map.classCount == classes)
    #expect(map.bins.allSatisfy { $0.values.count == 5 })
    let probabilities = try (0..<100).map { row in
      try map.probabilities(forLogits: data.predictions.scores(ofRow: row).map(Double.init))
    }
    #expect(probabilities.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-14 })
    if classes == 2 { #expect(Set(probabilities.map { $0[1] }).count == 5) }
  }

  /// The mean of the line's probabilities is the mean label, so binning keeps it too.
  @Test func keepsTheShareOfEachClass() throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 2),
      rows: 300,
      classes: 2,
      seed: 5
    )
    let map = try ScalingBinning().fit(to: data)
    let mean = try (0..<300).reduce(0.0) { sum, row in
      let logits = data.predictions.scores(ofRow: row).map(Double.init)
      return try sum + map.probabilities(forLogits: logits)[1] / 300
    }
    let share = Double(data.labels.filter { $0 == 1 }.count) / 300
    // The slope of the likelihood at the optimum is what is left.
    #expect(abs(mean - share) < 1e-7)
  }

  @Test func calibratesWhatIsFarOff() throws {
    let data = try Synthetic.labeled(
      by: TemperatureMap(temperature: 5),
      rows: 2_000,
      classes: 3,
      seed: 2
    )
    let fit = try ScalingBinning().report(fittingTo: data)
    #expect(fit.value < fit.uncalibratedValue)
    #expect(fit.warnings.isEmpty)
  }

  @Test func weightsCountRows() throws {
    let (weighted, repeated) = try AwkwardData.weightedAndRepeated()
    #expect(try ScalingBinning().fit(to: weighted) == ScalingBinning().fit(to: repeated))
  }

  // MARK: Awkward data

  @Test func impossibleClassesStayImpossible() throws {
    let data = try LabeledPredictions(
      Predictions(
        [1, 0, -.infinity, 0, 2, -.infinity, 3, 1, 0, -.infinity, 0, -.infinity],
        columnCount: 3,
        kind: .logits
      ),
      labels: [0, 1, 2, 1]
    )
    let map = try ScalingBinning().fit(to: data)
    let p = try map.probabilities(forLogits: [1, 2, -.infinity])
    #expect(p[2] == 0 && abs(p[0] + p[1] - 1) < 1e-15)
    #expect(try map.probabilities(forLogits: [-.infinity, 7, -.infinity]) == [0, 1, 0])
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try AwkwardData.expectFiniteFits(of: ScalingBinning())
  }

  @Test func binCountsOutOfRangeAreRefused() {
    for count in [0, -3, 1001] {
      #expect(throws: MetricError.binCount(count)) { try ScalingBinning(binCount: count) }
    }
  }
}
