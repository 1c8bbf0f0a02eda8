import Foundation
import TestSupport
import Testing

@testable import Calibration

/// What matrix scaling and Dirichlet calibration share.
@Suite struct MatrixFitTests {
  static func report(
    _ inputs: MatrixMap.Inputs,
    _ regularization: MatrixRegularization,
    _ strength: RegularizationStrength?,
    _ data: LabeledPredictions
  ) throws -> Fit<MatrixMap> {
    switch inputs {
    case .centeredLogits:
      try MatrixScaling(regularization: regularization, strength: strength).fit(to: data)
    case .logProbabilities:
      try DirichletCalibration(regularization: regularization, strength: strength).fit(to: data)
    }
  }

  @Test(arguments: MatrixMap.Inputs.allCases)
  func agreesWithAnIndependentOptimiser(inputs: MatrixMap.Inputs) throws {
    try MatrixMethodsFixture.expectAgreement(inputs) { try Self.report(inputs, $0, $1, $2) }
  }

  @Test(arguments: MatrixMap.Inputs.allCases)
  func underODIRNeverWorseThanTemperatureScaling(inputs: MatrixMap.Inputs) throws {
    for (seed, lambda) in zip(UInt64(0)..., [0.01, 1, 100, 1e6]) {
      let data = try Synthetic.labeled(temperature: 2, rows: 90, classes: 4, seed: seed)
      let strength = try RegularizationStrength(lambda: lambda, mu: lambda)
      let fit = try Self.report(inputs, .odir, strength, data)
      let temperature = try TemperatureScaling().fit(to: data)
      #expect(fit.value <= temperature.value + 1e-12)
    }
  }

  /// Against the strengths of the grid that were not chosen, on rows that no fit has seen.
  @Test(arguments: MatrixMap.Inputs.allCases)
  func crossValidationChoosesAStrengthThatHolds(inputs: MatrixMap.Inputs) throws {
    let truth = try VectorMap(diagonal: [0.5, 1, 0.7, 0.8], intercept: [0, 0.5, -0.5, 0])
    let data = try Synthetic.labeled(by: truth, rows: 300, classes: 4, seed: 3)
    let test = try Synthetic.labeled(by: truth, rows: 4_000, classes: 4, seed: 4)
    let fit = try Self.report(inputs, .odir, nil, data)
    #expect(fit.parameters.map(\.name) == ["lambda", "mu"])
    let reference = MatrixRegularization.odir.reference(rowWeight: 300, classCount: 4)
    let factor = fit.parameters[0].value / reference.lambda
    #expect(MatrixRegularization.grid.contains { abs($0 / factor - 1) < 1e-12 })
    let chosen = try fit.map.negativeLogLikelihood(on: test)
    for factor in [1e-4, 1e4] {
      let strength = try RegularizationStrength(lambda: factor * reference.lambda, mu: factor * reference.mu)
      let other = try Self.report(inputs, .odir, strength, data).map
      // Losses of 4000 rows differ by chance by less than 0.004.
      #expect(chosen < (try other.negativeLogLikelihood(on: test)) + 0.004)
    }
  }

  @Test(arguments: MatrixMap.Inputs.allCases)
  func aHugeStrengthLeavesTheDiagonalAlone(inputs: MatrixMap.Inputs) throws {
    let data = try Synthetic.labeled(
      by: VectorMap(diagonal: [0.5, 1, 0.7], intercept: [0, 0, 0]),
      rows: 300,
      classes: 3,
      seed: 8
    )
    let strength = try RegularizationStrength(lambda: 1e9, mu: 1e9)
    let odir = try Self.report(inputs, .odir, strength, data).map
    for (i, row) in odir.matrix.enumerated() {
      for (j, weight) in row.enumerated() {
        #expect(i == j ? weight > 0.1 : abs(weight) < 1e-6)
      }
      #expect(abs(odir.intercept[i]) < 1e-6)
    }
    let l2 = try Self.report(inputs, .l2, strength, data).map
    #expect(l2.matrix.joined().allSatisfy { abs($0) < 1e-6 })
  }

  @Test(arguments: MatrixMap.Inputs.allCases)
  func fewerRowsThanFoldsAreAnError(inputs: MatrixMap.Inputs) throws {
    let data = try LabeledPredictions(
      Predictions([1, 2, 0.5, 0, 3, 1], columnCount: 3, kind: .logits),
      labels: [0, 1]
    )
    #expect(throws: PredictionsError.tooFewRows(rows: 2, needed: 5)) {
      try Self.report(inputs, .odir, nil, data)
    }
    let strength = try RegularizationStrength(lambda: 1, mu: 1)
    let fit = try Self.report(inputs, .odir, strength, data)
    #expect(fit.warnings.contains(.fewRows(rows: 2, parameters: 12)))
  }

  /// Cross-validation passes over folds in which no row counts.
  @Test(arguments: MatrixMap.Inputs.allCases)
  func rowsWithoutWeightDecideNothing(inputs: MatrixMap.Inputs) throws {
    let data = try Synthetic.labeled(temperature: 2, rows: 60, classes: 3, seed: 9)
    for weighted in [1, 3] {
      let rare = try LabeledPredictions(
        data.predictions,
        labels: data.labels,
        weights: (0..<60).map { $0 < weighted ? 1 : 0 }
      )
      let fit = try Self.report(inputs, .odir, nil, rare)
      #expect(fit.value.isFinite)
      #expect(fit.map.matrix.joined().allSatisfy { $0.isFinite })
      #expect(fit.warnings.contains(.fewRows(rows: weighted, parameters: 12)))
    }
  }
}
