/// What a fit that may take long says while it runs.
public enum FitProgress: Sendable, Hashable {
  /// Something to know before the search starts.
  case warning(FitWarning)
  /// So many evaluations of the objective are done; the lowest so far, penalties included.
  case searching(evaluationCount: Int, objective: Double)
}

/// Passes on the progress of the searches that make up a fit.
final class ProgressMonitor {
  private let report: (@Sendable (FitProgress) -> Void)?
  private var evaluationCount = 0
  private var lowest = Double.infinity

  init(_ report: (@Sendable (FitProgress) -> Void)? = nil) {
    self.report = report
  }

  /// Warns of fewer than ten rows for each of a map's parameters.
  func start(rowCount: Int, parameterCount: Int) {
    if rowCount < 10 * parameterCount {
      report?(.warning(.fewRows(rows: rowCount, parameters: parameterCount)))
    }
  }

  func evaluated(_ value: Double) {
    evaluationCount += 1
    lowest = min(lowest, value)
    report?(.searching(evaluationCount: evaluationCount, objective: lowest))
  }
}
