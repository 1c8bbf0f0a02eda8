/// The progress of a fit that may take long.
public enum FitProgress: Sendable, Hashable {
  /// Something to know before the search starts.
  case warning(FitWarning)
  /// A setting is being chosen by cross-validation; so many evaluations of objectives are done.
  case crossValidating(evaluationCount: Int)
  /// So many evaluations are done, those of cross-validation included; the lowest objective so far, with
  /// penalties.
  case searching(evaluationCount: Int, objective: Double)
  /// A candidate of a ``MethodSelection`` is being tried.
  case started(candidate: String)
  /// The cross-validated loss of a candidate is known.
  case finished(candidate: String)
}

/// Receives the progress of a fit, from the threads that it runs on.
public typealias FitProgressHandler = @Sendable (FitProgress) -> Void

/// Passes on the progress of the searches that make up a fit.
final class ProgressMonitor {
  private let report: FitProgressHandler?
  private var evaluationCount = 0
  private var lowest = Double.infinity
  /// Whether objectives are those of folds and settings that come and go.
  var isCrossValidating = false

  init(_ report: FitProgressHandler? = nil) {
    self.report = report
  }

  /// Warns of few rows for a map's parameters, as the fit will.
  func start(rowCount: Int, parameterCount: Int) {
    for warning in FitWarning.ifFew(rows: rowCount, parameters: parameterCount) {
      report?(.warning(warning))
    }
  }

  func evaluated(_ value: Double) {
    evaluationCount += 1
    guard !isCrossValidating else {
      report?(.crossValidating(evaluationCount: evaluationCount))
      return
    }
    lowest = min(lowest, value)
    report?(.searching(evaluationCount: evaluationCount, objective: lowest))
  }
}
