extension EvaluatedRows {
  /// The accuracy: the share of rows whose predicted class is the true one, in [0, 1].
  ///
  /// Where several classes share the largest probability, the first is the prediction.
  public var accuracy: Double { mean { isCorrect(row: $0) ? 1 : 0 } }
}
