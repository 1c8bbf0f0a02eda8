import TestSupport
import Testing

@testable import Calibration

@Suite struct LabeledPredictionsWarningsTests {
  /// Forty rows of three classes, of which three have a weight.
  private func threeRowsThatCount(weight: Double = 1) throws -> LabeledPredictions {
    let data = try Synthetic.labeled(temperature: 2, rows: 40, classes: 3, seed: 12)
    return try LabeledPredictions(
      data.predictions,
      labels: (0..<40).map { Int32($0 % 3) },
      weights: (0..<40).map { $0 % 15 == 2 ? weight : 0 }
    )
  }

  private static let methods: [any CalibrationMethod] = [
    TemperatureScaling(), FocalTemperatureScaling(), EnsembleTemperatureScaling(), VectorScaling(),
    MatrixScaling(), DirichletCalibration(), StructuredVectorScaling(), StructuredMatrixScaling(),
    FocalStructuredVectorScaling(), FocalStructuredMatrixScaling(), OrderPreservingIsotonic(),
    OneVersusRest(PlattScaling()), TopLabel(VennAbers()),
  ]

  /// Whatever the scale of the weights.
  @Test(arguments: methods.indices, [1, 1e-3])
  func rowsWithoutWeightAreNoRows(index: Int, weight: Double) throws {
    let fit = try Self.methods[index].composedFit(to: threeRowsThatCount(weight: weight))
    let rows = fit.warnings.compactMap { warning in
      if case .fewRows(let rows, _) = warning { rows } else { nil }
    }
    #expect(rows == [3])
    #expect(fit.value.isFinite)
  }

  @Test func labelsOfRowsWithoutWeightAreNoLabels() throws {
    // Rows 2, 17 and 32 count; their label is 2.
    let warnings = try threeRowsThatCount().warnings(forParameterCount: 0)
    #expect(warnings == [.singleLabel(2)])
    let all = try LabeledPredictions(Predictions([1, 2, 3, 4], columnCount: 2, kind: .logits), labels: [0, 1])
    #expect(all.warnings(forParameterCount: 0).isEmpty)
  }

  @Test func tenRowsForEachParameterAreEnough() throws {
    let data = try threeRowsThatCount()
    #expect(data.countedRowCount == 3 && data.rowCount == 40)
    #expect(FitWarning.ifFew(rows: 20, parameters: 2).isEmpty)
    #expect(FitWarning.ifFew(rows: 19, parameters: 2) == [.fewRows(rows: 19, parameters: 2)])
  }
}
