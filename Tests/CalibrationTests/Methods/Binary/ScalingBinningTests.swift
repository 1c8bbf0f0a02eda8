import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct ScalingBinningTests {
  /// Fits of uncertainty-calibration: `Fixtures/scaling_binning.py`.
  @Test(arguments: try GoldenFit.all("scaling_binning"))
  func agreesWithThePeer(golden: GoldenFit) throws {
    let data = try golden.data()
    let count = golden.rowCount
    let method = try ScalingBinning(binCount: #require(golden.bins))
    let fitting = try golden.fittingData()
    let maps =
      golden.classes == 2
      ? try [BinaryCalibration(method).fit(to: fitting).map.map]
      : try OneVersusRest(method).fit(to: fitting).map.maps
    for row in 0..<count {
      var logits = data.predictions.scores(ofRow: count + row).map(Double.init)
      logits.withUnsafeMutableBufferPointer { logOdds in
        LogitBlock(logOdds, classCount: data.predictions.columnCount).formLogOdds()
        for problem in maps.indices {
          let column = golden.classes == 2 ? 1 : problem
          let p = LogOdds.probability(maps[problem].logOdds(logOdds[column]))
          let want = golden.probabilities[row * maps.count + problem]
          // The peer's logistic regression stops within about 1e-7 of the optimum.
          #expect(abs(p - want) < 1e-6, "row \(row), class \(column)")
        }
      }
    }
  }

  @Test func givesFewValues() throws {
    var generator = SeededGenerator(seed: 3)
    let scores = try generator.binaryScores(rows: 300)
    let map = try ScalingBinning(binCount: 5).fit(to: scores).map
    #expect(map.probabilities.count == 5)
    #expect(map.probabilities == map.probabilities.sorted())
    #expect(Set(scores.logOdds.map { map.logOdds($0) }).count == 5)
  }

  /// The mean of the line's probabilities is the mean label, so binning keeps it too.
  @Test func keepsTheShareOfTheEvent() throws {
    var generator = SeededGenerator(seed: 5)
    let scores = try generator.binaryScores(rows: 300)
    let map = ScalingBinning().fit(to: scores).map
    let mean = scores.logOdds.reduce(0) { $0 + LogOdds.probability(map.logOdds($1)) } / 300
    let share = Double(scores.outcomes.count { $0 }) / 300
    // The slope of the likelihood at the optimum is what is left.
    #expect(abs(mean - share) < 1e-9)
  }

  /// Where the event is rarer at higher scores the line falls, and the bins with it.
  @Test func followsAFallingLine() throws {
    var generator = SeededGenerator(seed: 6)
    let scores = try generator.binaryScores(rows: 300)
    let mirrored = try BinaryScores(logOdds: scores.logOdds.map { -$0 }, outcomes: scores.outcomes)
    let (rising, falling) = (ScalingBinning().fit(to: scores).map, ScalingBinning().fit(to: mirrored).map)
    for logOdds in scores.logOdds {
      #expect(abs(rising.logOdds(logOdds) - falling.logOdds(-logOdds)) < 1e-8)
    }
  }

  @Test func calibratesWhatIsFarOff() throws {
    let data = try Synthetic.labeled(temperature: 5, rows: 2_000, classes: 3, seed: 2)
    let fit = try OneVersusRest(ScalingBinning()).fit(to: data)
    #expect(fit.value < fit.uncalibratedValue)
    #expect(fit.warnings.isEmpty)
  }

  @Test func weightsCountRows() throws {
    let (weighted, repeated) = try AwkwardData.weightedAndRepeated()
    let (one, other) = try (
      OneVersusRest(ScalingBinning()).fit(to: weighted).map,
      OneVersusRest(ScalingBinning()).fit(to: repeated).map
    )
    // Sums over rows of weight 2 round differently from sums over two rows.
    for (map, repeatedMap) in zip(one.maps, other.maps) {
      for (p, q) in zip(map.probabilities, repeatedMap.probabilities) { #expect(abs(p - q) < 1e-9) }
    }
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
    let map = try OneVersusRest(ScalingBinning()).fit(to: data).map
    let p = try map.probabilities(forLogits: [1, 2, -.infinity])
    #expect(p[2] == 0 && abs(p[0] + p[1] - 1) < 1e-15)
    #expect(try map.probabilities(forLogits: [-.infinity, 7, -.infinity]) == [0, 1, 0])
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try expectSoundFits(of: ScalingBinning())
  }

  @Test func binCountsOutOfRangeAreRefused() {
    for count in [0, -3, 1001] {
      #expect(throws: MethodError.binCount(count)) { try ScalingBinning(binCount: count) }
    }
  }
}
