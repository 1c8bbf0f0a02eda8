import TestSupport
import Testing

@testable import Calibration

struct SimulatedComparisonTests {
  /// The share of data sets in which the paired bootstrap itself tells that the error has fallen is what is simulated.
  @Test
  func theSimulatedTestIsThePairedBootstrap() throws {
    let model = try #require(OverconfidentModel(accuracy: 0.8, errorNow: 0.1, errorAfter: 0.05))
    let trials = 100
    let rowCount = 150
    let options = try EvaluationOptions(resampleCount: 99)
    let seen = try (0..<trials).count { trial in
      var generator = SeededGenerator(seed: UInt64(trial))
      var rows: [Int] = []
      var isRight: [Bool] = []
      for _ in 0..<rowCount {
        let row = Int.random(in: 0..<model.accuracies.count, using: &generator)
        rows.append(row)
        isRight.append(Double.random(in: 0..<1, using: &generator) < model.accuracies[row])
      }
      let evaluations = try [model.confidencesNow, model.confidencesAfter].map { confidences in
        // Class 0 is called with the confidence; where that is below one half, class 1 with the rest, as by any classifier.
        try Evaluation(
          on: LabeledPredictions(
            Predictions(
              rows.flatMap { [Float(confidences[$0]), Float(1 - confidences[$0])] },
              columnCount: 2,
              kind: .probabilities
            ),
            labels: isRight.map { $0 ? 0 : 1 }
          ),
          options: options
        )
      }
      let comparison = try PairedComparison(.expectedCalibrationError, of: evaluations[1], against: evaluations[0])
      return comparison.pValue <= 0.05 && comparison.difference < 0
    }
    let simulated = SimulatedComparison(
      model,
      binCount: 15,
      level: 0.05,
      resampleCount: 99,
      seed: 1
    ).seenCount(rowCount: rowCount, trialCount: 200)
    // Both are shares of about a half: their difference has a standard deviation of 0.06.
    #expect(abs(Double(seen) / 100 - Double(simulated) / 200) < 0.2)
  }

  /// Rows drawn one by one and numbers of rows drawn at once make the same power.
  @Test
  func moreRowsAreSeenMoreOften() throws {
    let model = try #require(OverconfidentModel(accuracy: 0.9, errorNow: 0.02, errorAfter: 0.012))
    let comparison = SimulatedComparison(model, binCount: 10, level: 0.05, resampleCount: 39, seed: 1)
    let seen = [250, 3_999, 4_001, 40_000].map {
      comparison.seenCount(rowCount: $0, trialCount: 60)
    }
    #expect(seen[0] < seen[1] && seen[2] < seen[3])
    // The difference of two shares of 60.
    #expect(abs(seen[1] - seen[2]) < 20)
  }
}
