extension LabeledPredictions {
  /// What is to be said of a fit whose parameters belong to single classes, started from a fit of
  /// temperature scaling.
  func fitWarnings(
    after temperature: ScalarFit.Result,
    parameterCount: Int,
    converged: Bool
  ) -> [FitWarning] {
    var warnings = warnings(parameterCount: parameterCount)
    var isLabel = [Bool](repeating: false, count: classCount)
    for (row, label) in labels.enumerated() where weights?[row] != 0 { isLabel[Int(label)] = true }
    let absent = isLabel.count { !$0 }
    if absent > 0, absent < classCount - 1 { warnings.append(.absentClasses(count: absent)) }
    if temperature.warnings.contains(.constantScores) { warnings.append(.constantScores) }
    if isSeparable { warnings.append(.separable) }
    if !converged { warnings.append(.notConverged) }
    return warnings
  }
}
