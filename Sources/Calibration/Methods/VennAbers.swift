/// Inductive Venn–Abers prediction, for two classes, or one class against the rest with
/// normalisation.
///
/// Isotonic regression that is honest about its own uncertainty: the new row is counted with either
/// label, which gives two probabilities, p₀ and p₁. If fitting rows and new rows are exchangeable, one
/// of the two is perfectly calibrated. They lie close together where there are many rows, and their
/// merged value (``VennAbersMap``) minimises the largest regret in likelihood.
///
/// Nothing is minimised on the fitting data as such: the value that a fit reports is the negative
/// log-likelihood of the merged probabilities, and it may be worse than that of the scores as they
/// came, most of all with few rows.
///
/// Source: Vovk, Petej and Fedorova, "Large-scale Probabilistic Predictors with and without
/// Guarantees of Validity" (NIPS 2015); one class against the rest as in the Python package
/// venn-abers.
public struct VennAbers: CalibrationMethod {
  /// Creates the method; it has no parameters.
  public init() {}

  public func report(
    fittingTo data: LabeledPredictions
  ) throws(PredictionsError) -> Fit<VennAbersMap> {
    let predictors = data.mapOneVersusRest { classIndex, logOdds in
      VennAbersPredictor(
        groups: ScoreGroup.groups(
          scores: logOdds,
          isPositive: { data.labels[$0] == classIndex },
          weights: data.weights
        )
      )
    }
    let map = VennAbersMap(unchecked: predictors)
    return Fit(
      map: map,
      parameters: [],
      objective: .negativeLogLikelihood,
      value: try RowStatistics(of: map, on: data).negativeLogLikelihood,
      uncalibratedValue: RowStatistics(uncalibrated: data).negativeLogLikelihood,
      rowCount: data.rowCount,
      classCount: data.classCount,
      warnings: data.warnings(forParameterCount: 1) + data.unseenClassWarnings
    )
  }
}
