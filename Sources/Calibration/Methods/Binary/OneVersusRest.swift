/// A binary calibrator for each class against all others; the results are divided by their sum.
///
/// Every class has a map of its own, so the fit can follow errors that differ between classes, and
/// needs rows of every class. The binary fits do not know of the division that follows: the negative
/// log-likelihood of the whole can be worse than that of the uncalibrated scores, also on the data
/// fitted to.
///
/// Source: Zadrozny and Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability
/// Estimates" (KDD 2002).
public struct OneVersusRest<Base: BinaryCalibrationMethod>: CalibrationMethod, Codable {
  public typealias Map = OneVersusRestMap<Base.Map>

  /// What is fitted to the probability of each class.
  public var calibrator: Base

  /// Creates the method.
  ///
  /// - Parameter calibrator: What is fitted to the probability of each class, for itself.
  public init(_ calibrator: Base) {
    self.calibrator = calibrator
  }

  /// The parameters of class k are named with `[k]` at the end.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let fits = data.mapOneVersusRest { classIndex, logOdds in
      calibrator.fit(
        to: BinaryScores(
          unchecked: logOdds,
          outcomes: data.labels.map { Int($0) == classIndex },
          weights: data.weights,
          resolution: data.predictions.resolution
        )
      )
    }
    var warnings = data.unseenClassWarnings
    for fit in fits {
      warnings += fit.warnings.filter { if case .singleLabel = $0 { false } else { true } }
    }
    return try Fit(
      map: OneVersusRestMap(unchecked: fits.map(\.map)),
      parameters: fits.enumerated().flatMap { index, fit in
        fit.parameters.map { $0.numbered(index) }
      },
      warnings,
      data
    )
  }
}
