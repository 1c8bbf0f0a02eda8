/// Inductive Venn–Abers prediction.
///
/// Isotonic regression that is honest about its own uncertainty: the new row is counted with either
/// label, which gives two probabilities, p₀ and p₁. If fitting rows and new rows are exchangeable, one
/// of the two is perfectly calibrated. They lie close together where there are many rows, and their
/// merged value (``VennAbersMap``) minimises the largest regret in likelihood.
///
/// Nothing is minimised on the fitting data as such: the negative log-likelihood of the merged
/// probabilities may be worse there than that of the uncalibrated scores, most of all with few rows.
/// Without rows every probability becomes ½.
///
/// Source: Vovk, Petej and Fedorova, "Large-scale Probabilistic Predictors with and without
/// Guarantees of Validity" (NIPS 2015).
public struct VennAbers: BinaryCalibrationMethod {
  /// Creates the method; it has no parameters.
  public init() {}

  public func fit(to scores: BinaryScores) -> BinaryFit<VennAbersMap> {
    BinaryFit(
      map: VennAbersMap(groups: scores.groups(), resolution: scores.resolution),
      warnings: scores.warnings(forParameterCount: 1)
    )
  }
}
