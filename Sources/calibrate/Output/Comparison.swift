import Calibration
import CalibrationFiles

/// Several maps evaluated on the same rows, and what their differences to temperature scaling mean.
struct Comparison {
  /// One map.
  struct Entry {
    /// `nil` for the scores as they came.
    let fit: MethodFit?
    let seconds: Double?
    let evaluation: Evaluation

    var name: String { fit?.name ?? "uncalibrated" }
  }

  static let metrics: [Metric] = [
    .accuracy, .negativeLogLikelihood, .brierScore, .expectedCalibrationError,
    .equalMassCalibrationError, .classwiseCalibrationError,
  ]

  private let entries: [Entry]
  /// What the others are compared with: temperature scaling, or the uncalibrated scores without it.
  private let baseline: Entry
  private let differences: [[PairedComparison]]
  /// The marks of the entries by each metric: best, tied with it, or neither.
  private var marks: [[String]] = []

  init(_ entries: [Entry]) throws {
    self.entries = entries
    let baseline = entries.first { $0.name == MethodName.temperature.description } ?? entries[0]
    self.baseline = baseline
    differences = try entries.map { entry in
      try Self.metrics.map {
        try PairedComparison($0, of: entry.evaluation, against: baseline.evaluation)
      }
    }
    marks = try Self.metrics.map { metric in
      let best = bestEntries(by: metric)
      let tied = try tiedEntries(with: best, by: metric)
      return entries.indices.map { best.contains($0) ? "*" : tied.contains($0) ? "=" : " " }
    }
  }

  /// The entries that are best by a metric; none where all are equal.
  private func bestEntries(by metric: Metric) -> Set<Int> {
    let values = entries.map { $0.evaluation[metric].value }
    let best = metric.lowerIsBetter == false ? values.max() : values.min()
    let indices = Set(values.indices.filter { values[$0] == best })
    return indices.count == values.count ? [] : indices
  }

  /// The entries that are no worse than the best by a metric beyond the noise of the difference, the
  /// best left out; none where all are equal.
  private func tiedEntries(with best: Set<Int>, by metric: Metric) throws -> Set<Int> {
    guard let first = best.first else { return [] }
    let tied = try entries.indices.filter { index in
      guard !best.contains(index) else { return false }
      return try !PairedComparison(
        metric,
        of: entries[index].evaluation,
        against: entries[first].evaluation
      ).isLargerThanNoise
    }
    return Set(tied)
  }

  // MARK: Text

  var text: String {
    var table = TextTable(header: ["method", "parameters"] + Self.metrics.map { $0.heading + " " })
    for (index, entry) in entries.enumerated() {
      table.add(
        [entry.name, entry.fit?.shortParameterText ?? ""]
          + zip(Self.metrics, marks).map { metric, marks in
            metric.text(entry.evaluation[metric].value) + marks[index]
          }
      )
      table.add(
        ["", ""] + Self.metrics.map { $0.text(entry.evaluation[$0].interval) + " " }
      )
    }
    let options = baseline.evaluation.options
    let level = Numbers.plain(options.level * 100)
    let footnote =
      "* best, = no worse than it beyond the noise; below each value its \(level) % interval (\(Numbers.grouped(options.resampleCount)) bootstrap resamples, seed \(options.seed))"
    var notes = [footnote]
    if entries.contains(where: { $0.evaluation.hasIntervalAboveItsValue }) {
      notes.append(biasNote)
    }
    return (table.lines() + notes + [""] + differenceTable + warningLines)
      .joined(separator: "\n")
  }

  /// A table of the differences, with a verdict on those that are larger than their noise.
  private var differenceTable: [String] {
    var table = TextTable(header: [""] + Self.metrics.map(\.heading))
    for (entry, differences) in zip(entries, differences) where entry.name != baseline.name {
      table.add([entry.name] + differences.map(cell))
    }
    let title =
      "Differences to \(baseline.name) (paired bootstrap; in parentheses: no larger than the noise)"
    return [title] + table.lines()
  }

  private func cell(_ difference: PairedComparison) -> String {
    let text = signed(difference.difference, difference.metric)
    guard difference.isLargerThanNoise else { return "(\(text))" }
    let isBetter = (difference.difference < 0) == difference.metric.lowerIsBetter
    return "\(text) \(isBetter ? "better" : "worse")"
  }

  private func signed(_ value: Double, _ metric: Metric) -> String {
    let text = metric.text(value)
    return text.hasPrefix("-") ? text : "+\(text)"
  }

  private var warningLines: [String] {
    var warnings: [(text: String, names: [String])] = []
    for entry in entries {
      for text in entry.fit?.calibrator.fitting?.warnings ?? [] {
        if let index = warnings.firstIndex(where: { $0.text == text }) {
          warnings[index].names.append(entry.name)
        } else {
          warnings.append((text, [entry.name]))
        }
      }
    }
    return warnings.map { "warning: \($0.names.joined(separator: ", ")): \($0.text)" }
  }

  // MARK: JSON

  func json(fitRows: Int, testRows: Int, cv: Int?) -> some Encodable {
    let best = Dictionary(
      uniqueKeysWithValues: Self.metrics.map { metric in
        (metric.rawValue, bestEntries(by: metric).sorted().map { entries[$0].name })
      }
    )
    return Report(
      fitRows: fitRows,
      testRows: testRows,
      cvFolds: cv,
      classes: baseline.evaluation.classCount,
      baseline: baseline.name,
      methods: zip(entries, differences).map { entry, differences in
        MethodJSON(entry, entry.name == baseline.name ? [] : differences)
      },
      best: best,
      options: OptionsJSON(baseline.evaluation.options)
    )
  }

  private struct Report: Encodable {
    let fitRows: Int
    let testRows: Int
    let cvFolds: Int?
    let classes: Int
    let baseline: String
    let methods: [MethodJSON]
    let best: [String: [String]]
    let options: OptionsJSON
  }

  private struct MethodJSON: Encodable {
    let method: String
    let parameters: [String: Double]
    let standardErrors: [String: Double]
    let objective: Calibrator.Fitting.Objective?
    let fitSeconds: Double?
    let metrics: [String: EstimateJSON]
    let differences: [String: DifferenceJSON]
    let warnings: [String]

    init(_ entry: Entry, _ differences: [PairedComparison]) {
      let map = entry.fit.map { MapJSON($0) }
      method = entry.name
      parameters = map?.parameters ?? [:]
      standardErrors = map?.standardErrors ?? [:]
      objective = entry.fit?.calibrator.fitting?.objective
      fitSeconds = entry.seconds
      metrics = EstimateJSON.all(entry.evaluation)
      warnings = entry.fit?.calibrator.fitting?.warnings ?? []
      self.differences = Dictionary(
        uniqueKeysWithValues: differences.map { ($0.metric.rawValue, DifferenceJSON($0)) }
      )
    }
  }

  private struct DifferenceJSON: Encodable {
    let value: Double
    let interval: [Double]
    let pValue: Double
    let largerThanNoise: Bool

    init(_ comparison: PairedComparison) {
      value = comparison.difference
      interval = [comparison.interval.lower, comparison.interval.upper]
      pValue = comparison.pValue
      largerThanNoise = comparison.isLargerThanNoise
    }
  }
}

/// Why an interval may lie above its value.
let biasNote =
  "Noise raises calibration errors, and resampling adds noise: an interval may lie above its value."

extension Evaluation {
  /// Whether a metric that people read is below its interval.
  var hasIntervalAboveItsValue: Bool {
    Comparison.metrics.contains { self[$0].value < self[$0].interval.lower }
  }
}
