/// Another method whose probabilities are mixed with a prior, as if one more row had been seen:
///
///     q = (1 − ε) p + ε π,   ε = 1 / (n + 1),
///
/// with n the number of fitting rows (their total weight), and π uniform or the class frequencies.
///
/// Without it, a map fitted to data that the classifier separates has no bound on its confidence, and
/// one wrong row later costs any amount of likelihood. With it no class is less likely than ε π. The
/// price on the fitting data is at most ln(1 + 1/n) in mean negative log-likelihood, so that,
/// unlike the smoothed method, the result may be worse than the uncalibrated scores by that much.
///
/// Around ``TemperatureScaling``, with a uniform prior, this is `ts-mix` of the Python package
/// probmetrics.
public struct LaplaceSmoothing<Base: CalibrationMethod>: CalibrationMethod {
  public typealias Map = ComposedMap

  /// The method that is smoothed.
  public var base: Base
  /// What is mixed in.
  public var prior: SmoothingPrior

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - base: The method whose probabilities are mixed.
  ///   - prior: What they are mixed with.
  public init(_ base: Base, prior: SmoothingPrior = .uniform) {
    self.base = base
    self.prior = prior
  }

  /// Fits the base method and smooths its map.
  ///
  /// The value in the result is that of the smoothed map.
  public func fit(to data: LabeledPredictions, progress: FitProgressHandler?) throws(PredictionsError) -> Fit<Map> {
    let fit = try base.fit(to: data, progress: progress)
    // A total weight far below 1 would leave nothing of the map.
    let weight = min(1 / (data.totalWeight + 1), 1.0.nextDown)
    let smoothing: any CalibrationMap =
      switch prior {
      case .uniform: LabelSmoothingMap(unchecked: weight)
      case .classFrequencies:
        PriorMixtureMap(unchecked: data.smoothedClassFrequencies, weight: weight)
      }
    let map = ComposedMap(unchecked: [fit.map, smoothing])
    return Fit(
      map: map,
      parameters: fit.parameters
        + [FittedParameter(name: "smoothing", value: weight, standardError: nil)],
      objective: fit.objective,
      value: try EvaluatedRows(of: map, on: data).value(of: fit.objective),
      uncalibratedValue: fit.uncalibratedValue,
      rowCount: fit.rowCount,
      classCount: fit.classCount,
      warnings: fit.warnings,
      selections: fit.selections
    )
  }
}

extension LaplaceSmoothing: Codable where Base: Codable {}

extension LabeledPredictions {
  /// The share of each class among the labels, by weight, each class counted one row more.
  var smoothedClassFrequencies: [Double] {
    var counts = [Double](repeating: 1, count: classCount)
    for (row, label) in labels.enumerated() { counts[Int(label)] += weights?[row] ?? 1 }
    let total = totalWeight + Double(classCount)
    return counts.map { $0 / total }
  }
}

extension EvaluatedRows {
  /// What a fit by this objective minimises.
  func value(of objective: FittingObjective) -> Double {
    switch objective {
    case .negativeLogLikelihood: negativeLogLikelihood
    case .brier: brierScore
    case .expectedCalibrationError:
      ReliabilityTable(equalWidthOf: self, validBinCount: 15).calibrationError()
    case .adaptiveCalibrationError:
      ReliabilityTable(equalMassOf: self, validBinCount: 15).calibrationError()
    }
  }
}
