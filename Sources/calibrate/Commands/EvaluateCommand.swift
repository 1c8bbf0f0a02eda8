import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

struct EvaluateCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure calibration, with intervals.",
    discussion: """
      The rows must be ones the calibrator was not fitted on.

      Example:
        calibrate evaluate test.npz --calibrator calibrator.json
      """
  )

  @Argument(help: "Scores and labels: npz, npy, csv, tsv or safetensors.")
  var input: String

  @Option(help: ArgumentHelp("A calibrator to apply first.", valueName: "file"))
  var calibrator: String?

  @Flag(
    help:
      "Also compute what may take a while: smooth ECE, the maximum mean calibration error (MMCE), and the squared kernel calibration error (SKCE) with its test."
  )
  var allMetrics = false

  @Flag(
    help:
      "Also show each class: its frequency, mean probability and calibration error, with intervals for the \(ClasswiseEvaluation.estimateCount) largest."
  )
  var perClass = false

  @OptionGroup(title: "Groups") var groups: GroupArguments

  @OptionGroup var evaluation: EvaluationArguments

  @OptionGroup(title: "Input options") var inputRows: WeightedRowArguments

  @OptionGroup var common: CommonArguments

  func perform() throws {
    let options = try evaluation.options()
    let calibrator = try calibrator.map { try Calibrator(contentsOf: $0) }
    let read = try inputRows.read(input, groups: groups)
    var warnings = read.warnings
    if let calibrator, try calibrator.wasFitted(onFileAt: input, rows: inputRows.range) {
      warnings.append(
        "the calibrator was fitted on rows that are evaluated here, so the figures flatter it; choose others with --rows"
      )
    }
    for warning in warnings { StandardError.warn(warning) }
    let data = try read.labeled()
    try naming(input) { try calibrator?.check(data.predictions) }
    let progress = Progress()
    let before = try progress.say("evaluating") {
      try naming(input) { try Evaluation(on: data, options: options) }
    }
    let after = try calibrator.map { calibrator in
      try progress.say("evaluating \(calibrator.method)") {
        try naming(input) { try Evaluation(of: calibrator.map, on: data, options: options) }
      }
    }
    let slow =
      try allMetrics
      ? progress.say("computing the slower metrics") {
        try naming(input) {
          try SlowMetrics(of: calibrator?.map, on: data, options: options)
        }
      } : nil
    let groupReport = try read.groups.map { groups in
      try progress.say("evaluating groups") {
        try naming(input) {
          GroupReport(try GroupwiseEvaluation(of: calibrator?.map, on: data, groups: groups, options: options))
        }
      }
    }
    let classReport =
      try perClass
      ? progress.say("evaluating classes") {
        try naming(input) {
          ClassReport(try ClasswiseEvaluation(of: calibrator?.map, on: data, options: options))
        }
      } : nil
    let labelReport = try read.sigmoidColumnCount.map { _ in
      try naming(input) {
        LabelReport(try MultilabelEvaluation(of: calibrator?.map, on: data, options: options))
      }
    }
    if common.json {
      let report = Report(
        rows: data.rowCount,
        classes: data.classCount,
        kind: read.kindName,
        method: calibrator?.method,
        metrics: EstimateJSON.all(after ?? before),
        uncalibratedMetrics: after == nil ? nil : EstimateJSON.all(before),
        reliability: BinJSON.all((after ?? before).reliability),
        equalMassReliability: BinJSON.all((after ?? before).equalMassReliability),
        slowMetrics: slow,
        groups: groupReport,
        perClass: classReport,
        multilabel: labelReport,
        options: OptionsJSON(options),
        warnings: warnings
      )
      print(try JSONText.encode(report))
    } else {
      print(read.summary)
      if let calibrator, let after {
        printTable(before: before, after: after, method: calibrator.method)
      } else {
        printTable(before)
      }
      if (after ?? before).hasIntervalAboveItsValue { print(biasNote) }
      if let slow { print(slow.text(levelText)) }
      printReliability((after ?? before).reliability)
      printDiagram(before: before, after: after, method: calibrator?.method)
      if let classReport { print(classReport.text(levelText)) }
      if let labelReport { print(labelReport.text(levelText)) }
      if let groupReport { print(groupReport.text(levelText)) }
    }
  }

  private struct Report: Encodable {
    let rows: Int
    let classes: Int
    let kind: String
    let method: String?
    let metrics: [String: EstimateJSON]
    let uncalibratedMetrics: [String: EstimateJSON]?
    let reliability: [BinJSON]
    let equalMassReliability: [BinJSON]
    let slowMetrics: SlowMetrics?
    let groups: GroupReport?
    let perClass: ClassReport?
    let multilabel: LabelReport?
    let options: OptionsJSON
    let warnings: [String]
  }

  private var levelText: String { "\(Numbers.plain(evaluation.level * 100)) % interval" }

  private func printTable(_ evaluation: Evaluation) {
    var table = TextTable(header: ["", "value", levelText])
    for metric in Metric.allCases {
      let estimate = evaluation[metric]
      table.add([metric.heading, metric.text(estimate.value), metric.text(estimate.interval)])
    }
    print(table.lines().joined(separator: "\n"))
  }

  private func printTable(before: Evaluation, after: Evaluation, method: String) {
    var table = TextTable(header: ["", "uncalibrated", levelText, method, levelText])
    for metric in Metric.allCases {
      table.add([
        metric.heading,
        metric.text(before[metric].value), metric.text(before[metric].interval),
        metric.text(after[metric].value), metric.text(after[metric].interval),
      ])
    }
    print(table.lines().joined(separator: "\n"))
  }

  private func printDiagram(before: Evaluation, after: Evaluation?, method: String?) {
    guard let terminal = Terminal() else { return }
    var curves = [ReliabilityDiagram.Curve("uncalibrated", bins: before.reliability)]
    if let after, let method { curves.append(.init(method, bins: after.reliability)) }
    print("\n\(terminal.reliability(curves))")
  }

  private func printReliability(_ reliability: ReliabilityTable) {
    var table = TextTable(header: ["\nconfidence", "rows", "mean", "accuracy", "gap"])
    for bin in reliability.bins {
      guard let confidence = bin.meanConfidence, let accuracy = bin.accuracy, let gap = bin.gap
      else { continue }
      table.add([
        "\(Numbers.fixed(bin.lowerEdge, 3))–\(Numbers.fixed(bin.upperEdge, 3))",
        bin.weight == bin.weight.rounded()
          ? Numbers.grouped(Int(bin.weight)) : Numbers.short(bin.weight),
        Numbers.fixed(confidence, 4), Numbers.fixed(accuracy, 4), Numbers.fixed(gap, 4),
      ])
    }
    print(table.lines().joined(separator: "\n"))
  }
}
