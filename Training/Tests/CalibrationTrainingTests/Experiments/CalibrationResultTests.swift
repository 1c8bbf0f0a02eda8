import Calibration
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct CalibrationResultTests {
  /// Confidence 0.9, accuracy 0.8 on the validation part; 0.7 on the test part.
  private let validation: LabeledPredictions
  private let test: LabeledPredictions

  init() throws {
    validation = try .twoClasses(confidence: 0.9, right: 80, of: 100)
    test = try .twoClasses(confidence: 0.9, right: 70, of: 100)
  }

  // Logits are floats: 6e-8 relative, on a logit of 2.2.
  private let tolerance = 1e-6

  @Test func withoutCalibrationTheMetricsAreThoseOfTheOutputs() throws {
    let result = try CalibrationResult(.uncalibrated, validation: validation, test: test)
    #expect(result.temperature == nil && result.gamma == nil)
    #expect(abs(result.error - 0.3) < tolerance)
    #expect(abs(result.nll - (-0.7 * log(0.9) - 0.3 * log(0.1))) < tolerance)
    #expect(abs(result.brier - 2 * (0.7 * 0.01 + 0.3 * 0.81)) < tolerance)
    #expect(abs(result.ece - 0.2) < tolerance)
    #expect(abs(result.equalMassECE - 0.2) < tolerance)
  }

  @Test func aTemperatureBringsTheConfidenceToTheAccuracyOfTheValidationPart() throws {
    let result = try CalibrationResult(.temperatureByNLL, validation: validation, test: test)
    let temperature = try #require(result.temperature)
    #expect(abs(temperature - log(9) / log(4)) < 1e-5)
    #expect(result.gamma == nil)
    #expect(abs(result.error - 0.3) < tolerance)
    // Confidence 0.8 at accuracy 0.7.
    #expect(abs(result.ece - 0.1) < 1e-5)
    #expect(abs(result.nll - (-0.7 * log(0.8) - 0.3 * log(0.2))) < 1e-5)
  }

  @Test(arguments: ReportedCalibration.allCases)
  func metricsAreThoseOfTheLibrary(calibration: ReportedCalibration) throws {
    var generator = RandomStream(seed: 5)
    func outputs() throws -> LabeledPredictions {
      let scores = (0..<600).map { _ in Float.random(in: -3...3, using: &generator) }
      let labels = (0..<200).map { row in
        let row = scores[(3 * row)..<(3 * row + 3)]
        let best = row.indices.max { row[$0] < row[$1] } ?? row.startIndex
        return Bool.random(using: &generator)
          ? Int32(best - row.startIndex) : Int32.random(in: 0..<3, using: &generator)
      }
      return try LabeledPredictions(Predictions(scores, columnCount: 3, kind: .logits), labels: labels)
    }
    let validation = try outputs()
    let test = try outputs()
    let result = try CalibrationResult(calibration, validation: validation, test: test)
    let map = try FocalTemperatureMap(temperature: result.temperature ?? 1, gamma: result.gamma ?? 0)
    let rows = try EvaluatedRows(of: map, on: test)
    #expect((result.temperature == nil) == (calibration == .uncalibrated))
    #expect((result.gamma != nil) == calibration.rawValue.hasPrefix("focal"))
    #expect(abs(result.nll - rows.negativeLogLikelihood) < 1e-12)
    #expect(abs(result.equalMassECE - (try rows.equalMassCalibrationError())) < 1e-12)
    #expect(
      abs(result.classwiseECE - (try ClasswiseReliability(of: map, on: test).calibrationError()))
        < 1e-12
    )
  }
}
