import TestSupport
import Testing

@testable import Calibration

@Suite struct FitTests {
  /// Few rows that are sure, and right: whatever is careful is worse on them.
  private static func sureRows(_ count: Int = 30) throws -> LabeledPredictions {
    let scores: [Float] = (0..<count).flatMap { row -> [Float] in
      (0..<3).map { $0 == row % 3 ? Float(6 + row % 2) : 0 }
    }
    let labels: [Int32] = (0..<count).map { Int32($0 % 3) }
    return try LabeledPredictions(Predictions(scores, columnCount: 3, kind: .logits), labels: labels)
  }

  private static let carefulMethods: [any CalibrationMethod] = [
    OneVersusRest(PlattScaling()), TopLabel(PlattScaling()), OneVersusRest(VennAbers()),
    TopLabel(VennAbers()), OneVersusRest(BayesianBinning()), LaplaceSmoothing(TemperatureScaling()),
    OneVersusRest(HistogramBinning()), StructuredVectorScaling(),
    LaplaceSmoothing(OneVersusRest(PlattScaling())),
    TemperatureScaling().then(OneVersusRest(VennAbers())),
  ]

  @Test(arguments: carefulMethods.indices)
  func aFitThatIsWorseThanNoneSaysSoOnce(index: Int) throws {
    let fit = try Self.carefulMethods[index].composedFit(to: Self.sureRows())
    #expect(fit.value > fit.uncalibratedValue)
    #expect(fit.warnings.count { $0 == .worseThanUncalibrated } == 1)
  }

  @Test(arguments: FittingObjective.allCases)
  func aFitThatIsNotSaysNothing(objective: FittingObjective) throws {
    let data = try Synthetic.labeled(temperature: 3, rows: 60, classes: 3, seed: 4)
    for data in [data, try Self.sureRows()] {
      for method: any CalibrationMethod in [
        TemperatureScaling(objective: objective), FocalTemperatureScaling(objective: objective),
        EnsembleTemperatureScaling(), VectorScaling(), TopLabel(IsotonicRegression()),
        ComposedMethod([]),
      ] {
        #expect(try !method.composedFit(to: data).warnings.contains(.worseThanUncalibrated), "\(method)")
      }
    }
  }

  /// What one part makes worse, the next may correct.
  @Test func aCompositionIsJudgedAsAWhole() throws {
    let data = try Self.sureRows()
    let worse = try OneVersusRest(VennAbers()).fit(to: data)
    #expect(worse.warnings.contains(.worseThanUncalibrated))
    let fit = try OneVersusRest(VennAbers()).then(TemperatureScaling()).fit(to: data)
    #expect(fit.value < fit.uncalibratedValue)
    #expect(!fit.warnings.contains(.worseThanUncalibrated))
  }

  @Test func labelsOfWhichItIsTrueAreNamed() throws {
    // The outputs for label 1 are sure and right, those for label 0 say nothing.
    let data = try LabeledPredictions(
      Predictions((0..<40).flatMap { row -> [Float] in [0, row % 2 == 0 ? 8 : -8] }, labelCount: 2, kind: .logits),
      labels: (0..<40).flatMap { row -> [Int32] in [row % 4 == 0 ? 1 : 0, row % 2 == 0 ? 1 : 0] }
    )
    let fit = try PerLabel(BinaryCalibration(PlattScaling())).fit(to: data)
    #expect(fit.warnings.contains(.ofLabels([1], .worseThanUncalibrated)))
    #expect(!fit.warnings.contains(.worseThanUncalibrated))
  }
}
