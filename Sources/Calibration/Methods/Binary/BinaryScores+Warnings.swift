extension BinaryScores {
  /// What any binary fit should say about its data: few rows, a single score.
  func warnings(forParameterCount parameterCount: Int) -> [FitWarning] {
    var warnings = FitWarning.ifFew(rows: rowCount, parameters: parameterCount)
    if let first = logOdds.first, logOdds.allSatisfy({ $0 == first }) {
      warnings.append(.singleScore)
    }
    return warnings
  }
}
