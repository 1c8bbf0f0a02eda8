/// A binary calibrator for classifiers of two classes: it maps the probability of class 1.
///
/// The fit reports the negative log-likelihood; whether it can be worse than that of the uncalibrated
/// scores is a matter of the binary calibrator, which says so.
public struct BinaryCalibration<Base: BinaryCalibrationMethod>: CalibrationMethod, Codable {
  public typealias Map = BinaryMap<Base.Map>

  /// What is fitted to the probability of class 1.
  public var calibrator: Base

  /// Creates the method.
  ///
  /// - Parameter calibrator: What is fitted to the probability of class 1.
  public init(_ calibrator: Base) {
    self.calibrator = calibrator
  }

  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when there are not two classes.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    guard data.classCount == 2 else { throw .classCount(found: data.classCount, expected: 2) }
    let fit = calibrator.fit(to: data.positiveClassScores())
    return try Fit(map: BinaryMap(fit.map), parameters: fit.parameters, fit.warnings, data)
  }
}

extension LabeledPredictions {
  /// The log-odds of class 1 of two.
  fileprivate func positiveClassScores() -> BinaryScores {
    let logOdds = predictions.mapBlocks { _, block in
      (0..<block.rowCount).map { block[$0][1] - block[$0][0] }
    }
    return BinaryScores(
      unchecked: logOdds.joined().map { $0 },
      outcomes: labels.map { $0 == 1 },
      weights: weights,
      resolution: predictions.resolution
    )
  }
}

extension Fit {
  /// A fit of binary calibrators, which is judged by the negative log-likelihood.
  init(
    map: Map,
    parameters: [FittedParameter],
    _ warnings: [FitWarning],
    _ data: LabeledPredictions
  ) throws(PredictionsError) {
    var unique = data.warnings(forParameterCount: 0)
    for warning in warnings where !unique.contains(warning) { unique.append(warning) }
    self.init(
      map: map,
      parameters: parameters,
      objective: .negativeLogLikelihood,
      value: try EvaluatedRows(of: map, on: data).negativeLogLikelihood,
      uncalibratedValue: EvaluatedRows(uncalibrated: data).negativeLogLikelihood,
      rowCount: data.predictions.exampleCount,
      classCount: data.classCount,
      warnings: unique
    )
  }
}
