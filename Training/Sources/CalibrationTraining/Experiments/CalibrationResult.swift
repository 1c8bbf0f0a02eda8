import Calibration

/// How a trained network does on the test part after a calibration that was fitted to the validation
/// part.
public struct CalibrationResult: Sendable, Hashable, Encodable {
  public let calibration: ReportedCalibration
  /// The fitted T; `nil` without a fit.
  public let temperature: Double?
  /// The fitted γ; `nil` where only a temperature was fitted.
  public let gamma: Double?
  /// The share of wrong predictions, in [0, 1].
  public let error: Double
  /// Mean negative log-likelihood, in nats.
  public let nll: Double
  /// Expected calibration error with 15 bins of equal width, in [0, 1].
  public let ece: Double
  /// Expected calibration error with 15 bins of equal mass, in [0, 1].
  public let equalMassECE: Double
  /// The mean over classes of the calibration error of the class's probability, in [0, 1].
  public let classwiseECE: Double
  /// Brier score, summed over classes, in [0, 2].
  public let brier: Double

  /// Fits to the validation part and evaluates on the test part.
  public init(_ calibration: ReportedCalibration, validation: LabeledPredictions, test: LabeledPredictions) throws {
    let fit = try calibration.method.map { try Self.fit($0, to: validation) }
    let rows = try EvaluatedRows(of: fit?.map, on: test)
    self.calibration = calibration
    temperature = fit?.parameters["temperature"]
    gamma = fit?.parameters["gamma"]
    error = 1 - rows.accuracy
    nll = rows.negativeLogLikelihood
    ece = try rows.expectedCalibrationError()
    equalMassECE = try rows.equalMassCalibrationError()
    classwiseECE = try ClasswiseReliability(of: fit?.map, on: test).calibrationError()
    brier = rows.brierScore
  }

  private static func fit(
    _ method: some CalibrationMethod,
    to validation: LabeledPredictions
  ) throws -> (map: any CalibrationMap, parameters: [String: Double]) {
    let fit = try method.fit(to: validation)
    let parameters = fit.parameters.map { ($0.name, $0.value) }
    return (fit.map, Dictionary(uniqueKeysWithValues: parameters))
  }

  /// JSON calls the error as `calibrate evaluate` does.
  private enum CodingKeys: String, CodingKey {
    case calibration, temperature, gamma, error, nll, ece, classwiseECE, brier
    case equalMassECE = "adaptiveECE"
  }
}
