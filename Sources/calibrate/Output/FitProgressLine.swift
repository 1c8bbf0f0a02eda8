import Calibration
import CalibrationReport

/// The progress of a fit on standard error: early warnings, and one line that changes.
struct FitProgressLine: Sendable {
  let progress: Progress
  /// Keeps what was said before a search.
  let earlyWarnings: EarlyWarnings
  /// The candidates of a selection by cross-validation.
  let candidates: CountedProgress

  func show(_ event: FitProgress) {
    switch event {
    case .warning(let warning):
      progress.clear()
      earlyWarnings.say("\(warning)")
    case .crossValidating(let count):
      progress.say("choosing the strength by cross-validation: \(Self.evaluations(count))")
    case .searching(let count, let objective):
      progress.say("fitting: \(Self.evaluations(count)), objective \(Numbers.fixed(objective, 6))")
    case .started(let name): candidates.started(name)
    case .finished(let name): candidates.finished(name)
    }
  }

  private static func evaluations(_ count: Int) -> String {
    count == 1 ? "1 evaluation" : "\(Numbers.grouped(count)) evaluations"
  }
}
