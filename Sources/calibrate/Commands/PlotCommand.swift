import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

struct PlotCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw calibration as SVG or PNG.",
    discussion: """
      \(ChartKind.table)

      focal-map and simplex draw a calibrator, the others scores and labels. With --calibrator these are \
      calibrated first, except in contour.

      Examples:
        calibrate plot reliability test.npz --calibrator calibrator.json \\
          -o reliability.svg
        calibrate plot focal-map calibrator.json -o map.png
      """
  )

  @Argument(help: "What to draw, of those above.")
  var kind: ChartKind

  @Argument(help: "Scores and labels; for focal-map and simplex a calibrator.")
  var input: String

  @Option(name: [.short, .long], help: ArgumentHelp("Where to write: .svg or .png.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("A calibrator to apply first.", valueName: "file"))
  var calibrator: String?

  @Option(help: ArgumentHelp("Bins of confidence or probability.", valueName: "n"))
  var bins = EvaluationOptions.standard.binCount

  @Option(help: ArgumentHelp("The width in pixels, from 160 to 4000.", valueName: "n"))
  var width = 640

  @Option(
    help: ArgumentHelp("light, dark, or adaptive: as the reader's system is (a PNG is then light).", valueName: "name")
  )
  var theme = ChartTheme.adaptive

  @Option(help: ArgumentHelp("The title, instead of the usual one.", valueName: "text"))
  var title: String?

  @OptionGroup var classNames: ClassNameArguments

  @OptionGroup(title: "Input options") var inputRows: WeightedRowArguments

  @OptionGroup var common: CommonArguments

  func validate() throws {
    guard (160...4000).contains(width) else {
      throw ValidationError("--width is \(width); give a number from 160 to 4000")
    }
    if calibrator != nil, !kind.takesCalibrator {
      throw ValidationError("\(kind.rawValue) takes no --calibrator")
    }
    if classNames.classNames != nil, !kind.namesClasses {
      throw ValidationError("\(kind.rawValue) takes no --class-names; classes and class-confidence do")
    }
  }

  func perform() throws {
    try OutputCheck.check(
      outputs: [output],
      inputs: [input] + [calibrator].compactMap { $0 } + inputRows.paths
        + classNames.paths
    )
    let format = try ChartFormat(path: output)
    var chart = try Progress().say("drawing \(kind.rawValue)") {
      kind.drawsCalibrator ? try calibratorChart() : try dataChart()
    }
    if let title { chart.title = title }
    let bytes: [UInt8]
    switch format {
    case .svg: bytes = Array(chart.svg(width: Double(width), appearance: theme.appearance).utf8)
    case .png:
      let appearance = theme == .dark ? ChartAppearance.dark : .light
      bytes = try PNGConverter.png(of: chart.svg(width: Double(width), appearance: appearance))
    }
    try AtomicFile.write(bytes, to: output)
    if common.json {
      print(try JSONText.encode(Summary(output: output, kind: kind.rawValue, chart)))
    } else {
      print("\(chart.title) written to \(output)")
    }
  }

  private struct Summary: Encodable {
    let output: String
    let kind: String
    let title: String
    let description: String

    init(output: String, kind: String, _ chart: Chart) {
      self.output = output
      self.kind = kind
      title = chart.title
      description = chart.description
    }
  }

  // MARK: Of a calibrator

  private func calibratorChart() throws -> Chart {
    let calibrator = try Calibrator(contentsOf: input)
    guard kind == .focalMap else {
      return try naming(input) { try SimplexDiagram(map: calibrator.map).chart() }
    }
    guard let map = FocalTemperatureMap(equivalentTo: calibrator.map) else {
      throw FileError(
        .badData,
        path: input,
        reason:
          "the map is \(calibrator.method), and the diagram is one of temperature and γ; give a calibrator of temperature, focal-temperature or focal-map"
      )
    }
    return FocalMapDiagram(map: map).chart
  }

  // MARK: Of data

  private func dataChart() throws -> Chart {
    let calibrator = try calibrator.map { try Calibrator(contentsOf: $0) }
    let read = try inputRows.read(input)
    for warning in read.warnings { StandardError.warn(warning) }
    let data = try read.labeled()
    // Names of independent labels are not those of the two classes of each.
    let hasNames = kind.namesClasses && data.predictions.labelCount == 1
    let names = try hasNames ? classNames.names(of: read) : []
    return try naming(input) {
      try calibrator?.check(data.predictions)
      return try checkingOptions { try dataChart(data, calibrator, names) }
    }
  }

  private func dataChart(
    _ data: LabeledPredictions,
    _ calibrator: Calibrator?,
    _ classNames: [String]
  ) throws -> Chart {
    switch kind {
    case .reliability:
      return ReliabilityDiagram(
        curves: try maps(calibrator).map { name, map in
          try ReliabilityDiagram.Curve(name, of: map, on: data, binCount: bins)
        }
      ).chart
    case .riskCoverage:
      return RiskCoverageDiagram(
        curves: try maps(calibrator).map { name, map in
          RiskCoverageDiagram.Curve(name, risks: RiskCoverageCurve(try EvaluatedRows(of: map, on: data)))
        }
      ).chart
    case .confidence:
      let rows = try EvaluatedRows(of: calibrator?.map, on: data)
      return ConfidenceHistogram(bins: try ReliabilityTable(equalWidth: rows, binCount: bins)).chart
    case .classes, .classConfidence:
      let diagram = ClasswiseDiagram(
        reliability: try ClasswiseReliability(of: calibrator?.map, on: data, binCount: bins),
        classNames: classNames
      )
      return kind == .classes ? diagram.chart : ClassConfidenceDiagram(diagram).chart
    case .contour:
      return try LikelihoodContour(of: data).chart
    case .focalMap, .simplex:
      return try calibratorChart()
    }
  }

  /// The uncalibrated scores, and calibrated ones where there is a calibrator.
  private func maps(_ calibrator: Calibrator?) -> [(name: String, map: (any CalibrationMap)?)] {
    [("uncalibrated", nil)] + (calibrator.map { [($0.method, $0.map)] } ?? [])
  }
}
