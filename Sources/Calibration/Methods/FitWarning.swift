/// Something about the data or the result of a fit that its user should know.
public enum FitWarning: Sendable, Hashable {
  /// So many probabilities were exactly 0 and were read as the smallest normal `Float`.
  case zeroProbabilities(count: Int)
  /// So many rows have a label whose probability was exactly 0.
  case zeroLabelProbabilities(count: Int)
  /// Every label is the same class.
  case singleLabel(Int)
  /// So many classes are the label of no row.
  case unseenClasses(count: Int)
  /// There are fewer than ten rows of positive weight for each parameter.
  case fewRows(rows: Int, parameters: Int)
  /// In every row the classes that are possible have the same score, or only one is possible: no temperature
  /// changes anything.
  case constantScores
  /// The label has the largest score in every row: the objective falls as long as confidence rises.
  case separable
  /// The best value lies on the edge of what is searched.
  case onBound(parameter: String, value: Double)
  /// The data do not distinguish T and γ: other pairs fit equally well.
  case notIdentified
  /// The search ended before the optimum was certain.
  case notConverged
  /// The scores separate the outcomes, perfectly or but for ties, or a class has no rows: no finite
  /// parameters are best.
  case separableOutcomes
  /// All rows have the same score: the map is known at that score only.
  case singleScore
  /// By the fit's objective the map is worse on the fitting data than no calibration at all.
  case worseThanUncalibrated
  /// What is to be said of the fits of some labels, of several independent ones.
  indirect case ofLabels([Int], FitWarning)
}

extension FitWarning {
  /// What is to be said of the number of rows: nothing where there are ten for each parameter.
  ///
  /// - Parameter rows: The number of rows of positive weight. How large the weights are does not matter:
  ///   those of importance sampling may have any scale.
  static func ifFew(rows: Int, parameters: Int) -> [FitWarning] {
    rows < 10 * parameters ? [.fewRows(rows: rows, parameters: parameters)] : []
  }
}

extension FitWarning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .zeroProbabilities(let count):
      "\(count) \(count == 1 ? "probability is" : "probabilities are") exactly 0 and read as 1.2e-38; give logits if the model has them"
    case .zeroLabelProbabilities(let count):
      "\(count == 1 ? "1 row gives its" : "\(count) rows give their") own label a probability of exactly 0, which weighs heavily in the likelihood; check these labels, give logits, or fit by the Brier score"
    case .singleLabel(let label):
      "every label is class \(label), so the fit says nothing about the other classes"
    case .unseenClasses(let count):
      "\(count) \(count == 1 ? "class is" : "classes are") the label of no row, so the fit knows only that \(count == 1 ? "it is" : "they are") rare; use data with rows of every class"
    case .fewRows(let rows, let parameters):
      "\(rows) \(rows == 1 ? "row is" : "rows are") few for \(parameters == 1 ? "one parameter" : "\(parameters) parameters"); the fitted map may not hold on new data"
    case .constantScores:
      "in every row the possible classes have equal scores, or only one class is possible, so no temperature changes the probabilities"
    case .separable:
      "the label has the largest score in every row, so the data call for ever more confidence; use more, or harder, held-out data"
    case .onBound(let parameter, let value):
      "\(parameter) ended on the edge of the search, \(Self.short(value)); the data call for a value beyond it, or do not determine it"
    case .notIdentified:
      "the data do not distinguish temperature and gamma; other pairs fit equally well"
    case .notConverged:
      "the search stopped before the optimum was certain; the result is the best point found"
    case .separableOutcomes:
      "the scores separate the outcomes, perfectly or but for ties, or a class has no rows, so no finite parameters are best and cautious ones were taken; use more, or harder, held-out data"
    case .singleScore:
      "all rows have the same score, so the map is known at that score only"
    case .worseThanUncalibrated:
      "on the very data it was fitted to, the map is worse by its objective than the uncalibrated scores; take a method that never is, such as temperature scaling, or more rows"
    case .ofLabels(let labels, .singleLabel(let outcome)):
      "\(Self.list(labels)) \(labels.count == 1 ? "is" : "are") \(outcome == 0 ? "absent from" : "present in") every row, and nothing else is known of \(labels.count == 1 ? "it" : "them")"
    case .ofLabels(let labels, let warning):
      "\(Self.list(labels)): \(warning)"
    }
  }

  /// Labels by their numbers, not all where they are many.
  private static func list(_ labels: [Int]) -> String {
    let shown = labels.prefix(labels.count > 6 ? 5 : 6).map { String($0) }.joined(separator: ", ")
    let others = labels.count > 6 ? " and \(labels.count - 5) more" : ""
    return (labels.count == 1 ? "label " : "labels ") + shown + others
  }

  private static func short(_ value: Double) -> String {
    Numbers.printed("%.4g", value)
  }
}
