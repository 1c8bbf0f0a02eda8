extension EvaluatedRows {
  /// The negative log-likelihood (log loss, cross-entropy): the mean of −ln p of the true class, in
  /// nats, at least 0.
  ///
  /// Infinite when a row of positive weight gives its true class the probability 0, which only a map
  /// that rules classes out can do. A proper loss: its expectation is least for the true
  /// probabilities.
  ///
  /// Source: Good, "Rational Decisions" (Journal of the Royal Statistical Society B, 1952).
  public var negativeLogLikelihood: Double { mean { -logLikelihoods[$0] } }
}
