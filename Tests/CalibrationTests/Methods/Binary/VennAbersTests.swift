import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct VennAbersTests {
  /// Predictions of the package venn-abers: `Fixtures/venn_abers.py`.
  @Test(arguments: try GoldenFit.all("venn_abers"))
  func agreesWithThePeer(golden: GoldenFit) throws {
    let data = try golden.fittingData()
    let classes = data.predictions.columnCount
    let binary = classes == 2 ? try BinaryCalibration(VennAbers()).fit(to: data).map : nil
    let map: any CalibrationMap = try binary ?? OneVersusRest(VennAbers()).fit(to: data).map
    for row in 0..<golden.rowCount {
      let start = (golden.rowCount + row) * classes
      let logits = golden.logits[start..<(start + classes)].map(Double.init)
      for (column, p) in try map.probabilities(forLogits: logits).enumerated() {
        #expect(abs(p - golden.probabilities[row * classes + column]) < 1e-12, "row \(row)")
      }
      if let binary, let intervals = golden.intervals {
        let range = binary.map.interval(forLogOdds: logits[1] - logits[0])
        #expect(abs(range.lowerBound - intervals[2 * row]) < 1e-12)
        #expect(abs(range.upperBound - intervals[2 * row + 1]) < 1e-12)
      }
    }
  }

  @Test func probabilitiesLieInsideTheirIntervals() throws {
    var generator = SeededGenerator(seed: 3)
    let scores = try generator.binaryScores(rows: 200)
    let map = VennAbers().fit(to: scores).map
    for logOdds in scores.logOdds {
      let range = map.interval(forLogOdds: logOdds)
      let p = LogOdds.probability(map.logOdds(logOdds))
      #expect(range.contains(p) && p > 0 && p < 1)
      // One added row moves an isotonic fit, by no more than its share allows.
      #expect(range.lowerBound < range.upperBound)
    }
  }

  /// The fit is monotone in the scores, so scaling them changes nothing.
  @Test func onlyTheOrderOfTheScoresCounts() throws {
    var generator = SeededGenerator(seed: 4)
    let scores = try generator.binaryScores(rows: 150)
    let scaled = try BinaryScores(logOdds: scores.logOdds.map { 8 * $0 }, outcomes: scores.outcomes)
    let (map, scaledMap) = (VennAbers().fit(to: scores).map, VennAbers().fit(to: scaled).map)
    for logOdds in scores.logOdds {
      #expect(map.logOdds(logOdds) == scaledMap.logOdds(8 * logOdds))
    }
  }

  @Test func calibratesWhatIsFarOff() throws {
    // Not never worse, but better where the scores are bad and the rows many.
    for (truth, seed) in [(0.2, UInt64(1)), (5, 2)] {
      let data = try Synthetic.labeled(temperature: truth, rows: 2_000, classes: 3, seed: seed)
      let fit = try OneVersusRest(VennAbers()).fit(to: data)
      #expect(fit.value < fit.uncalibratedValue)
      #expect(fit.warnings.isEmpty)
    }
    // Few rows that the model has right: the honest answer has less confidence, and more loss.
    let few = try LabeledPredictions(Predictions([9, 0, 0, 9], columnCount: 2, kind: .logits), labels: [0, 1])
    let fit = try BinaryCalibration(VennAbers()).fit(to: few)
    #expect(fit.value > fit.uncalibratedValue)
    #expect(fit.warnings.contains(.fewRows(rows: 2, parameters: 1)))
  }

  @Test func weightsCountRows() throws {
    try expectWeightsToCountRows(of: VennAbers())
  }

  // MARK: Awkward data

  @Test func oneRowGivesALaplaceEstimate() throws {
    let one = try BinaryScores(logOdds: [1], outcomes: [true])
    let fit = VennAbers().fit(to: one)
    // From the row's score on, p₀ = ½ and p₁ = 1; below it p₀ = 0.
    #expect(abs(LogOdds.probability(fit.map.logOdds(2)) - 1 / 1.5) < 1e-15)
    #expect(abs(LogOdds.probability(fit.map.logOdds(0)) - 0.5) < 1e-15)
    #expect(fit.warnings == [.fewRows(rows: 1, parameters: 1), .singleScore])
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try expectSoundFits(of: VennAbers())
  }
}
