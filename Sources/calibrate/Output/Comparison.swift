import Calibration
import CalibrationFiles

/// Several maps evaluated on the same rows, sorted by a metric, and what their differences mean.
struct Comparison {
  /// One map.
  struct Entry: Sendable {
    /// `nil` for the scores as they came.
    let fit: MethodFit?
    /// How long fitting took, while other methods were fitted too.
    let seconds: Double?
    /// The map with the rows it is tried on.
    let side: PairedPermutationTest.Side
    let evaluation: Evaluation
    /// The same within groups, where there are any.
    let groups: GroupwiseEvaluation?

    var name: String { fit?.name ?? "uncalibrated" }
  }

  /// The metrics that people read; others are in JSON.
  static let metrics: [Metric] = [
    .negativeLogLikelihood, .brierScore, .expectedCalibrationError, .equalMassCalibrationError,
    .classwiseCalibrationError, .accuracy,
  ]

  private let arguments: ComparisonArguments
  /// The metrics that are shown: the one that is sorted by, and some others.
  private let metrics: [Metric]
  /// From best to worst by the first metric.
  private let entries: [Entry]
  /// What the others are compared with: temperature scaling, or the uncalibrated scores without it.
  private let baseline: Int
  /// One for each metric shown.
  private let comparisons: [MultipleComparison]

  init(_ unsorted: [Entry], _ arguments: ComparisonArguments) throws {
    self.arguments = arguments
    metrics = [arguments.sort] + Self.metrics.filter { $0 != arguments.sort }.prefix(5)
    let entries = arguments.sort.order(of: unsorted.map(\.evaluation)).map { unsorted[$0] }
    self.entries = entries
    baseline =
      entries.firstIndex { $0.name == MethodName.temperature.description }
      ?? entries.firstIndex { $0.fit == nil } ?? 0
    let permutations = try Self.permutationTests(entries, arguments)
    comparisons = try metrics.map { metric in
      try MultipleComparison(
        metric,
        of: entries.map(\.evaluation),
        correction: arguments.correction,
        pValue: permutations.map { tests in { tests[$0][$1 - $0 - 1].pValue(metric) } }
      )
    }
  }

  /// The test of each entry against each of those after it, if permutation tests are asked for.
  private static func permutationTests(
    _ entries: [Entry],
    _ arguments: ComparisonArguments
  ) throws -> [[PairedPermutationTest]]? {
    guard arguments.pairedTest == .permutation else { return nil }
    return try entries.indices.map { first in
      try entries[(first + 1)...].map { second in
        try PairedPermutationTest(
          entries[first].side,
          against: second.side,
          options: second.evaluation.options
        )
      }
    }
  }

  private var options: EvaluationOptions { entries[baseline].evaluation.options }

  /// The number of resamples with which adjusted p-values can get low enough; `nil` where they can.
  var resamplesNeeded: Int? {
    guard arguments.correction != .none else { return nil }
    let pairs = entries.count * (entries.count - 1) / 2
    let smallest = arguments.pairedTest == .bootstrap ? 2.0 : 1
    let needed = smallest * Double(pairs) / (1 - options.level) * (1 - 1e-12) - 1
    return Double(options.resampleCount) < needed ? Int(needed.rounded(.up)) : nil
  }

  // MARK: Text

  var text: String {
    ([
      methodTable, notes, [""], differenceTable, parameterLines, groupTable, warningLines,
    ] as [[String]]).flatMap { $0 }.joined(separator: "\n")
  }

  private var level: String { "\(Numbers.plain(options.level * 100)) %" }

  /// A metric's name in little room.
  private static func heading(_ metric: Metric) -> String {
    switch metric {
    case .equalMassCalibrationError: "EM-ECE"
    case .classwiseCalibrationError: "CW-ECE"
    case .accuracy: "Acc. %"
    default: metric.heading
    }
  }

  private var methodTable: [String] {
    var table = TextTable(
      header: ["method", Self.heading(metrics[0]) + " ", level]
        + metrics.dropFirst().map { Self.heading($0) + " " } + ["fit"]
    )
    for (index, entry) in entries.enumerated() {
      var cells = zip(metrics, comparisons).map { metric, comparison in
        metric.text(entry.evaluation[metric].value)
          + (comparison.best.contains(index) ? "*" : comparison.tied.contains(index) ? "=" : " ")
      }
      cells.insert(metrics[0].text(entry.evaluation[metrics[0]].interval), at: 1)
      table.add([entry.name] + cells + [entry.seconds.map { Numbers.duration(seconds: $0) } ?? ""])
    }
    return table.lines()
  }

  private var notes: [String] {
    let test =
      switch arguments.pairedTest {
      case .bootstrap: "paired bootstrap"
      case .permutation: "permutation test"
      }
    var notes = [
      "* best, = not told from it (\(test) of all pairs, \(arguments.correction.name))",
      "\(level): interval (\(Numbers.grouped(options.resampleCount)) resamples, seed \(options.seed)); EM-ECE, CW-ECE: equal-mass and class-wise ECE",
      "fit: time to fit, while other methods were fitted",
    ]
    if entries.contains(where: { $0.evaluation[metrics[0]].isBelowItsInterval }) {
      notes.append(biasNote)
    }
    return notes
  }

  /// A table of the differences, with a verdict on those that are larger than their noise.
  private var differenceTable: [String] {
    var table = TextTable(header: [""] + metrics.map { Self.heading($0) + " " })
    for (index, entry) in entries.enumerated() where index != baseline {
      table.add([entry.name] + comparisons.map { cell(index, $0) })
    }
    let title =
      "Differences to \(entries[baseline].name) (+ better, ! worse, in parentheses: no larger than the noise)"
    return [title] + table.lines()
  }

  private func cell(_ index: Int, _ comparison: MultipleComparison) -> String {
    let metric = comparison.metric
    let value = entries[index].evaluation[metric].value - entries[baseline].evaluation[metric].value
    let digits = metric.text(value)
    let text = digits.hasPrefix("-") ? digits : "+\(digits)"
    guard comparison.differ(index, baseline) else { return "(\(text))" }
    return text + ((value < 0) == metric.lowerIsBetter ? " +" : " !")
  }

  private var parameterLines: [String] {
    var table = TextTable(header: ["parameters", ""], rightAligned: false)
    for entry in entries where entry.fit != nil {
      table.add([entry.name, entry.fit?.shortParameterText ?? ""])
    }
    return [""] + table.lines()
  }

  /// The worst group of each method.
  private var groupTable: [String] {
    let metrics: [Metric] = [.negativeLogLikelihood, .expectedCalibrationError]
    guard entries.contains(where: { $0.groups != nil }) else { return [] }
    var table = TextTable(
      header: ["worst group"] + metrics.flatMap { [$0.name, "group", "p"] }
    )
    for entry in entries {
      guard let groups = entry.groups else { continue }
      table.add(
        [entry.name]
          + metrics.flatMap { metric in
            let worst = groups.worst(by: metric)
            return [
              worst.map { metric.text($0.evaluation[metric].value) } ?? "",
              worst?.name ?? "",
              groups.differences?[metric].map { Numbers.fixed($0.pValue, 4) } ?? "",
            ]
          }
      )
    }
    return [""] + table.lines()
      + ["p: that groups differ in the metric by chance alone (permutation of the groups)"]
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
    Report(
      fitRows: fitRows,
      testRows: testRows,
      cvFolds: cv,
      classes: entries[baseline].evaluation.classCount,
      baseline: entries[baseline].name,
      sortedBy: arguments.sort.rawValue,
      methods: entries.indices.map { MethodJSON(entries[$0], differences: differences(of: $0)) },
      best: names(\.best),
      tiedWithBest: names(\.tied),
      pairedTest: arguments.pairedTest.rawValue,
      correction: arguments.correction.rawValue,
      options: OptionsJSON(options)
    )
  }

  private func names(_ indices: KeyPath<MultipleComparison, Set<Int>>) -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: comparisons.map { comparison in
        (comparison.metric.rawValue, comparison[keyPath: indices].sorted().map { entries[$0].name })
      }
    )
  }

  /// The differences of an entry to the baseline; none of the baseline itself.
  private func differences(of index: Int) -> [String: DifferenceJSON] {
    guard index != baseline else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: comparisons.compactMap { comparison in
        // All entries are evaluations of the same rows with the same options.
        (try? PairedComparison(
          comparison.metric,
          of: entries[index].evaluation,
          against: entries[baseline].evaluation
        )).map { pair in
          (
            comparison.metric.rawValue,
            DifferenceJSON(
              value: pair.difference,
              interval: [pair.interval.lower, pair.interval.upper],
              pValue: comparison.pValue(index, baseline),
              adjustedPValue: comparison.adjustedPValue(index, baseline),
              largerThanNoise: comparison.differ(index, baseline)
            )
          )
        }
      }
    )
  }

  private struct Report: Encodable {
    let fitRows: Int
    let testRows: Int
    let cvFolds: Int?
    let classes: Int
    let baseline: String
    let sortedBy: String
    let methods: [MethodJSON]
    let best: [String: [String]]
    let tiedWithBest: [String: [String]]
    let pairedTest: String
    let correction: String
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
    let groups: GroupReport?
    let warnings: [String]

    init(_ entry: Entry, differences: [String: DifferenceJSON]) {
      let map = entry.fit.map { MapJSON($0) }
      method = entry.name
      parameters = map?.parameters ?? [:]
      standardErrors = map?.standardErrors ?? [:]
      objective = entry.fit?.calibrator.fitting?.objective
      fitSeconds = entry.seconds
      metrics = EstimateJSON.all(entry.evaluation)
      groups = entry.groups.map { GroupReport($0) }
      warnings = entry.fit?.calibrator.fitting?.warnings ?? []
      self.differences = differences
    }
  }

  private struct DifferenceJSON: Encodable {
    let value: Double
    let interval: [Double]
    let pValue: Double
    let adjustedPValue: Double
    let largerThanNoise: Bool
  }
}

extension MultiplicityCorrection {
  /// The name in a note.
  fileprivate var name: String {
    switch self {
    case .holm: "Holm's correction"
    case .benjaminiHochberg: "Benjamini and Hochberg's correction"
    case .none: "uncorrected"
    }
  }
}

/// Why an interval may lie above its value.
let biasNote =
  "Noise raises calibration errors, and resampling adds noise: an interval may lie above its value."

extension Evaluation {
  /// Whether a metric that people read is below its interval.
  var hasIntervalAboveItsValue: Bool {
    Comparison.metrics.contains { self[$0].isBelowItsInterval }
  }
}

extension MetricEstimate {
  /// Whether the value is below its interval.
  var isBelowItsInterval: Bool { value < interval.lower }
}
