import CalibrationFiles

/// What the finished runs of an experiment say together.
public struct ExperimentReport: Sendable {
  /// A run that the report leaves out.
  public struct UnfinishedRun: Sendable, Hashable, Encodable {
    /// ``ExperimentRun/name``.
    public let name: String
    /// Whether it was begun.
    public let isBegun: Bool
  }

  public let name: String
  public let description: String
  /// The finished runs.
  public let results: [RunResult]
  /// What the finished runs ran on, as their `run.json` has it; one for each result.
  package let origins: [RunDescription]
  public let unfinished: [UnfinishedRun]
  /// Each loss but cross-entropy against cross-entropy, where both were trained in the same regime.
  package let crossings: [GapCrossing]
  let networks: [TrainedNetwork]

  /// Reads the runs that are finished, and fits their calibrations.
  ///
  /// - Throws: `FileError` when a file of a finished run is missing or damaged, or ``RunError`` when
  ///   a folder holds a run of other settings.
  public init(of plan: ExperimentPlan, _ runs: [ExperimentRun]) throws {
    var results: [RunResult] = []
    var origins: [RunDescription] = []
    var unfinished: [UnfinishedRun] = []
    for run in runs {
      let state = try run.state()
      if state == .finished {
        results.append(try RunResult(run))
        origins.append(try RunDescription(of: run.folder))
      } else {
        unfinished.append(UnfinishedRun(name: run.name, isBegun: state != .missing))
      }
    }
    name = plan.name
    description = plan.description
    self.results = results
    self.origins = origins
    self.unfinished = unfinished
    networks = TrainedNetwork.networks(of: results)
    crossings = Self.crossings(networks)
  }

  /// Writes `report.md` with its figures, `report.json` and `report.csv`.
  ///
  /// - Throws: `FileError` when one cannot be written.
  public func write(to folder: String) throws {
    try RunFolder(folder).create()
    for figure in figures {
      let drawing = figure.diagram.chart.svg()
      try AtomicFile.write(Array(drawing.utf8), to: "\(folder)/\(figure.fileName)")
    }
    try AtomicFile.write(Array(markdown.utf8), to: "\(folder)/report.md")
    try AtomicFile.write(try RunJSON.encodeIndented(self), to: "\(folder)/report.json")
    try AtomicFile.write(Array(csv.utf8), to: "\(folder)/report.csv")
  }

  private static func crossings(_ networks: [TrainedNetwork]) -> [GapCrossing] {
    networks.flatMap { network -> [GapCrossing] in
      let crossEntropy = networks.first {
        $0.regime == network.regime && $0.network == network.network && $0.loss == "cross-entropy"
      }
      guard let crossEntropy, network.loss != crossEntropy.loss else { return [] }
      return GapCrossing.Criterion.allCases.compactMap {
        GapCrossing(network, against: crossEntropy, by: $0)
      }
    }
  }
}

extension ExperimentReport: Encodable {
  /// A trained network over its seeds.
  private struct Summary: Encodable {
    struct Calibration: Encodable {
      let calibration: ReportedCalibration
      let metrics: [String: MeanAndDeviation]
    }

    let regime: String
    let network: String
    let loss: String
    let seeds: [UInt64]
    let calibrations: [Calibration]
    let curve: [GapPoint]

    init(_ network: TrainedNetwork) {
      regime = network.regime
      self.network = network.network
      loss = network.loss
      seeds = network.runs.map(\.seed)
      calibrations = ReportedCalibration.allCases.map { calibration in
        let metrics = ReportColumn.allCases.compactMap { column in
          network.summary(calibration, column.value).map { (column.rawValue, $0) }
        }
        return Calibration(calibration: calibration, metrics: Dictionary(uniqueKeysWithValues: metrics))
      }
      curve = network.curve
    }
  }

  private enum CodingKeys: String, CodingKey {
    case name, description, networks, crossings, results, unfinished
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(description, forKey: .description)
    try container.encode(networks.map { Summary($0) }, forKey: .networks)
    try container.encode(crossings, forKey: .crossings)
    try container.encode(results, forKey: .results)
    try container.encode(unfinished, forKey: .unfinished)
  }
}
