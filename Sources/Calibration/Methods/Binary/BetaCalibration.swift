/// Beta calibration: logit p′ = a ln p − b ln(1 − p) + c with a, b ≥ 0, three numbers.
///
/// The map that is right when the scores of either outcome follow beta distributions. Near 0 it acts
/// like Platt scaling with slope a, near 1 with slope b; a = b is Platt scaling, and a = b = 1, c = 0
/// the identity, so the negative log-likelihood is never worse on the fitting data. The map is
/// monotone. Where the data call for a negative a or b, it is 0 and the others are fitted without it.
///
/// Source: Kull, Silva Filho and Flach, "Beta Calibration: a Well-founded and Easily Implemented
/// Improvement on Logistic Calibration for Binary Classifiers" (AISTATS 2017).
public struct BetaCalibration: BinaryCalibrationMethod {
  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to scores: BinaryScores) -> BinaryFit<BetaMap> {
    BinaryLogisticModel(
      names: ["a", "b", "c"],
      identity: [1, 1, 0, 0],
      shape: .risingLine,
      nonNegative: [0, 1],
      features: { score in
        let (p, complement) = LogOdds.logProbabilities(score)
        return [p, -complement, 1, 0]
      },
      map: { BetaMap(unchecked: $0[0], b: $0[1], c: $0[2]) }
    ).fit(to: scores)
  }
}
