/// A binary calibrator for the confidence: the probability that the leading class is the true one;
/// the other classes share the rest as before.
///
/// One map for all classes, so it needs no rows of every class, and it calibrates the confidence
/// only. The negative log-likelihood differs from that of the binary problem by a constant: the fit
/// is never worse than the uncalibrated scores where the binary calibrator promises that.
///
/// Source: Gupta and Ramdas, "Top-label Calibration and Multiclass-to-binary Reductions" (ICLR 2022),
/// who call this confidence calibration when one map serves all classes.
public struct TopLabel<Base: BinaryCalibrationMethod>: CalibrationMethod, Codable {
  public typealias Map = TopLabelMap<Base.Map>

  /// What is fitted to the confidence.
  public var calibrator: Base

  /// Creates the method.
  ///
  /// - Parameter calibrator: What is fitted to the probability of the leading class.
  public init(_ calibrator: Base) {
    self.calibrator = calibrator
  }

  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let scores = data.confidenceScores()
    let fit = calibrator.fit(to: scores)
    // Where every leading class is the true one, nothing says how much confidence is too much.
    let isSeparable = scores.rowCount > 0 && scores.outcomes.allSatisfy { $0 }
    return try Fit(
      map: TopLabelMap(fit.map),
      parameters: fit.parameters,
      (isSeparable ? [.separable] : []) + fit.warnings,
      data
    )
  }
}

extension LabeledPredictions {
  /// The log-odds of the leading class, and whether it is the true one.
  fileprivate func confidenceScores() -> BinaryScores {
    let rows = predictions.mapBlocks { rows, block in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block.classCount) { scratch in
        rows.enumerated().map { offset, row in
          let odds = LeadingOdds(of: block[offset], scratch: scratch)
          return (logOdds: odds.logOdds, isCorrect: odds.lead == Int(labels[row]))
        }
      }
    }.flatMap { $0 }
    return BinaryScores(
      unchecked: rows.lazy.map(\.logOdds),
      outcomes: rows.map(\.isCorrect),
      weights: weights,
      resolution: predictions.resolution
    )
  }
}
