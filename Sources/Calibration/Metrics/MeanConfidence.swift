extension EvaluatedRows {
  /// The mean of the largest probability of each row, in (0, 1].
  public var meanConfidence: Double { mean { confidences[$0] } }

  /// The mean confidence less the accuracy, in [−1, 1]: positive when the model is over-confident on
  /// the whole.
  ///
  /// Its size is the expected calibration error with a single bin, and never exceeds that with more.
  public var confidenceGap: Double {
    mean { confidences[$0] - (isCorrect(row: $0) ? 1 : 0) }
  }
}
