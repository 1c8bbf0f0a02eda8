/// A family of binary maps whose log-odds are linear in up to three coefficients, and how one is
/// fitted.
struct BinaryLogisticModel<Map: BinaryCalibrationMap> {
  /// The coefficients' names, in the order of the features.
  let names: [String]
  /// The coefficients that leave the scores as they are.
  let identity: BinaryLogisticFit.Vector
  /// How the log-odds may depend on the score: what decides whether finite coefficients are best.
  var shape = SeparatingShape.line
  /// The coefficients that must not be negative.
  var nonNegative: [Int] = []
  let features: (Double) -> BinaryLogisticFit.Vector
  let map: (BinaryLogisticFit.Vector) -> Map

  /// The fit to targets of 0 and 1: never worse than the identity by the negative log-likelihood.
  ///
  /// Where the outcomes are separated, perfectly or but for ties, no finite coefficients are best: then
  /// those for Platt's targets are taken, or the identity if it is better.
  func fit(to scores: BinaryScores) -> BinaryFit<Map> {
    guard scores.rowCount > 0 else { return identityFit([]) }
    let uncalibrated = scores.negativeLogLikelihood
    guard !scores.isSeparated(by: shape) else {
      let smoothed = fit(smoothing: scores)
      let isBetter = scores.negativeLogLikelihood(of: smoothed.map) < uncalibrated
      return isBetter
        ? smoothed.warning([.separableOutcomes])
        : identityFit(scores.warnings(forParameterCount: names.count) + [.separableOutcomes])
    }
    let fitted = fit(
      optimum(BinaryLogisticFit(scores, identity: identity, features: features)),
      scores.warnings(forParameterCount: names.count),
      hasStandardErrors: true
    )
    return scores.negativeLogLikelihood(of: fitted.map) <= uncalibrated
      ? fitted : identityFit(fitted.warnings)
  }

  /// The fit to Platt's targets, (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2) for N₊ and N₋ rows with and
  /// without the event.
  func fit(smoothing scores: BinaryScores) -> BinaryFit<Map> {
    guard scores.rowCount > 0 else { return identityFit([]) }
    var (positive, negative) = (0.0, 0.0)
    for row in scores.outcomes.indices {
      if scores.outcomes[row] {
        positive += scores.weight(ofRow: row)
      } else {
        negative += scores.weight(ofRow: row)
      }
    }
    let fit = BinaryLogisticFit(
      scores,
      targets: (1 / (negative + 2), (positive + 1) / (positive + 2)),
      identity: identity,
      features: features
    )
    return self.fit(optimum(fit), scores.warnings(forParameterCount: names.count), hasStandardErrors: false)
  }

  /// The problem is convex: a coefficient that would be negative is 0 at the optimum, and trying
  /// every choice of those that are 0 finds it.
  private func optimum(_ fit: BinaryLogisticFit) -> BinaryLogisticFit.Result {
    let all = BinaryLogisticFit.Mask(repeating: true)
    var best = fit.minimum(free: all)
    guard nonNegative.contains(where: { best.coefficients[$0] < 0 }) else { return best }
    best.value = .infinity
    for choice in 1..<(1 << nonNegative.count) {
      var free = all
      for (bit, index) in nonNegative.enumerated() where choice >> bit & 1 == 1 {
        free[index] = false
      }
      let candidate = fit.minimum(free: free)
      if candidate.value < best.value, nonNegative.allSatisfy({ candidate.coefficients[$0] >= 0 }) {
        best = candidate
      }
    }
    return best
  }

  private func fit(
    _ result: BinaryLogisticFit.Result,
    _ warnings: [FitWarning],
    hasStandardErrors: Bool
  ) -> BinaryFit<Map> {
    var warnings = warnings
    if !result.converged { warnings.append(.notConverged) }
    for index in nonNegative where result.coefficients[index] == 0 {
      warnings.append(.onBound(parameter: names[index], value: 0))
    }
    return BinaryFit(
      map: map(result.coefficients),
      parameters: names.indices.map { index in
        let error = result.standardErrors[index]
        return FittedParameter(
          name: names[index],
          value: result.coefficients[index],
          standardError: hasStandardErrors && error.isFinite ? error : nil
        )
      },
      warnings: warnings
    )
  }

  private func identityFit(_ warnings: [FitWarning]) -> BinaryFit<Map> {
    BinaryFit(
      map: map(identity),
      parameters: names.indices.map {
        FittedParameter(name: names[$0], value: identity[$0], standardError: nil)
      },
      warnings: warnings
    )
  }
}

extension BinaryFit {
  fileprivate func warning(_ more: [FitWarning]) -> BinaryFit {
    BinaryFit(map: map, parameters: parameters, warnings: warnings + more)
  }
}
