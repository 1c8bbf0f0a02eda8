import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct BayesianBinningTests {
  /// Values from the paper's formulas: `Fixtures/bayesian_binning.py`.
  @Test(arguments: try GoldenFit.all("bayesian_binning"))
  func followsItsDefinition(golden: GoldenFit) throws {
    let count = golden.rowCount
    let map = try BinaryCalibration(BayesianBinning()).fit(to: golden.fittingData()).map
    for row in 0..<count {
      let p = try map.probabilities(forLogits: [0, Double(golden.logits[count + row])])
      // Scores of about 100 are sums of logarithms of gamma functions, known to 1e-13 of their size.
      #expect(abs(p[1] - golden.probabilities[row]) < 1e-10, "row \(row)")
    }
  }

  @Test func oneRowIsItsPosteriorMean() throws {
    // One bin with the midpoint ½: (1 + 1) / (1 + 2).
    let fit = try BayesianBinning().fit(to: BinaryScores(logOdds: [1], outcomes: [true]))
    #expect(abs(try fit.map.probability(for: 0.01) - 2.0 / 3) < 1e-15)
    #expect(fit.warnings == [.fewRows(rows: 1, parameters: 1), .singleScore])
  }

  @Test func calibratesWhatIsFarOff() throws {
    let data = try Synthetic.labeled(temperature: 5, rows: 1_500, classes: 3, seed: 2)
    let fit = try OneVersusRest(BayesianBinning()).fit(to: data)
    #expect(fit.value < fit.uncalibratedValue)
    #expect(fit.warnings.isEmpty)
    let row = data.predictions.scores(ofRow: 0).map(Double.init)
    #expect(abs(try fit.map.probabilities(forLogits: row).reduce(0, +) - 1) < 1e-14)
    // Not never worse: rows that the model has right, with less confidence.
    let few = try LabeledPredictions(Predictions([9, 0, 0, 9], columnCount: 2, kind: .logits), labels: [0, 1])
    let worse = try BinaryCalibration(BayesianBinning()).fit(to: few)
    #expect(worse.value > worse.uncalibratedValue && worse.value < log(2))
  }

  @Test func weightsCountRows() throws {
    try expectWeightsToCountRows(of: BayesianBinning())
  }

  @Test func awkwardDataGiveFiniteAnswers() throws {
    try expectSoundFits(of: BayesianBinning())
  }
}
