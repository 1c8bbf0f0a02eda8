import CalibrationTraining
import Foundation

/// Reports the progress of a run on standard error: a bar on a terminal, a line for each epoch
/// everywhere.
final class RunReporter {
  private let isQuiet: Bool
  private let hasBar: Bool
  private let epochs: Int
  private var lastDrawn: ContinuousClock.Instant?

  init(isQuiet: Bool, epochs: Int) {
    self.isQuiet = isQuiet
    self.epochs = epochs
    hasBar = !isQuiet && StandardError.isTerminal
  }

  func report(_ event: RunEvent) {
    switch event {
    case .readingImages:
      draw("reading images …")
    case .skippedImages(let reasons):
      warn(of: reasons)
    case .resumed(let done):
      say("resumed after \(done) of \(epochs) epochs")
    case .step(let progress):
      // More often than the eye sees would only cost time.
      if let lastDrawn, ContinuousClock.now - lastDrawn < .milliseconds(200) { return }
      lastDrawn = .now
      draw(bar(progress))
    case .evaluating(let epoch):
      draw("epoch \(epoch)/\(epochs) evaluating …")
    case .epoch(let record):
      say(line(record))
    }
  }

  /// Removes the bar.
  func clear() {
    if hasBar { StandardError.write("\r\u{1B}[K") }
  }

  func say(_ line: String) {
    guard !isQuiet else { return }
    clear()
    StandardError.write("\(line)\n")
  }

  /// Warnings are for quiet runs too.
  private func warn(of reasons: [String]) {
    clear()
    let shownCount = 5
    for reason in reasons.prefix(shownCount) {
      StandardError.write("calibrate train: warning: \(reason)\n")
    }
    let what = reasons.count == 1 ? "image was" : "images were"
    StandardError.write("calibrate train: warning: \(reasons.count) \(what) skipped\n")
  }

  private func draw(_ text: String) {
    guard hasBar else { return }
    StandardError.write("\r\u{1B}[K\(text.prefix(StandardError.width - 1))")
  }

  private func bar(_ progress: RunProgress) -> String {
    let width = 16
    let filled = width * progress.step / progress.stepsPerEpoch
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return [
      "epoch \(progress.epoch)/\(progress.epochs) \(bar)",
      "loss \(fixed(progress.loss, 4))",
      "accuracy \(percent(progress.accuracy))",
      "ECE \(percent(progress.ece))",
      "\(fixed(progress.imagesPerSecond, 0)) images/s",
      "\(duration(progress.secondsLeft)) left",
    ].joined(separator: "  ")
  }

  private func line(_ record: EpochRecord) -> String {
    var parts = [
      "epoch \(record.epoch)/\(epochs)", "loss \(fixed(record.trainLoss, 4))",
    ]
    for (name, metrics) in [
      ("train", record.train), ("validation", record.validation), ("test", record.test),
    ] {
      guard let metrics else { continue }
      parts.append(
        "\(name) NLL \(fixed(metrics.nll, 4)) error \(percent(metrics.error)) "
          + "ECE \(percent(metrics.ece)) confidence \(percent(metrics.meanConfidence))"
      )
    }
    parts.append("\(fixed(record.imagesPerSecond, 0)) images/s")
    parts.append("\(fixed(record.seconds, 0)) s")
    return parts.joined(separator: "  ")
  }

  private func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  private func percent(_ value: Double) -> String { "\(fixed(100 * value, 2)) %" }

  private func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    let minutes = Int(seconds / 60)
    return minutes < 1
      ? "\(Int(seconds)) s"
      : minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
