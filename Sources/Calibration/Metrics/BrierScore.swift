extension EvaluatedRows {
  /// The Brier score: the mean over rows of Σ_k (p_k − 1[k is the true class])², in [0, 2].
  ///
  /// Summed over all classes, as Brier defined it. With two classes it is twice the mean squared
  /// error of the probability of class 1, which some packages call by the same name; others divide
  /// by the number of classes. A proper loss.
  ///
  /// Source: Brier, "Verification of Forecasts Expressed in Terms of Probability" (Monthly Weather
  /// Review, 1950).
  public var brierScore: Double { mean { squaredErrors[$0] } }
}
