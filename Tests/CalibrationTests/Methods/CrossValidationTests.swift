import TestSupport
import Testing

@testable import Calibration

@Suite struct CrossValidationTests {
  @Test func foldsAreStratifiedAndEven() throws {
    let data = try Synthetic.labeled(temperature: 1, rows: 203, classes: 3, seed: 3)
    let validation = try CrossValidation(foldCount: 4, repeatCount: 2)
    let first = validation.folds(of: data, repetition: 0)
    for fold in 0..<4 {
      let rows = first.indices.filter { first[$0] == fold }
      #expect((50...51).contains(rows.count))
      for label in Int32(0)..<3 {
        let share = data.labels.count { $0 == label }
        let held = rows.count { data.labels[$0] == label }
        #expect(abs(Double(held) - Double(share) / 4) < 1)
      }
    }
    #expect(first == validation.folds(of: data, repetition: 0))
    #expect(first != validation.folds(of: data, repetition: 1))
  }

  @Test func everyRowIsPredictedByAMapFittedWithoutIt() throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 120, classes: 3, seed: 4)
    let validation = try CrossValidation(foldCount: 3, repeatCount: 1)
    let folds = validation.folds(of: data, repetition: 0)
    let results = try validation.predictions(of: TemperatureScaling(), on: data)
    #expect(results.count == 1)
    for fold in 0..<3 {
      let map = try TemperatureScaling().fit(to: data.copy(ofRows: folds.indices.filter { folds[$0] != fold })).map
      for row in folds.indices where folds[row] == fold {
        let want = try map.logProbabilities(forLogits: data.predictions.scores(ofRow: row).map { Double($0) })
        #expect(results[0].predictions.scores(ofRow: row) == want.map { Float($0) })
      }
    }
    #expect(results[0].labels == data.labels)
  }

  @Test func oneColumnIsPredictedAsTwoClasses() throws {
    let predictions = try Predictions((0..<40).map { Float($0 % 7) - 3 }, columnCount: 1, kind: .logits)
    let data = try LabeledPredictions(predictions, labels: (0..<40).map { $0 % 7 > 3 || $0 % 5 == 0 ? 1 : 0 })
    let result = try CrossValidation(foldCount: 4, repeatCount: 1)
      .predictions(of: TemperatureScaling(), on: data)
    #expect(result[0].classCount == 2 && result[0].rowCount == 40)
  }

  @Test func badOptionsAndTooFewRows() throws {
    #expect(throws: MethodError.foldCount(1)) { try CrossValidation(foldCount: 1) }
    let data = try Synthetic.labeled(temperature: 2, rows: 3, classes: 3, seed: 4)
    #expect(throws: PredictionsError.tooFewRows(rows: 3, needed: 5)) {
      try CrossValidation().predictions(of: TemperatureScaling(), on: data)
    }
  }
}
