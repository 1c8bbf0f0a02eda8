import Foundation
import TestSupport
import Testing

@testable import Calibration

@Suite struct PerLabelTests {
  private let platt = PerLabel(BinaryCalibration(PlattScaling()))

  @Test func everyLabelIsFittedByItself() throws {
    let data = try Synthetic.outputs(rows: 400, seed: 811)
    let fit = try platt.fit(to: data)
    for label in 0..<3 {
      let rows = Array(stride(from: label, to: data.rowCount, by: 3))
      let alone = try BinaryCalibration(PlattScaling()).fit(
        to: LabeledPredictions(
          Predictions(rows.map { data.predictions.values[$0] }, columnCount: 1, kind: .probabilities),
          labels: rows.map { data.labels[$0] }
        )
      )
      #expect(fit.map.maps[label] as? BinaryMap<PlattMap> == alone.map)
      #expect(fit.parameters[2 * label].name == "\(alone.parameters[0].name)[\(label)]")
      #expect(fit.parameters[2 * label].standardError == alone.parameters[0].standardError)
    }
    #expect(fit.rowCount == 400 && fit.map.parameterCount == 6 && fit.warnings.isEmpty)
  }

  @Test func theObjectiveIsThatOfAllOutputs() throws {
    let data = try Synthetic.outputs(rows: 300, seed: 812)
    let weighted = try LabeledPredictions(
      data.predictions,
      labels: data.labels,
      weights: data.labels.indices.map { Double($0 % 4) }
    )
    for data in [data, weighted] {
      let fit = try platt.fit(to: data)
      let after = try EvaluatedRows(of: fit.map, on: data).negativeLogLikelihood
      // Sums of 900 terms in different orders.
      #expect(abs(fit.value - after) < 1e-12)
      let before = EvaluatedRows(uncalibrated: data).negativeLogLikelihood
      #expect(abs(fit.uncalibratedValue - before) < 1e-12)
      #expect(fit.value < fit.uncalibratedValue)
    }
  }

  /// One map for all cannot raise one label and lower another.
  @Test func labelsThatErrInOppositeDirectionsAreCorrected() throws {
    let data = try Synthetic.outputs(rows: 2000, seed: 813)
    let test = try Synthetic.outputs(rows: 2000, seed: 814)
    let options = try EvaluationOptions(resampleCount: 2)
    let pooled = try BinaryCalibration(PlattScaling()).fit(to: data).map
    let errors = try [pooled, platt.fit(to: data).map].map { (map: any CalibrationMap) in
      try MultilabelEvaluation(of: map, on: test, options: options).macroCalibrationError.value
    }
    // Two labels of three are wrong by 0.15; 2000 rows leave a noise of some 0.03.
    #expect(errors[0] > 0.08 && errors[1] < 0.05)
  }

  static let names = MethodCatalog.entries.filter { [.scalar, .binary].contains($0.family) }
    .map(\.name)

  /// The second label is in no row, the third in all.
  @Test(arguments: names)
  func labelsOfOneKindOnlyAreFitted(name: String) throws {
    let data = try Synthetic.outputs(rows: 60, seed: 815)
    let labels: [Int32] = data.labels.enumerated().map { row, label in
      row % 3 == 0 ? label : Int32(row % 3 - 1)
    }
    let oneSided = try LabeledPredictions(data.predictions, labels: labels)
    let method = try NamedMethod(name).method(for: oneSided.predictions)
    let fit = try PerLabel(method).fit(to: oneSided)
    #expect(fit.value.isFinite)
    #expect(fit.warnings.contains(.ofLabels([1], .singleLabel(0))))
    #expect(fit.warnings.contains(.ofLabels([2], .singleLabel(1))))
    let texts = fit.warnings.map(\.description)
    #expect(texts.contains { $0.hasPrefix("label 1 is absent from every row") }, "\(texts)")
    let probabilities = try fit.map.probabilities(for: data.predictions).values
    #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func theSameWarningOfManyLabelsIsOne() throws {
    let data = try Synthetic.outputs(shifts: [0, 0, 0, 0, 0, 0, 0], rows: 4, seed: 816)
    let warnings = try platt.fit(to: data).warnings
    let few = FitWarning.ofLabels(Array(0..<7), .fewRows(rows: 4, parameters: 2))
    #expect(warnings.contains(few))
    #expect(few.description.hasPrefix("labels 0, 1, 2, 3, 4 and 2 more: 4 rows are few"))
  }

  /// Zeros are counted over all labels, once.
  @Test func zerosAreOneWarning() throws {
    let data = try LabeledPredictions(
      Predictions([0, 0.5, 0.75, 0, 0.5, 0.25, 0, 0.5], labelCount: 2, kind: .probabilities),
      labels: [0, 1, 1, 0, 0, 0, 0, 1]
    )
    let warnings = try platt.fit(to: data).warnings
    #expect(warnings.first == .zeroProbabilities(count: 3))
    #expect(!warnings.contains { "\($0)".contains("label 0: ") && "\($0)".contains("exactly 0") })
  }

  @Test func oneLabelIsABinaryProblem() throws {
    let data = try Synthetic.outputs(shifts: [0.1], rows: 80, seed: 817)
    let fit = try platt.fit(to: data)
    let alone = try BinaryCalibration(PlattScaling()).fit(to: data)
    #expect(fit.map.maps[0] as? BinaryMap<PlattMap> == alone.map)
    #expect(fit.value == alone.value && fit.rowCount == alone.rowCount)
  }

  @Test func dataThatCannotBeFittedAreRefused() throws {
    var generator = SeededGenerator(seed: 818)
    let classes = try randomPredictions(rows: 6, classes: 3, using: &generator)
    #expect(throws: PredictionsError.notIndependent(classCount: 3)) {
      try platt.fit(to: classes)
    }
    let data = try Synthetic.outputs(rows: 2, seed: 819)
    let unseen = try LabeledPredictions(data.predictions, labels: data.labels, weights: [1, 0, 1, 1, 0, 1])
    #expect(throws: PredictionsError.noWeight) { try platt.fit(to: unseen) }
  }

  /// Every output is predicted by a map fitted without its example.
  @Test func crossValidationKeepsExamplesWhole() throws {
    let data = try Synthetic.outputs(rows: 31, seed: 820)
    let validation = try CrossValidation(foldCount: 3, repeatCount: 1, seed: 4)
    let folds = validation.folds(of: data, repetition: 0)
    for example in 0..<31 {
      #expect(Set(folds[(3 * example)..<(3 * example + 3)]).count == 1)
    }
    let held = try validation.predictions(of: platt, on: data)[0]
    #expect(held.predictions.labelCount == 3 && held.labels == data.labels)
    let others = data.copy(ofRows: folds.indices.filter { folds[$0] != folds[0] })
    let map = try platt.fit(to: others).map
    let expected = try map.logProbabilities(for: data.rows(0..<3).predictions).values
    // The second of two columns; rounded to Float once more on the way.
    for label in 0..<3 {
      let got = held.predictions.scores(ofRow: label)[1]
      #expect(abs(exp(got) - exp(expected[label])) < 1e-6)
    }
    #expect(throws: PredictionsError.tooFewRows(rows: 2, needed: 3)) {
      try validation.predictions(of: platt, on: data.rows(0..<6))
    }
  }
}
