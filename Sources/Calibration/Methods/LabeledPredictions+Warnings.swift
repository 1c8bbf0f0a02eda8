extension LabeledPredictions {
  /// What any fit should say about these data: probabilities of 0, a single label, few rows.
  func warnings(forParameterCount parameterCount: Int) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let zeros = predictions.zeroProbabilityCount()
    if zeros > 0 { warnings.append(.zeroProbabilities(count: zeros)) }
    let zeroLabels = zeros > 0 ? zeroLabelProbabilityCount : 0
    if zeroLabels > 0 { warnings.append(.zeroLabelProbabilities(count: zeroLabels)) }
    if let label = labels.first, labels.allSatisfy({ $0 == label }) {
      warnings.append(.singleLabel(Int(label)))
    }
    if rowCount < 10 * parameterCount {
      warnings.append(.fewRows(rows: rowCount, parameters: parameterCount))
    }
    return warnings
  }
}
