import Calibration

extension Report {
  /// How the report was made, and can be made again.
  var provenanceSection: ReportSection {
    let options = comparison.evaluationOptions
    var facts: [(name: String, text: String)] = []
    for input in provenance.inputs {
      let hash = input.sha256.map { "; SHA-256 \($0)" } ?? ""
      facts.append((input.role, "\(input.summary)\(hash)"))
    }
    facts.append(
      (
        "Intervals",
        "\(options.interval.rawValue) bootstrap at \(levelText), \(Numbers.grouped(options.resampleCount)) resamples, seed \(options.seed)"
      )
    )
    facts.append(("Bins", "\(options.binCount) of equal width, right-closed"))
    if let version = provenance.version { facts.append(("Version", "calibrate \(version)")) }
    if let date = provenance.date { facts.append(("Date", date)) }
    var blocks: [ReportSection.Block] = [.facts(facts)]
    if let command = provenance.command { blocks.append(.command(command)) }
    blocks.append(.details("What the metrics mean", [.facts(Self.definitions)]))
    return ReportSection("provenance", "How this was made", blocks)
  }

  private static let definitions: [(name: String, text: String)] = [
    ("NLL", "negative log-likelihood of the true class, in nats; the mean over rows"),
    ("Brier", "squared error of the probabilities, summed over classes; the mean over rows"),
    (
      "ECE",
      "expected calibration error: the gap between confidence and accuracy, averaged over bins of equal width of the confidence"
    ),
    ("Equal-mass ECE", "the same with as many rows in each bin"),
    ("Class-wise ECE", "the same for the probability of each class; the mean over classes"),
    ("Accuracy", "the share of rows whose most probable class is the true one"),
    ("Over- and under-confidence", "the parts of the ECE in which confidence is above and below accuracy"),
    ("CORP curve", "isotonic regression of being right on confidence: a reliability curve without bins"),
  ]
}
