extension MappedPredictions {
  /// All metrics of the mapped scores, for comparison by bootstrap.
  ///
  /// - Throws: ``PredictionsError/classCount(found:expected:)`` when the map is made for another number
  ///   of classes.
  public func evaluation(options: EvaluationOptions = .standard) throws(PredictionsError) -> Evaluation {
    try Evaluation(of: map, on: data, options: options)
  }

  /// The same within groups of rows.
  ///
  /// - Throws: What ``GroupwiseEvaluation/init(of:on:groups:options:)`` throws.
  public func evaluation(of groups: RowGroups, options: EvaluationOptions = .standard) throws -> GroupwiseEvaluation {
    try GroupwiseEvaluation(of: map, on: data, groups: groups, options: options)
  }
}
